#!/usr/bin/env bash
# stress.sh [--short] [--seed N] [PART...]: attacks artifacts/linux-x64 with signals, damaged files, full disks, closed
# descriptors, low limits and odd surroundings, and checks what must be true afterwards. The same seed gives the same attacks.
# Parts: signals mutations disks descriptors limits surroundings cold; all of them by default. --short is a tenth and less of
# it, for CI. Ends with the largest memory and the longest time of any input. Needs Debian's jq and time.
source "$(dirname "$0")/../checks.sh"

short=false seed=20261128 parts=()
while (( $# )); do
  case $1 in
    --short) short=true ;;
    --seed) seed=$2; shift ;;
    *) parts+=("$1") ;;
  esac
  shift
done
(( ${#parts[@]} )) || parts=(signals mutations disks descriptors limits surroundings cold)
if $short; then signals=20 mutations=70 seconds=20; else signals=500 mutations=2000 seconds=20; fi
echo "# seed $seed, $signals signals, $mutations mutations"

program=${UNEXT50_EXE:-$repository/artifacts/linux-x64/unext50}
golden=$repository/tests/UneXt50.Toolchain.Tests/golden
work=$scratch/work
export HOME=$scratch/home
mkdir -p "$work" "$HOME"

# random LIMIT: 0 to LIMIT - 1, in $number. Not in a subshell, whose RANDOM would go its own way.
random() { number=$(( (RANDOM * 32768 + RANDOM) % $1 )); }

# run COMMAND...: within the time, its status in $status and what it said in $scratch/said; memory and time are noted.
run() {
  status=0
  # shellcheck disable=SC2024  # the file is ours
  /usr/bin/time --quiet --format '%M %e' --output "$scratch/cost" \
    timeout --kill-after=5 "$seconds" "$@" > "$scratch/out" 2> "$scratch/said" || status=$?
  echo "$(tail -n 1 "$scratch/cost") $*" >> "$scratch/costs"
}

# ends_well COMMAND...: whether it ends with a documented code other than a bug's, with one line for each thing it says.
ends_well() {
  run "$@"
  case $status in
    [0-9]) ;;
    *) echo "exit status $status: $*"; cat "$scratch/said"; return 1 ;;
  esac
  ! grep -v '^unext50: ' "$scratch/said" || { echo "said more than lines of its own: $*"; return 1; }
}

no_leftovers() {  # no_leftovers FOLDER: no temporary file is there
  [[ -z $(find "$1" -name '.unext50-*') ]] || { find "$1" -name '.unext50-*'; return 1; }
}

prepare() {
  "$repository/tests/published/pictures.sh" "$scratch/pictures"
  mkdir -p "$work/photos"
  local i
  for i in {1..40}; do cp "$scratch/pictures/leaf.jpg" "$work/photos/$i.jpg"; done
  printf '%s\n' ant bee cow dog emu > "$work/labels.txt"
  "$program" model import "$golden/resnext14_2x3d.pth" --labels "$work/labels.txt" --size 32 --out "$work/small.onnx" > /dev/null
  "$program" head train "$scratch/pictures/classes" --out "$work/h.head.onnx" > /dev/null
  "$program" features "$work/photos" --out "$work/v.npy"
}

# ---- signals

# command N: the Nth of the commands that are stopped; its output is $output.
command_to_stop() {
  local photos=("$work/photos" --threads 2)
  case $1 in
    0) output=o.csv; arguments=(classify "${photos[@]}" --out o.csv) ;;
    1) output=o.json; arguments=(classify "${photos[@]}" --out o.json) ;;
    2) output=o.jsonl; arguments=(classify "${photos[@]}" --batch 4 --out o.jsonl) ;;
    3) output=o.txt; arguments=(classify "${photos[@]}" --out o.txt) ;;
    4) output=o.npy; arguments=(features "${photos[@]}" --out o.npy) ;;
    5) output=half.npy; arguments=(features "${photos[@]}" --dtype float16 --resume --out half.npy) ;;
    6) output=f.csv; arguments=(features "${photos[@]}" --shard 1/1 --out f.csv) ;;
    7) output=x.npy; arguments=(preprocess "$work/photos" --out x.npy) ;;
    8) output=h.onnx; arguments=(head train "$scratch/pictures/classes" --out h.onnx --html h.html) ;;
    9) output=s.onnx; arguments=(model import "$golden/resnext14_2x3d.pth" --labels "$work/labels.txt" --size 32 --out s.onnx) ;;
    *) output=m.npy; arguments=(features merge "$work/v.npy" --out m.npy) ;;
  esac
}

