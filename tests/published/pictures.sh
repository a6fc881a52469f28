#!/usr/bin/env bash
# pictures.sh FOLDER: lays out the pictures that the published program is tested with: FOLDER/leaf.jpg, FOLDER/formats
# (every format, made by us), FOLDER/photos (a few of those, and real leaves where they are at hand).
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
shared=${UNEXT50_SHARED:-$(dirname "$repository")/shared}
folder=$1
formats=$repository/tests/UneXt50.Tests/Imaging/golden/pictures

mkdir -p "$folder"/{formats,photos}
cp "$repository/tests/samples/leaf.jpg" "$folder/"
cp "$formats"/* "$folder/formats/"
cp "$folder/leaf.jpg" "$formats"/{progressive.jpg,exif-6.png,lossy.webp} "$folder/photos/"
if [[ -d $shared/leaf33/test ]]; then
  # The first photo of every third class.
  for class in "$shared"/leaf33/test/*/; do
    photos=("$class"*)
    echo "${photos[0]}"
  done | awk 'NR % 3 == 1' | while read -r photo; do
    cp "$photo" "$folder/photos/$(basename "$(dirname "$photo")").${photo##*.}"
  done
fi
