#!/usr/bin/env bash
# readme.sh: runs each block of shell in README.md that follows a line `<!-- test -->`, in a folder of its own that has
# leaf.jpg, photos/ and folders of photos by class, with artifacts/linux-x64 on the path.
source "$(dirname "$0")/checks.sh"

awk -v folder="$scratch" '
  /^<!-- test -->$/ { marked = 1; next }
  marked && /^```sh$/ { block = sprintf("%s/block-%03d.sh", folder, NR); next }
  block && /^```$/ { close(block); block = ""; marked = 0; next }
  block { print > block }' "$repository/README.md"

# A class folder of sample pictures: which ones does not matter.
add_class() {
  mkdir -p "$1"
  local picture
  for picture in "${@:2}"; do cp "$repository/tests/UneXt50.Tests/Imaging/golden/pictures/$picture" "$1/"; done
}

run_block() {
  local folder=${1%.sh}
  mkdir -p "$folder/photos"
  cp "$repository/tests/samples/leaf.jpg" "$folder/"
  cp "$repository/tests/samples/leaf.jpg" "$folder/photos/"
  add_class "$folder/weeds/dock" baseline.jpg grey.jpg lossless.webp
  add_class "$folder/weeds/thistle" rgb.png palette.png still.gif
  add_class "$folder/heldback/dock" progressive.jpg
  add_class "$folder/more/nettle" cmyk.jpg rgb-24.bmp
  (cd "$folder" && PATH=$repository/artifacts/linux-x64:$PATH bash -euo pipefail "$1" < /dev/null)
}

blocks=("$scratch"/block-*.sh)
[[ -e ${blocks[0]} ]] || blocks=()
(( ${#blocks[@]} > 0 )) || { echo "README.md has no tested example" >&2; exit 1; }
for block in "${blocks[@]}"; do
  check "README.md: $(head -1 "$block")" run_block "$block"
done
