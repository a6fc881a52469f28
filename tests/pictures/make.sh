#!/usr/bin/env bash
# make.sh: makes the pictures of README.md anew, in this folder, of tests/samples and artifacts/linux-x64 (or UNEXT50_EXE):
# page.png, the live page, and terminal.svg, a recording of a terminal. Needs Debian's chromium and python3.
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

here=$repository/tests/pictures
program=$(realpath "${UNEXT50_EXE:-$repository/artifacts/linux-x64/unext50}")
mkdir "$scratch/bin" "$scratch/files"
ln -s "$program" "$scratch/bin/unext50"
cp "$repository/tests/samples/leaf.jpg" "$scratch/files/"
# A script is the camera.
cat > "$scratch/bin/rpicam-vid" <<SCRIPT
#!/bin/sh
while cat "$scratch/files/leaf.jpg"; do sleep 0.2; done
SCRIPT
chmod +x "$scratch/bin/rpicam-vid"
export PATH=$scratch/bin:$PATH HOME=$scratch
cd "$scratch/files"

unext50 classify --camera rpicam --view 8765 > /dev/null 2>&1 &
trap 'kill %1; finish' EXIT
until curl --silent --fail --output /dev/null http://127.0.0.1:8765/; do sleep 0.2; done
sleep 5
chromium --headless --no-sandbox --hide-scrollbars --window-size=960,640 --virtual-time-budget=4000 \
  --screenshot="$here/page.png" http://127.0.0.1:8765/ 2> /dev/null

python3 "$here/record.py" > "$here/terminal.svg" \
  'unext50 classify leaf.jpg' \
  'unext50 features leaf.jpg --format csv | cut -c 1-90' \
  'unext50 classify leaf.jpg --stats --top 1'
ls -l "$here"
