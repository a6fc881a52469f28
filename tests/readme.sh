#!/usr/bin/env bash
# readme.sh: runs each block of shell in README.md that follows a line `<!-- test -->`, in a folder of its own that has
# leaf.jpg and photos/, with artifacts/linux-x64 on the path.
source "$(dirname "$0")/checks.sh"

awk -v folder="$scratch" '
  /^<!-- test -->$/ { marked = 1; next }
  marked && /^```sh$/ { block = sprintf("%s/block-%03d.sh", folder, NR); next }
  block && /^```$/ { close(block); block = ""; marked = 0; next }
  block { print > block }' "$repository/README.md"

run_block() {
  local folder=${1%.sh}
  mkdir -p "$folder/photos"
  cp "$repository/tests/samples/leaf.jpg" "$folder/"
  cp "$repository/tests/samples/leaf.jpg" "$folder/photos/"
  (cd "$folder" && PATH=$repository/artifacts/linux-x64:$PATH bash -euo pipefail "$1" < /dev/null)
}

blocks=("$scratch"/block-*.sh)
[[ -e ${blocks[0]} ]] || blocks=()
(( ${#blocks[@]} > 0 )) || { echo "README.md has no tested example" >&2; exit 1; }
for block in "${blocks[@]}"; do
  check "README.md: $(head -1 "$block")" run_block "$block"
done
