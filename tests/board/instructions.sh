#!/usr/bin/env bash
# instructions.sh [--ours|--update] [CORE...]: how many instructions artifacts/linux-arm64 executes in each stage of
# classifying a photo, as a Cortex-A72 (Raspberry Pi 4) and as a Cortex-A76 (Raspberry Pi 5). Prints them as CSV; --ours
# leaves onnxruntime out, --update writes instructions.csv beside this script. instructions.bats holds them against it.
#   start-up          the program
#   load              the model
#   photo             reading, decoding, resizing and normalising a JPEG of 256 px
#   inference         the network, on one thread
#   classify          all of a run for one photo
#   onnxruntime: ...  the same on that engine
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mode=
case ${1:-} in --*) mode=$1; shift ;; esac
cores=("$@")
(( ${#cores[@]} > 0 )) || cores=(cortex-a72 cortex-a76)
program=$repository/artifacts/linux-arm64/unext50
reference=$repository/tests/board/instructions.csv
export UNEXT50_NO_CACHE=1
photo=$scratch/leaf.jpg
cp "$repository/tests/samples/leaf.jpg" "$photo"

# count COMMAND...: instructions of the program with these arguments, whatever it ends with.
count() {
  { COUNT=1 "$repository/tests/board/arm64.sh" "$core" "$program" "$@" > /dev/null || true; } 2>&1 |
    awk '/^instructions/ { n = $2 } END { if (!n) exit 1; print n }'
}

# With no photo to be found, the network is loaded and not run.
load() { count classify --threads 1 --quiet "$@" "$scratch/none.jpg"; }

preprocess() {
  local photos
  mapfile -t photos < <(yes "$photo" | head -n "$1")
  count preprocess --quiet --out "$scratch/planes.npy" "${photos[@]}"
}

classify() { count classify --threads 1 --quiet "$@"; }

row() { echo "$core,$1,$2,$model,$machine"; }

# network ENGINE: sets `loaded`, `one` and `network` to loading, to all of a run for one photo and to the network.
network() {
  local three
  loaded=$(load --engine "$1")
  one=$(classify --engine "$1" "$photo")
  three=$(classify --engine "$1" "$photo" "$photo" "$photo")
  network=$(((three - one) / 2 - photo_cost))
}

measure() {
  local start first many photo_cost loaded one network
  start=$(count --version)
  # Many, since threads that wait for each other execute a few million more or less.
  first=$(preprocess 1)
  many=$(preprocess 17)
  photo_cost=$(((many - first) / 16))
  network auto
  row start-up "$start"
  row load $((loaded - start))
  row photo "$photo_cost"
  row inference "$network"
  row classify "$one"
  [[ $mode != --ours ]] || return 0
  network onnxruntime
  row "onnxruntime: load" $((loaded - start))
  row "onnxruntime: inference" "$network"
  row "onnxruntime: classify" "$one"
}

machine="$(qemu-aarch64 --version | head -n 1 | sed -E 's/ \(.*//') and our counter"
model=$(sha256sum "$repository"/artifacts/linux-arm64/models/*.onnx | head -c 12)
{
  echo "core,stage,instructions,model,machine"
  for core in "${cores[@]}"; do measure; done
} > "$scratch/instructions.csv"

if [[ $mode == --update ]]; then cp "$scratch/instructions.csv" "$reference"; else cat "$scratch/instructions.csv"; fi
