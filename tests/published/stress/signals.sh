# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# Signals to every command that writes: what is there afterwards is whole.

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
  # What a kill has left goes with the next run over photos that writes there.
  case $signal:$status:${arguments[*]:0:2} in
    KILL:*) leftovers=true ;;
    *:0:classify*|*:0:"features $work/photos") leftovers=false ;;
  esac
  $leftovers || no_leftovers . || { echo "left by $signal: ${arguments[*]}"; return 1; }
  [[ ! -e $output ]] || is_whole "$output" || { echo "not whole after $signal: ${arguments[*]}"; return 1; }
}

survives_signals() {
  mkdir -p "$scratch/stopped"
  cd "$scratch/stopped" || return
  local i leftovers=false
  RANDOM=$seed
  for (( i = 0; i < signals; i++ )); do stop_once; done
  "$program" classify "$scratch/pictures/leaf.jpg" --out last.csv
  no_leftovers .
}

