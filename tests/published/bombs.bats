#!/usr/bin/env bats
# bombs.bats: pictures that are small and unfold to much, and those as large as a picture may be (bombs.tar.xz, made by
# make_bombs.py, or those in the folder that BOMBS names): whatever becomes of one, the published program needs less than
# 300 MB for it, and less than 150 for a file under 1 MB. Prints what it needed.
source "$BATS_TEST_DIRNAME/../helper.bash"

bombs=${BOMBS:-$scratch/bombs}
# As any run but the first, which also prepares the network for the processor.
export XDG_CACHE_HOME=$scratch/cache

setup_file() {
  "$program" classify "$repository/tests/samples/leaf.jpg"
  [[ ! -d $bombs ]] || return 0
  mkdir "$bombs"
  tar --extract --xz --file "$repository/tests/published/bombs.tar.xz" --directory "$bombs"
  # What lies behind the end of a picture, and what is as large as a file may not be.
  local megabytes
  for megabytes in 120 200; do
    cp "$repository/tests/samples/leaf.jpg" "$bombs/trailer-$megabytes.jpg"
    truncate --size "${megabytes}M" "$bombs/trailer-$megabytes.jpg"
  done
}

teardown_file() { sort "$scratch/table" | sed 's/^/# /' >&3; }

# within_memory FILE OPTION...: one photo, so that the peak is its own.
within_memory() {
  local limit=300 status=0 peak problem
  [[ -d $1 ]] || (( $(stat --format %s "$1") >= 1000000 )) || limit=150
  "$program" classify "$@" --format json > "$scratch/answer.json" 2> "$scratch/problem" || status=$?
  (( status <= 1 ))
  peak=$(jq '.summary.peak_resident_bytes / 1e6 | ceil' "$scratch/answer.json")
  problem=$(head -1 "$scratch/problem")
  printf '%-34s %4d MB  %s\n' "$(basename "$1")" "$peak" "${problem#unext50: "$1": }" >> "$scratch/table"
  (( peak <= limit )) || { echo "$1: $peak MB, the limit is $limit: $problem"; return 1; }
}

@test "a board with 1 GB can bear every one of them" {
  local bomb
  for bomb in "$bombs"/*; do within_memory "$bomb"; done
}

@test "a board with 1 GB can bear several of them on several threads" {
  mkdir "$scratch/many"
  for number in 1 2 3 4; do cp "$bombs/40-rgb-padded.png" "$scratch/many/$number.png"; done
  within_memory "$scratch/many" --threads 4
}
