# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# How stress.sh attacks: runs the program under limits of time and memory, and looks at what is left.

# random LIMIT: 0 to LIMIT - 1, in $number. Not in a subshell, whose RANDOM would go its own way.
random() { number=$(( (RANDOM * 32768 + RANDOM) % $1 )); }

# run COMMAND...: within the time, its status in $status and what it said in $scratch/said; memory and time are noted.
run() {
  status=0
  # shellcheck disable=SC2024  # the file is ours
  /usr/bin/time --quiet --format '%M %e' --output "$scratch/cost" \
    timeout --kill-after=5 "$seconds" "$@" > "$scratch/out" 2> "$scratch/said" || status=$?
  cost=$(tail -n 1 "$scratch/cost")
  echo "$cost $*" >> "$scratch/costs"
}

# ends_well COMMAND...: whether it ends with a documented code other than a bug's, within time and memory, and with one
# line for each thing it says.
ends_well() {
  run "$@"
  case $status in
    [0-9]) ;;
    *) echo "exit status $status: $*"; cat "$scratch/said"; return 1 ;;
  esac
  ! grep -v '^unext50: ' "$scratch/said" || { echo "said more than lines of its own: $*"; return 1; }
  (( ${cost% *} <= kilobytes )) || { echo "took ${cost% *} KB: $*"; return 1; }
}

no_leftovers() {  # no_leftovers FOLDER: no temporary file is there
  [[ -z $(find "$1" -name '.unext50-*') ]] || { find "$1" -name '.unext50-*'; return 1; }
}

# costs: how many runs there were, and the most memory and time of any.
costs() {
  [[ -s $scratch/costs ]] || return 0
  echo "# $(wc -l < "$scratch/costs") runs; most memory in KB: $(sort -n "$scratch/costs" | tail -n 1)"
  echo "# longest time in s: $(awk '{ print $2, $0 }' "$scratch/costs" | sort -n | tail -n 1 | cut -d ' ' -f 2-)"
}

prepare() {
  mkdir -p "$work/photos" "$work/mutated" "$HOME" "$scratch/cold"
  "$repository/tests/published/pictures.sh" "$scratch/pictures"
  local i
  for i in {1..40}; do cp "$scratch/pictures/leaf.jpg" "$work/photos/$i.jpg"; done
  printf '%s\n' ant bee cow dog emu > "$work/labels.txt"
  "$program" model import "$golden/resnext14_2x3d.pth" --labels "$work/labels.txt" --size 32 --out "$work/small.onnx" > /dev/null
  "$program" head train "$scratch/pictures/classes" --out "$work/h.head.onnx" > /dev/null
  "$program" features "$work/photos" --out "$work/v.npy"
}
