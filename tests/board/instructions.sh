#!/usr/bin/env bash
# instructions.sh [--check|--update]: how many instructions artifacts/linux-arm64 executes in each stage of classifying a
# photo, as a Cortex-A72 (Raspberry Pi 4) and as a Cortex-A76 (Raspberry Pi 5). Prints them as CSV; --check compares them
# with instructions.csv beside this script and fails where one has grown by more than 3 %, and by more than the 4 million
# that threads waiting for each other may spin; it leaves out onnxruntime, which only a newer package changes and which
# takes two thirds of the time. --update writes that file.
#   start-up          the program
#   load              the model
#   photo             reading, decoding, resizing and normalising a JPEG of 256 px
#   inference         the network, on one thread
#   classify          all of a run for one photo
#   onnxruntime: ...  the same on that engine
source "$(dirname "$0")/../checks.sh"

mode=${1:-}
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
  [[ $mode != --check ]] || return 0
  network onnxruntime
  row "onnxruntime: load" $((loaded - start))
  row "onnxruntime: inference" "$network"
  row "onnxruntime: classify" "$one"
}

machine="$(qemu-aarch64 --version | head -n 1 | sed -E 's/ \(.*//') and our counter"
model=$(sha256sum "$repository"/artifacts/linux-arm64/models/*.onnx | head -c 12)
{
  echo "core,stage,instructions,model,machine"
  for core in cortex-a72 cortex-a76; do measure; done
} > "$scratch/instructions.csv"

case $mode in
  --update) cp "$scratch/instructions.csv" "$reference" ;;
  --check)
    while IFS=$'\t' read -r name now before; do
      check "instructions of $name: $now, were $before" awk -v now="$now" -v before="$before" 'BEGIN { exit !(now <= 1.03 * before || now <= before + 4e6) }'
    done < <(awk -F, -v OFS='\t' 'FNR == 1 { next } NR == FNR { before[$1 $2] = $3; next }
      { print $1 " " $2, $3, before[$1 $2] + 0 }' "$reference" "$scratch/instructions.csv")
    ;;
  *) cat "$scratch/instructions.csv" ;;
esac
