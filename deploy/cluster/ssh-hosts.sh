#!/usr/bin/env bash
# A collection on several hosts by ssh, with GNU parallel: shards are handed out as hosts are free.
#
#   deploy/cluster/ssh-hosts.sh HOSTS SHARDS PHOTOS PARTS [OPTION...]
#   unext50 features merge PARTS/part-*.npy --out all.npy
#
# HOSTS is a file with a line for each host as `parallel --sshloginfile` takes them: `1/pi@board-1` is one shard at a time
# there. PHOTOS and PARTS are folders that all hosts see under the same path. OPTIONs are further ones of
# `unext50 features`. A shard whose host fails goes to another one. Called again, it does what is not done yet. The exit
# status is the number of shards that failed; those in which only some photos failed (1) are among them.
# UNEXT50 names the program on the hosts, if it is not on the path there.
set -euo pipefail
hosts=$1 shards=$2 photos=$(realpath "$3") parts=$4
shift 4

mkdir -p "$parts"
parts=$(realpath "$parts")
# --quote: the shells on the way must not read the names once more.
seq "$shards" | parallel --quote --will-cite --sshloginfile "$hosts" --retries 3 --line-buffer \
  "${UNEXT50:-unext50}" features -r "$photos" --shard "{}/$shards" --resume --quiet --out "$parts/part-{}.npy" "$@"
