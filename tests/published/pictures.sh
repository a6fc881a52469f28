#!/usr/bin/env bash
# pictures.sh FOLDER: lays out the pictures that the published program is tested with, all made by us: FOLDER/leaf.jpg,
# FOLDER/formats (every format), FOLDER/photos (a few of those), FOLDER/classes (a few in each of two classes), FOLDER/new
# (others of them).
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
formats=$repository/tests/UneXt50.Tests/Imaging/golden/pictures

mkdir -p "$folder"/{formats,photos,new,classes/dock,classes/thistle}
cp "$repository/tests/samples/leaf.jpg" "$folder/"
cp "$formats"/* "$folder/formats/"
cp "$folder/leaf.jpg" "$formats"/{progressive.jpg,exif-6.png,lossy.webp} "$folder/photos/"
cp "$formats"/{baseline.jpg,grey.jpg,lossless.webp} "$folder/classes/dock/"
cp "$formats"/{rgb.png,palette.png,still.gif} "$folder/classes/thistle/"
cp "$formats"/{progressive.jpg,rgb-24.bmp} "$folder/new/"
