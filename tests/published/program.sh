#!/bin/sh
# program.sh PROGRAM PICTURES OUTPUT: what the published program must do on every processor, run by any POSIX shell (on
# the board it is busybox's). PICTURES/photos are classified, PICTURES/formats only decoded, PICTURES/classes learned and
# PICTURES/new told apart with them; results stay in OUTPUT, for comparison between processors. Prints `ok NAME` or
# `not ok NAME`; the program is started few times, it loads slowly on an emulated board.
program=$1 pictures=$2 output=$3
mkdir -p "$output"
cd "$output" || exit 1

check() {  # check NAME COMMAND...
  name=$1
  shift
  if "$@" > said 2>&1; then
    echo "ok $name"
  else
    echo "not ok $name"
    sed 's/^/    /' said
  fi
}

exits_with() {  # exits_with STATUS COMMAND...
  expected=$1 status=0
  shift
  "$@" || status=$?
  [ "$status" -eq "$expected" ] || { echo "exit status $status, not $expected: $*"; return 1; }
}

has() { grep -qe "$1" "$2" || { echo "no '$1' in $2:"; cat "$2"; return 1; }; }

version() { "$program" --version > version.txt && has '^unext50 [0-9]' version.txt; }

help() { "$program" --help > help.txt && has classify help.txt && has features help.txt; }

model_info() { "$program" model info > info.txt && has 160 info.txt; }

every_format() {
  "$program" preprocess "$pictures"/formats/* --out tensors.npy
}

classify_photos() {
  set -- "$pictures"/photos/*
  "$program" classify "$@" --top 5 --format jsonl --out classes.jsonl || return
  [ "$(wc -l < classes.jsonl)" -eq "$#" ] || { echo "lines are missing"; return 1; }
}

feature_vectors() {
  set -- "$pictures"/photos/*
  "$program" features "$1" --out features.npy && [ -s features.npy ] && has "$1" features.index.csv
}

goes_on_and_merges() {
  set -- "$pictures"/photos/*
  "$program" features "$1" --shard 1/1 --out part.npy && "$program" features "$1" --resume --out part.npy 2> said.err || return
  has '1 input is done already' said.err || return
  "$program" features merge part.npy --out merged.npy && cmp features.npy merged.npy
}

learn_classes() {
  "$program" head train "$pictures/classes" --out learned.head.onnx --format json > report.json || return
  "$program" classify "$pictures"/new/* --head learned.head.onnx --format jsonl --out heads.jsonl || return
  has '"heads":' heads.jsonl
}

standard_input() { "$program" classify - --format jsonl < "$pictures/leaf.jpg" > stdin.jsonl && has label stdin.jsonl; }

bad_inputs() {
  : > empty.jpg
  head -c 9000 "$pictures/leaf.jpg" > truncated.jpg
  echo "not a picture" > words.png
  exits_with 1 "$program" classify missing.jpg empty.jpg truncated.jpg words.png "$pictures/leaf.jpg" > bad.out 2> bad.err || return
  has leaf.jpg bad.out
  for input in missing.jpg empty.jpg truncated.jpg words.png; do
    has "^unext50: .*$input" bad.err || return
  done
}

usage_error() { exits_with 2 "$program" classify --no-such-option 2> usage.err && has 'unext50: ' usage.err; }

missing_model() { exits_with 3 "$program" classify "$pictures/leaf.jpg" --model no.onnx 2> model.err && has no.onnx model.err; }

no_folder_for_output() {
  exits_with 4 "$program" features "$pictures/leaf.jpg" --out missing/vec.npy 2> out.err || return
  [ ! -e missing ]
}

check "it tells its version" version
check "it explains itself" help
check "it describes its model" model_info
check "it decodes every format, with EXIF in JPEG, PNG and WebP" every_format
check "it classifies photos" classify_photos
check "it writes feature vectors" feature_vectors
check "it goes on with an output, and merges parts" goes_on_and_merges
check "it learns classes, and tells them apart" learn_classes
check "it reads a picture from standard input" standard_input
check "it names each bad input, does the others and exits with 1" bad_inputs
check "it exits with 2 on wrong usage" usage_error
check "it exits with 3 without its model" missing_model
check "it exits with 4 if it cannot write" no_folder_for_output