is_whole() {  # is_whole FILE: it is what its name says, to the last byte
  case $1 in
    *.csv) [[ $(tail -c 1 "$1" | xxd -p) == 0a ]] && (( $(head -n 1 "$1" | grep -c '^input,status') == 1 )) ;;
    *.json|*.jsonl) jq empty "$1" ;;
    *.npy) is_whole_array "$1" ;;
    *.onnx) [[ -s $1 ]] && { "$program" head info "$1" || "$program" model info "$1"; } > /dev/null 2>&1 ;;
    *) true ;;
  esac
}

is_whole_array() {  # the shape in its header is the size of the file
  local header shape size element rows=1 side
  header=$(head -c 512 "$1" | tr -d '\0' | grep -ao "{'descr'[^}]*}" | head -n 1)
  shape=$(sed -E "s/.*'shape': \(([0-9, ]+)\).*/\1/" <<< "$header")
  size=$(stat -c %s "$1")
  element=$([[ $header == *f2* ]] && echo 2 || echo 4)
  for side in ${shape//,/ }; do rows=$((rows * side)); done
  (( size - rows * element == 128 || size - rows * element == 192 )) || { echo "$1: $shape of $element in $size bytes"; return 1; }
}

stop_once() {
  local number pid kinds=(INT TERM HUP QUIT KILL) signal output arguments
  random 11; command_to_stop "$number"
  random 5; signal=${kinds[number]}
  random 600
  "$program" "${arguments[@]}" > /dev/null 2> "$scratch/said" &
  pid=$!
  sleep "0.$(printf %03d "$number")"
  kill -"$signal" "$pid" 2> /dev/null || true
  random 3
  (( number )) || kill -"$signal" "$pid" 2> /dev/null || true
  status=0
  wait "$pid" 2> /dev/null || status=$?
  case $signal:$status in
    *:[01]|INT:130|TERM:143|HUP:129|QUIT:131|KILL:137) ;;
    *) echo "$signal gave $status: ${arguments[*]}"; cat "$scratch/said"; return 1 ;;
  esac
  [[ $signal == KILL ]] || no_leftovers . || { echo "left by $signal: ${arguments[*]}"; return 1; }
  [[ ! -e $output ]] || is_whole "$output" || { echo "not whole after $signal: ${arguments[*]}"; return 1; }
}

survives_signals() {
  mkdir -p "$scratch/stopped"
  cd "$scratch/stopped" || return
  local i
  RANDOM=$seed
  for (( i = 0; i < signals; i++ )); do stop_once; done
  # What the kills have left goes with the next run in the folder.
  "$program" classify "$scratch/pictures/leaf.jpg" --out last.csv
  no_leftovers .
}

# ---- mutations

# mutate FILE: cuts it off, overwrites or fills a part of it, or takes a part out. Damage is nearest to the ends as often as not.
mutate() {
  local number size offset length i
  size=$(stat -c %s "$1")
  random "$size"; offset=$number
  random 3
  (( number )) || offset=$((offset % (size < 4096 ? size : 4096)))
  random 4096; length=$((number + 1))
  random 6
  case $number in
    0) truncate -s "$offset" "$1" ;;
    1) dd if=/dev/zero of="$1" bs=1 seek="$offset" count="$length" conv=notrunc status=none ;;
    2) { head -c "$offset" "$1"; tail -c +$((offset + length + 1)) "$1"; } > "$1.new"; mv "$1.new" "$1" ;;
    3) { cat "$1"; head -c "$length" "$1"; } > "$1.new"; mv "$1.new" "$1" ;;
    *) for i in 1 2 3 4 5; do
         random 256
         # shellcheck disable=SC2059  # the format is the byte
         printf "\\x$(printf %x "$number")" | dd of="$1" bs=1 seek="$offset" conv=notrunc status=none
         random "$size"; offset=$number
       done ;;
  esac
}

