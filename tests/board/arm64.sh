#!/usr/bin/env bash
# arm64.sh cortex-a72|cortex-a76 PROGRAM [ARG...]: runs an arm64 program on this machine as that core would, under
# qemu-aarch64, with the C and C++ libraries of Debian 11, or those in the folder LIBRARIES. With COUNT=1 the last line on standard error is
# `instructions N`: the same from run to run but for what idle threads spin, so differences between runs mean something.
# Needs Debian's qemu-user, gcc for COUNT, and root (an Arm /proc/cpuinfo is bound over this machine's, in a mount
# namespace of its own, because onnxruntime reads that file and crashes on an x86 one).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
(( $# >= 2 )) || { echo "usage: arm64.sh cortex-a72|cortex-a76 PROGRAM [ARG...]" >&2; exit 2; }
core=$1; shift
cache=${XDG_CACHE_HOME:-$HOME/.cache}/unext50
mkdir -p "$cache"

case $core in
  cortex-a72) part=0xd08 variant=0x0 revision=3 features="fp asimd evtstrm crc32 cpuid" ;;  # Raspberry Pi 4
  cortex-a76) part=0xd0b variant=0x4 revision=1 features="fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp\
 asimdhp cpuid asimdrdm lrcpc dcpop asimddp" ;;  # Raspberry Pi 5
  *) echo "arm64.sh: cortex-a72 or cortex-a76, not $core" >&2; exit 2 ;;
esac
cpuinfo=$cache/cpuinfo.$core
for processor in 0 1 2 3; do
  cat <<INFO
processor	: $processor
BogoMIPS	: 108.00
Features	: $features
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: $variant
CPU part	: $part
CPU revision	: $revision

INFO
done > "$cpuinfo"

libraries=${LIBRARIES:-$cache/libraries-bullseye-arm64}
if [[ ! -d $libraries ]]; then
  rm -rf "$libraries.part"
  "$here/../../deploy/debian-packages.sh" bullseye arm64 "$libraries.part" libc6 libgcc-s1 libstdc++6 >&2
  mv "$libraries.part" "$libraries"
fi

plugin=()
if [[ ${COUNT:-0} == 1 ]]; then
  counter=$cache/count-instructions.so
  [[ $counter -nt $here/count-instructions.c ]] || gcc -shared -fPIC -O2 -Wall -Wextra -o "$counter" "$here/count-instructions.c"
  plugin=(-plugin "$counter")
fi

# shellcheck disable=SC2016  # the inner shell expands it
exec unshare --mount sh -c 'mount --bind "$1" /proc/cpuinfo && shift && exec "$@"' sh "$cpuinfo" \
  qemu-aarch64 -cpu "$core" -L "$libraries" "${plugin[@]}" "$@"
