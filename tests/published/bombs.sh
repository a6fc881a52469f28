#!/usr/bin/env bash
# bombs.sh [FOLDER]: pictures that are small and unfold to much, and those as large as a picture may be (bombs.tar.xz, made
# by make_bombs.py, or those in FOLDER): whatever becomes of one, the published program needs less than 300 MB for it, and
# less than 150 for a file under 1 MB. Prints what it needed.
source "$(dirname "$0")/../checks.sh"

published=$repository/artifacts/linux-x64
bombs=${1:-$scratch/bombs}

# within_memory FILE OPTION...: one photo, so that the peak is its own.
within_memory() {
  local limit=300 status=0 peak problem
  [[ -d $1 ]] || (( $(stat --format %s "$1") >= 1000000 )) || limit=150
  "$published/unext50" classify "$@" --format json > "$scratch/answer.json" 2> "$scratch/problem" || status=$?
  (( status <= 1 ))
  peak=$(jq '.summary.peak_resident_bytes / 1e6 | ceil' "$scratch/answer.json")
  problem=$(head -1 "$scratch/problem")
  printf '%-34s %4d MB  %s\n' "$(basename "$1")" "$peak" "${problem#unext50: "$1": }" >> "$scratch/table"
  (( peak <= limit )) || { echo "$peak MB, the limit is $limit: $problem"; return 1; }
}

if [[ ! -d $bombs ]]; then
  mkdir "$bombs"
  tar --extract --xz --file "$repository/tests/published/bombs.tar.xz" --directory "$bombs"
  # What lies behind the end of a picture, and what is as large as a file may not be.
  cp "$repository/tests/samples/leaf.jpg" "$bombs/trailer-120.jpg"
  truncate --size 120M "$bombs/trailer-120.jpg"
  cp "$repository/tests/samples/leaf.jpg" "$bombs/trailer-200.jpg"
  truncate --size 200M "$bombs/trailer-200.jpg"
fi

# As any run but the first, which also prepares the network for the processor.
export XDG_CACHE_HOME=$scratch/cache
"$published/unext50" classify "$repository/tests/samples/leaf.jpg" > "$scratch/first.txt"

for bomb in "$bombs"/*; do
  check "a board with 1 GB can bear $(basename "$bomb")" within_memory "$bomb"
done
mkdir "$scratch/many"
for number in 1 2 3 4; do cp "$bombs/40-rgb-padded.png" "$scratch/many/$number.png"; done
check "a board with 1 GB can bear several of them on several threads" within_memory "$scratch/many" --threads 4
sort "$scratch/table"
