#!/usr/bin/env bash
# viewers.sh [ROUNDS [SECONDS]]: what two viewers of `classify --camera --view` cost the frames that are looked at, on
# artifacts/linux-x64 (or the program that UNEXT50_EXE names). In turns, so that the machine's moods meet both: no viewer,
# two viewers. Prints a line a round and the median ratio. No test: it needs an idle machine. Needs Debian's python3 and jq.
set -euo pipefail

program=${UNEXT50_EXE:-$(cd "$(dirname "$0")/../.." && pwd)/artifacts/linux-x64/unext50}
rounds=${1:-11} seconds=${2:-6}
sample=$(cd "$(dirname "$0")/.." && pwd)/samples/leaf.jpg
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Camera and viewers are processes that last: to start one for each frame would cost more than what is measured.
mkdir bin
cat > bin/rpicam-vid <<CAMERA
#!/usr/bin/python3
import sys, time
frame = open('$sample', 'rb').read()
while True:
    sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()
    time.sleep(1 / 30)
CAMERA
chmod +x bin/rpicam-vid

# As the page does: the state, then the picture of it.
cat > viewer.py <<'VIEWER'
import json, sys, urllib.request
after = shown = 0
try:
    while True:
        after = json.load(urllib.request.urlopen(f'{sys.argv[1]}state?after={after}'))['frame']
        if after == 0:
            continue  # nothing yet
        shown += len(urllib.request.urlopen(f'{sys.argv[1]}frame/{after}').read()) > 0
except OSError:
    print(shown)
VIEWER

# looked_at VIEWERS: milliseconds of inference at the median, with so many viewers.
looked_at() {
  rm -f said.txt result.json
  PATH=$scratch/bin:$PATH "$program" classify --camera rpicam --threads 1 --top 1 --format json --out result.json --duration "$seconds" \
    --view 0 2> said.txt > /dev/null &
  local run=$! address _
  until grep -qs 'view at' said.txt; do kill -0 "$run"; sleep 0.05; done
  address=$(sed -n 's/.*view at //p' said.txt)
  for (( _ = 0; _ < $1; _++ )); do /usr/bin/python3 viewer.py "$address" >> shown.txt & done
  wait "$run"
  wait
  jq '.summary.latency_milliseconds.total.p50' result.json
}

looked_at 0 > /dev/null  # the first run is a cold one
for (( round = 1; round <= rounds; round++ )); do
  without=$(looked_at 0)
  with=$(looked_at 2)
  jq -nr --argjson without "$without" --argjson with "$with" '"\($without) ms without, \($with) ms with two viewers: \($with / $without)"'
done | tee rounds.txt
sort -t: -k2n rounds.txt | awk -F': ' -v n="$rounds" '{ ratio[NR] = $2 } END { printf "median %.3f (%.3f to %.3f)\n", ratio[int((n + 1) / 2)], ratio[1], ratio[n] }'
awk '{ sum += $1 } END { printf "%.1f frames a second for a viewer\n", sum / NR / '"$seconds"' }' shown.txt
