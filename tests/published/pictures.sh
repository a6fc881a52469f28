#!/usr/bin/env bash
# pictures.sh FOLDER: lays out the pictures that the published program is tested with: FOLDER/leaf.jpg, FOLDER/formats
# (every format, made by us), FOLDER/photos (a few of those, and real leaves where they are at hand), FOLDER/classes (ten
# photos in each of three classes, or where those are not at hand a few pictures of ours in two), FOLDER/new (others of them).
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
shared=${UNEXT50_SHARED:-$(dirname "$repository")/shared}
folder=$1
formats=$repository/tests/UneXt50.Tests/Imaging/golden/pictures

mkdir -p "$folder"/{formats,photos,new}
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

# learn NAME PHOTO...: a class to learn.
learn() {
  mkdir -p "$folder/classes/$1"
  cp "${@:2}" "$folder/classes/$1/"
}

if [[ -d $shared/beans3/train ]]; then
  for class in "$shared"/beans3/train/*/; do
    photos=("$class"*)
    learn "$(basename "$class")" "${photos[@]:0:10}"
    photos=("$shared/beans3/test/$(basename "$class")"/*)
    cp "${photos[@]:0:3}" "$folder/new/"
  done
else
  learn dock "$formats"/{baseline.jpg,grey.jpg,lossless.webp}
  learn thistle "$formats"/{rgb.png,palette.png,still.gif}
  cp "$formats"/{progressive.jpg,rgb-24.bmp} "$folder/new/"
fi
