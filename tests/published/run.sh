#!/usr/bin/env bash
# run.sh: tests artifacts/linux-x64 (made by `deploy/build-arm64.sh linux-x64`) on this machine, and that a run opens no
# socket and writes nothing but its output. Needs Debian's strace.
source "$(dirname "$0")/../checks.sh"

published=$repository/artifacts/linux-x64
results=$repository/artifacts/results/linux-x64

trace() {  # trace COMMAND...: the calls that reach for the network or change files, in $scratch/calls, with a home of its own
  rm -rf "${scratch:?}/home"
  mkdir "$scratch/home"
  HOME=$scratch/home XDG_CACHE_HOME=$scratch/home/.cache strace --follow-forks --quiet=all --output "$scratch/calls" \
    --trace=%network,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,truncate \
    "$@"
}

opens_no_socket() {
  trace "$published/unext50" classify "$scratch/pictures/leaf.jpg" > "$scratch/classes.txt"
  [[ -s $scratch/classes.txt ]]
  no_line '\b(socket|connect|sendto|bind)\(' "$scratch/calls"
}

writes_only_its_output() {
  trace "$published/unext50" features "$scratch/pictures/leaf.jpg" --out "$scratch/vec.npy" --no-cache
  [[ -s $scratch/vec.npy ]]
  local writes='O_WRONLY|O_RDWR|O_CREAT|\b(creat|mkdir|mkdirat|rename|renameat|renameat2|unlink|unlinkat|link|linkat|symlink|symlinkat|truncate)\('
  grep -E "$writes" "$scratch/calls" | grep -vE "\"$scratch/([.]unext50-([0-9a-f]+[.]tmp|vec[.](npy|index[.]csv)[.](next|lock))|vec[.](npy|index[.]csv|npy[.]run[.]json))\"|\"/dev/(null|tty)\"" > "$scratch/others" || true
  no_line . "$scratch/others"
  [[ -z $(find "$scratch/home" -mindepth 1) ]]
}

measures_itself() {
  local status=0
  "$published/unext50" bench --runs 3 --warm-up 1 --starts 1 --split-encoder --html "$scratch/bench.html" --format json \
    --out "$scratch/bench.json" --assert 'p50 < 1000s' --assert 'min < 0.001us' || status=$?
  (( status == 8 ))
  jq --exit-status '.schema_version == 1 and (.runs | length) == 3 and .gates[0].holds
    and .split_encoder.agreement.same_top_class == .split_encoder.agreement.photos' "$scratch/bench.json"
  grep -q '</html>' "$scratch/bench.html"
}

# With the network itself, whose runs last: work that outlives what it works with shows with no smaller one.
ends_well_in_mid_run() {
  awk -v name="$scratch/pictures/leaf.jpg" 'BEGIN { for (i = 0; i < 100000; i++) print name }' > "$scratch/names"
  local times
  for times in 1 2 3; do
    "$published/unext50" classify --files-from "$scratch/names" --threads 2 --format json --out "$scratch/stopped.json" &
    while kill -0 $! && [[ -z $(find "$scratch" -maxdepth 1 -name '.unext50-*' -size +3k) ]]; do sleep 0.1; done
    kill -TERM $!
    exits_with 143 wait $!
    jq --exit-status .summary.interrupted "$scratch/stopped.json"
    "$published/unext50" classify --files-from "$scratch/names" --threads 2 | head -n $((times * 3)) > "$scratch/first.txt"
    exits_with 4 "$published/unext50" classify --files-from "$scratch/names" --threads 2 --out /dev/full
  done
}

"$repository/tests/published/pictures.sh" "$scratch/pictures"
rm -rf "$results"
sh "$repository/tests/published/program.sh" "$published/unext50" "$scratch/pictures" "$results" | tee "$scratch/report"
! grep -q '^not ok' "$scratch/report" || failed_checks=1
check "it measures itself, and tells when a gate does not hold" measures_itself
check "a run with photos under way that is stopped, or whose output is, ends well" ends_well_in_mid_run
check "a run opens no socket" opens_no_socket
check "a run without cache writes nothing but its output" writes_only_its_output
stress=$("$repository/tests/published/stress.sh" --short) || failed_checks=1
echo "$stress"
