# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# Little memory, few open files, small files, few processes.

# limited LIMIT COMMAND...: what it does under a limit of the shell is documented, and never blamed on the file.
limited() {
  local limit=$1; shift
  # The third is of the program that takes the time.
  run sh -c "exec 3>&-; ulimit $limit && exec \"\$@\"" sh "$@"
  case $status in
    [0-9]) ;;
    *) echo "exit status $status under $limit: $*"; cat "$scratch/said"; return 1 ;;
  esac
  no_line 'copy or download|internal error' "$scratch/said"
  (( status != 9 )) || grep -q '^unext50: ' "$scratch/said" || { echo "silent under $limit: $*"; return 1; }
}

# Below four open files and 30,000 kB the system cannot load any program of this size.
low_limits() {
  local limit leaf=$scratch/pictures/leaf.jpg
  for limit in '-n 4' '-n 5' '-n 6' '-n 7' '-n 8' '-n 12' '-n 20' '-s 256' '-f 1' '-f 100' \
      '-v 30000' '-v 60000' '-v 100000' '-v 120000' '-v 150000' '-v 180000' '-v 200000' '-v 220000' '-v 250000' '-v 300000' \
      '-v 350000' '-v 400000' '-v 500000' '-v 700000' '-v 1000000' '-v 2000000'; do
    limited "$limit" "$program" classify "$leaf" --out "$work/limited.csv"
    limited "$limit" "$program" classify "$leaf" --engine onnxruntime
    limited "$limit" "$program" features "$work/photos" --out "$work/limited.npy"
    limited "$limit" "$program" model info
    limited "$limit" "$program" head info "$work/h.head.onnx"
    limited "$limit" "$program" --version
    limited "$limit" "$program" doctor
    limited "$limit" "$program" model import "$golden/segmentation.pth" --size 32 --out "$work/limited.onnx"
    rm -rf "$work"/limited.*
  done
}

few_processes() {
  local count
  chmod 755 "$scratch" "$scratch/pictures"
  for count in 3 5 8 12; do
    # shellcheck disable=SC2016  # for the inner shell
    run setpriv --reuid 65534 --clear-groups bash -c 'ulimit -u "$0" && HOME=/nonexistent exec "$@"' "$count" \
      "$program" classify "$scratch/pictures/leaf.jpg" --threads 4
    (( status == 0 || status == 9 )) || { echo "exit status $status with $count processes"; cat "$scratch/said"; return 1; }
    (( status == 0 )) || grep -q 'no more threads' "$scratch/said" || { echo "another cause with $count processes"; return 1; }
  done
}
