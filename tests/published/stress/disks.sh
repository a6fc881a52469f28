# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# Outputs on disks that are full or may only be read, and standard streams that are full or closed.

# on_disk SIZE OPTION COMMAND...: in a file system of its own of that size; needs the right to mount one.
on_disk() {
  # shellcheck disable=SC2016  # for the inner shell
  unshare --mount sh -c 'mkdir -p "$0" && mount -t tmpfs -o size="$1" none "$0" && cp "$3" "$0/leaf.jpg" && echo old > "$0/old.csv" &&
    mount -o remount,"$2" "$0" || exit 99
    cd "$0"; shift 3; "$@"; code=$?; cat old.csv > "$0.old"; ls -A > "$0.files"; exit "$code"' "$scratch/disk" "$@"
}

full_disk() {
  local names=$scratch/names i
  for i in {1..400}; do echo "$scratch/pictures/leaf.jpg"; done > "$names"
  exits_with 4 on_disk 200k rw "$scratch/pictures/leaf.jpg" "$program" features --files-from "$names" --format csv --out old.csv
  [[ $(cat "$scratch/disk.old") == old ]]
  no_line '^[.]unext50-' "$scratch/disk.files"
}

read_only_disk() {
  exits_with 4 on_disk 200k ro "$scratch/pictures/leaf.jpg" "$program" classify leaf.jpg --out old.csv
  [[ $(cat "$scratch/disk.old") == old ]]
  exits_with 0 on_disk 200k ro "$scratch/pictures/leaf.jpg" "$program" classify leaf.jpg
}

closed_descriptors() {
  local redirection
  for redirection in '2> /dev/full' '2>&-' '<&-' '<&- 2>&-'; do
    exits_with 1 sh -c "\"\$0\" classify none.jpg '$scratch/pictures/leaf.jpg' $redirection > '$scratch/out'" "$program"
    grep -q leaf.jpg "$scratch/out"
  done
  for redirection in '> /dev/full' '>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
    local arguments
    for arguments in --help --version manual 'completions bash' 'model info' "classify '$scratch/pictures/leaf.jpg'"; do
      exits_with 4 sh -c "\"\$0\" $arguments $redirection" "$program"
    done
  done
}