# mutated NAME SOURCE COMMAND...: the command on so many damaged copies of SOURCE, whose path is FILE in it.
mutated() {
  local name=$1 source=$2 count=$3 i file; shift 3
  RANDOM=$((seed + ${#name}))
  for (( i = 0; i < count; i++ )); do
    file=$work/mutated/${source##*/}
    cp "$source" "$file"
    mutate "$file"
    ends_well "${@//FILE/$file}" || { cp "$file" "$repository/artifacts/stress-$name-$i"; return 1; }
  done
}

survives_mutated_pictures() {
  local pictures=("$scratch"/pictures/formats/* "$scratch/pictures/leaf.jpg") picture
  for picture in "${pictures[@]}"; do
    mutated "${picture##*/}" "$picture" $(( mutations / 2 / ${#pictures[@]} + 1 )) "$program" preprocess FILE --out "$work/x.npy"
  done
}

survives_mutated_models() {
  mutated model "$work/small.onnx" $((mutations / 10)) "$program" features "$scratch/pictures/leaf.jpg" --model FILE --format csv
}

survives_mutated_heads() {
  mutated head "$work/h.head.onnx" $((mutations / 10)) "$program" classify "$scratch/pictures/leaf.jpg" --head FILE
}

survives_mutated_checkpoints() {
  local file
  for file in "$golden"/{resnext14_2x3d.pth,resnext14_2x3d_before_1_6.pth,segmentation.pth,fast_ai.pth}; do
    mutated "${file##*/}" "$file" $((mutations / 40)) "$program" model import FILE \
      --labels "$work/labels.txt" --size 32 --out "$work/imported.onnx"
  done
}

survives_mutated_features() {
  cp "$work/h.head.onnx" "$work/mutated/c.head.onnx"
  cp "$work/h.head.features.safetensors" "$work/c.head.features.safetensors"
  mutated features "$work/c.head.features.safetensors" $((mutations / 20)) "$program" head remove "$work/mutated/c.head.onnx" none
}

survives_mutated_outputs() {
  local file
  for file in v.npy v.index.csv v.npy.run.json; do
    cp "$work"/v.* "$work/mutated/"
    mutated "$file" "$work/$file" $((mutations / 60)) "$program" features "$work/photos/1.jpg" --resume --out "$work/mutated/v.npy"
  done
}

survives_mutated_caches() {
  local entry
  "$program" classify "$scratch/pictures/leaf.jpg" --out "$scratch/cached.csv"
  for entry in "$HOME"/.cache/unext50/digests; do
    local i
    RANDOM=$seed
    for (( i = 0; i < mutations / 40; i++ )); do
      mutate "$entry"
      ends_well "$program" classify "$scratch/pictures/leaf.jpg" --out "$scratch/cached.csv"
      (( status == 0 ))
    done
  done
}

# ---- disks, descriptors, limits, surroundings

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

# limited LIMIT COMMAND...: what it does under a limit of the shell is documented, or the runtime could not even begin.
limited() {
  local limit=$1; shift
  run sh -c "ulimit $limit && exec \"\$@\"" sh "$@"
  case $status in
    [0-9]) ;;
    *) grep -q 'GC heap initialization failed\|Failed to create' "$scratch/said" ||
         { echo "exit status $status under $limit: $*"; cat "$scratch/said"; return 1; } ;;
  esac
  ! grep -q 'copy or download\|internal error' "$scratch/said" || { cat "$scratch/said"; return 1; }
}

low_limits() {
  local limit
  for limit in '-n 5' '-n 8' '-n 12' '-n 20' '-v 300000' '-v 500000' '-v 1000000' '-v 2000000' '-s 256' '-f 1' '-f 100'; do
    limited "$limit" "$program" classify "$scratch/pictures/leaf.jpg" --out "$work/limited.csv"
    limited "$limit" "$program" features "$work/photos" --out "$work/limited.npy"
    limited "$limit" "$program" model info
    limited "$limit" "$program" head info "$work/h.head.onnx"
    limited "$limit" "$program" --version
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
  done
}

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

prepare
mkdir -p "$work/mutated" "$scratch/cold"
for part in "${parts[@]}"; do
  case $part in
    signals) check "$signals signals over all commands leave whole files and nothing else" survives_signals ;;
    mutations)
      for kind in pictures models heads checkpoints features outputs caches; do
        check "damaged $kind are answered or refused" "survives_mutated_$kind"
      done ;;
    disks)
      if [[ $(id -u) == 0 ]] && unshare --mount true 2> /dev/null; then
        check "a full disk keeps what was there" full_disk
        check "a read-only disk is said, and read from" read_only_disk
      else
        skip "full and read-only disks" "only root mounts them"
      fi ;;
    descriptors) check "full and closed descriptors lose messages and nothing else" closed_descriptors ;;
    limits) check "low limits of memory, files and file sizes are said" low_limits
      if [[ $(id -u) == 0 ]]; then check "too few processes are said" few_processes
      else skip "too few processes" "only root can be somebody with none"; fi ;;
    surroundings) check "odd locales, no HOME, no TMPDIR and no /proc change no answer" odd_surroundings ;;
    cold) check "eight cold starts at once answer alike" cold_starts ;;
    *) echo "stress.sh: no part '$part'" >&2; exit 2 ;;
  esac
done
[[ ! -s $scratch/costs ]] || {
  echo "# $(wc -l < "$scratch/costs") runs; most memory in KB: $(sort -n "$scratch/costs" | tail -n 1)"
  echo "# longest time in s: $(awk '{ print $2, $0 }' "$scratch/costs" | sort -n | tail -n 1 | cut -d ' ' -f 2-)"
}
