#!/usr/bin/env bats
# program.bats: artifacts/linux-x64 (made by `deploy/build-arm64.sh linux-x64`) measures itself, ends well, opens no socket and
# writes nothing but its output. Needs Debian's strace. What it must do on every processor is in ../board/program.bats.
source "$BATS_TEST_DIRNAME/../helper.bash"

# trace COMMAND...: the calls that reach for the network or change files, in $scratch/calls, with a home of its own
trace() {
  rm -rf "${scratch:?}/home"
  mkdir "$scratch/home"
  HOME=$scratch/home XDG_CACHE_HOME=$scratch/home/.cache strace --follow-forks --quiet=all --output "$scratch/calls" \
    --trace=%network,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,truncate \
    "$@"
}

setup_file() { cp "$repository/tests/samples/leaf.jpg" "$scratch/"; }

@test "it measures itself, and tells when a gate does not hold" {
  local status=0
  "$program" bench --runs 3 --warm-up 1 --starts 1 --split-encoder --html "$scratch/bench.html" --format json \
    --out "$scratch/bench.json" --assert 'p50 < 1000s' --assert 'min < 0.001us' || status=$?
  (( status == 8 ))
  jq --exit-status '.schema_version == 1 and (.runs | length) == 3 and .gates[0].holds
    and .split_encoder.agreement.same_top_class == .split_encoder.agreement.photos' "$scratch/bench.json"
  grep -q '</html>' "$scratch/bench.html"
}

# With the network itself, whose runs last: work that outlives what it works with shows with no smaller one.
@test "a run with photos under way that is stopped, or whose output is, ends well" {
  awk -v name="$scratch/leaf.jpg" 'BEGIN { for (i = 0; i < 100000; i++) print name }' > "$scratch/names"
  local times
  for times in 1 2 3; do
    "$program" classify --files-from "$scratch/names" --threads 2 --format json --out "$scratch/stopped.json" &
    while kill -0 $! && [[ -z $(find "$scratch" -maxdepth 1 -name '.unext50-*' -size +3k) ]]; do sleep 0.1; done
    kill -TERM $!
    exits_with 143 wait $!
    jq --exit-status .summary.interrupted "$scratch/stopped.json"
    "$program" classify --files-from "$scratch/names" --threads 2 | head -n $((times * 3)) > "$scratch/first.txt"
    exits_with 4 "$program" classify --files-from "$scratch/names" --threads 2 --out /dev/full
  done
}

@test "a run opens no socket" {
  trace "$program" classify "$scratch/leaf.jpg" > "$scratch/classes.txt"
  [[ -s $scratch/classes.txt ]]
  no_line '\b(socket|connect|sendto|bind)\(' "$scratch/calls"
}

@test "a run without cache writes nothing but its output" {
  trace "$program" features "$scratch/leaf.jpg" --out "$scratch/vec.npy" --no-cache
  [[ -s $scratch/vec.npy ]]
  local writes='O_WRONLY|O_RDWR|O_CREAT|\b(creat|mkdir|mkdirat|rename|renameat|renameat2|unlink|unlinkat|link|linkat|symlink|symlinkat|truncate)\('
  grep -E "$writes" "$scratch/calls" | grep -vE "\"$scratch/([.]unext50-([0-9a-f]+[.]tmp|vec[.](npy|index[.]csv)[.](next|lock))|vec[.](npy|index[.]csv|npy[.]run[.]json))\"|\"/dev/(null|tty)\"" > "$scratch/others" || true
  no_line . "$scratch/others"
  [[ -z $(find "$scratch/home" -mindepth 1) ]]
}
