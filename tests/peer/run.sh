#!/usr/bin/env bash
# run.sh [UNEXT50]: the published program (artifacts/linux-x64/unext50) beside Node.js with onnxruntime-node and sharp, on the
# same photo and the same models: the default int8 one, and its float32 original where ../shared has the checkpoint.
# Prints CSV. Needs node (20 or newer) and npm; results/ has what was measured, with the machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${1:-$root/artifacts/linux-x64/unext50}
shared=${UNEXT50_SHARED:-$root/../shared}
[[ -x $program ]] || { echo "run.sh: no $program; deploy/build-arm64.sh linux-x64 makes it" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
models=("$root/models/unext50-leaf33-int8.onnx")
if [[ -f $shared/weights/unext50_pretrained.pth ]]; then
  "$program" model import "$shared/weights/unext50_pretrained.pth" --labels "$shared/leaf33/labels.txt" --size 160 \
    --out "$scratch/unext50-leaf33-float32.onnx" > /dev/null
  models+=("$scratch/unext50-leaf33-float32.onnx")
fi

# The binaries for this processor are in the packages: nothing is run that they bring.
(cd "$here" && npm ci --ignore-scripts --no-audit --no-fund > /dev/null)
node "$here/run.js" "$program" "$root/tests/samples/leaf.jpg" "${models[@]}"
