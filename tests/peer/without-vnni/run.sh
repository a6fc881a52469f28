#!/usr/bin/env bash
# run.sh [UNEXT50]: our engine beside onnxruntime as on an x64 processor without VNNI, on one that has it: neither sees what
# hide.c hides. Warm in turns within the program, cold as whole processes in turns. Needs gcc and a processor with cpuid_fault.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
program=${1:-$root/artifacts/linux-x64/unext50}
[[ -x $program ]] || { echo "run.sh: no $program; deploy/build-arm64.sh linux-x64 makes it" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
gcc -O1 -Wall -shared -fPIC -o "$scratch/hide.so" "$here/hide.c"

hidden() { LD_PRELOAD=$scratch/hide.so "$program" "$@"; }

# cold ENGINE: processor time in ms of a fresh one-photo process.
cold() {
  local TIMEFORMAT='%U %S'
  { time hidden classify "$root/tests/samples/leaf.jpg" --threads 1 --engine "$1" > /dev/null 2>&1; } 2>&1 |
    awk '{ print ($1 + $2) * 1000 }'
}

hidden doctor | grep ' network '
hidden bench --compare-engines --runs 60 --starts 1 -q
for pair in {1..25}; do
  ours=$(cold native) theirs=$(cold onnxruntime)
  (( pair == 1 )) || echo "$ours $theirs"
done | awk '{ print $1 / $2 }' | sort -n | awk '{ r[NR] = $1 }
  END { printf "cold, processor time, native / onnxruntime, %d pairs: median %.3f, from %.3f to %.3f\n", NR, r[int((NR + 1) / 2)], r[1], r[NR] }'
