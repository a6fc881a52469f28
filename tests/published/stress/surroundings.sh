# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# Other locales, no HOME, no TMPDIR, no /proc, and eight of us at once.

odd_surroundings() {
  local leaf=$scratch/pictures/leaf.jpg locale
  for locale in tr_TR.UTF-8 de_DE.UTF-8 C POSIX nonsense ''; do
    LC_ALL=$locale LANG=$locale "$program" classify "$leaf" --format csv > "$scratch/locale.csv"
    LC_ALL=C "$program" classify "$leaf" --format csv | cmp - "$scratch/locale.csv"
  done
  env -i "$program" classify "$leaf" > "$scratch/bare"
  HOME=/nonexistent "$program" classify "$leaf" | cmp - "$scratch/bare"
  env -u HOME "$program" classify "$leaf" | cmp - "$scratch/bare"
  TMPDIR=/nonexistent "$program" features "$leaf" --out "$work/t.npy"
  exits_with 4 env TMPDIR=/nonexistent "$program" features "$leaf" --out /dev/null
  # shellcheck disable=SC2016  # for the inner shell
  unshare --mount sh -c 'mount -t tmpfs none /proc && exec "$@"' sh "$program" classify "$leaf" > "$scratch/no-proc" ||
    [[ $(id -u) != 0 ]] || return 1
  [[ ! -s $scratch/no-proc ]] || cmp "$scratch/no-proc" "$scratch/bare"
}

cold_starts() {
  local i pids=() pid
  for i in {1..8}; do
    HOME=$scratch/cold "$program" classify "$scratch/pictures/leaf.jpg" --format csv > "$scratch/cold.$i" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid"; done
  for i in {2..8}; do cmp "$scratch/cold.1" "$scratch/cold.$i"; done
  no_leftovers "$scratch/cold"
}
