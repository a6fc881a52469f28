#!/usr/bin/perl
# mutate.pl SEED FILE: damages a file: cuts it off, overwrites, fills, repeats or takes out a part of it, or puts extreme
# numbers in. Half of the damage is within 4 KB of the beginning. The same seed does the same.
use strict;
use warnings;

my ($seed, $name) = @ARGV;
srand($seed);
open(my $file, '+<:raw', $name) or die "$name: $!";
my $data = do { local $/; <$file> };
my $size = length $data;
my $near = int(rand(2)) && $size > 4096 ? 4096 : $size;
my $at = int(rand($near));
my $length = 1 + int(rand(int(rand(2)) ? 16 : 4096));
$length = $size - $at if $length > $size - $at;
my @numbers = map { pack('V', $_) } 0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF, 0x10000;
push @numbers, map { scalar reverse } @numbers;

my $kind = int(rand(8));
if ($kind == 0) { $data = substr($data, 0, $at) }
elsif ($kind == 1) { substr($data, $at, $length) = chr(int(rand(2)) * 255) x $length }
elsif ($kind == 2) { substr($data, $at, $length) = '' }
elsif ($kind == 3) { substr($data, $at, 0) = substr($data, $at, $length) }
elsif ($kind == 4) { substr($data, $at, $length) = join '', map { chr int rand 256 } 1 .. $length }
elsif ($kind == 5) { substr($data, $at, 4) = $numbers[rand @numbers] }
else {
    for (1 .. 1 + int(rand(6))) {
        substr($data, $at, 1) = int(rand(2)) ? chr(int(rand(256))) : substr($data, $at, 1) ^ chr(1 << int(rand(8)));
        $at = int(rand($near));
    }
}
seek($file, 0, 0);
truncate($file, 0);
print $file $data;
