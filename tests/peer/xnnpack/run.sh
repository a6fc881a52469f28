#!/usr/bin/env bash
# run.sh: instructions that XNNPACK (Debian's arm64 package) executes for the default network with our int8 weights and the sample
# photo, on one thread, as a Cortex-A72 and as a Cortex-A76, beside artifacts/linux-arm64. Prints CSV; results stand in
# ../results/arm64-xnnpack.csv. XNNPACK's figures leave out decoding, and its load is that of weights in network.c's own layout.
# Needs Debian's python3-onnx, clang, lld, qemu-user and gcc.
set -euo pipefail

repository=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

here=$repository/tests/peer/xnnpack
program=$repository/artifacts/linux-arm64/unext50
model=$(echo "$repository"/models/*.onnx)
photo=$repository/tests/samples/leaf.jpg
root=$scratch/root
version=0.20241108
export COUNT=1

"$repository/deploy/debian-packages.sh" sid arm64 "$root" libxnnpack-dev "libxnnpack$version" libpthreadpool-dev libpthreadpool0 \
  libcpuinfo0 libc6 libc6-dev libgcc-s1 libstdc++6 linux-libc-dev >&2
ln -sfn usr/lib "$root/lib"
clang --target=aarch64-linux-gnu --sysroot="$root" -fuse-ld=lld -O2 -Wall -Wextra -I"$root/usr/include/aarch64-linux-gnu" \
  -I"$root/usr/include" -o "$scratch/network" "$here/network.c" -L"$root/usr/lib/aarch64-linux-gnu" -lXNNPACK -lm

counted() { awk '/^instructions/ { n = $2 } END { if (!n) exit 1; print n }'; }
ours() { COUNT=1 "$repository/tests/board/arm64.sh" "$core" "$program" "$@" 2>&1 > /dev/null | counted; }
theirs() { LIBRARIES=$root "$repository/tests/board/arm64.sh" "$core" "$scratch/network" "$scratch" "$1" 2>&1 > /dev/null | counted; }

COUNT=0 "$repository/tests/board/arm64.sh" cortex-a76 "$program" preprocess --quiet --out "$scratch/planes.npy" "$photo"
/usr/bin/python3 "$here/dump.py" "$model" "$scratch/planes.npy" "$scratch"

echo "core,program,stage,instructions"
for core in cortex-a72 cortex-a76; do
  load=$(theirs 0) cold=$(theirs 1)
  echo "$core,XNNPACK $version,inference,$((cold - load))"
  echo "$core,XNNPACK $version,whole process without a photo to decode,$cold"
  ours classify --threads 1 --quiet "$photo" > /dev/null  # what a first run stores is stored
  one=$(ours classify --threads 1 --quiet "$photo") three=$(ours classify --threads 1 --quiet "$photo" "$photo" "$photo")
  echo "$core,unext50,inference and one photo,$(((three - one) / 2))"
  echo "$core,unext50,whole process,$one"
done
