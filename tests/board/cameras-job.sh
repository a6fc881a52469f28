#!/bin/sh
# Runs on the emulated board: prints a line `ok NAME` or `not ok NAME` for each check. mean-colour.onnx is a network whose
# features are the mean red, green and blue of the picture, 0..1.
# shellcheck shell=dash

cp -r /host/program /host/mean-colour.onnx /tmp
cd /tmp || exit 1
export UNEXT50_MODEL=/tmp/mean-colour.onnx
unext50=/tmp/program/unext50
camera=/dev/video0

pass() { echo "ok $1"; }

fail() {
  echo "not ok $1"
  [ ! -f said ] || head -c 2000 said | sed 's/^/    /'
}

# says NAME WORDS COMMAND...: the command's output has these words.
says() {
  name=$1 words=$2; shift 2
  "$@" > said 2>&1
  grep -qF -- "$words" said && pass "$name" || fail "$name"
}

# fails NAME STATUS WORDS COMMAND...: the command ends with this status and these words.
fails() {
  name=$1 status=$2 words=$3; shift 3
  "$@" > said 2>&1
  got=$?
  [ "$got" = "$status" ] && grep -qF -- "$words" said && pass "$name" || { fail "$name"; echo "    status $got"; }
}

control() { v4l2-ctl -d $camera -c "$1" > /dev/null 2>&1; }

# near R G B: the means in `row.csv` are these levels within 3.
near() {
  tail -n 1 row.csv | awk -F, -v r="$1" -v g="$2" -v b="$3" '
    function off(x, y) { return x > y ? x - y : y - x }
    { print "    got", 255 * $(NF - 2), 255 * $(NF - 1), 255 * $NF, "wanted", r, g, b > "said"
      exit !(off(255 * $(NF - 2), r) <= 3 && off(255 * $(NF - 1), g) <= 3 && off(255 * $NF, b) <= 3) }'
}

# colour CAMERA FORMAT NAME R G B: one frame in this format has this mean.
colour() {
  "$unext50" features --camera "$1" --camera-format "$2" --count 1 --format csv -q > row.csv 2> said && near "$4" "$5" "$6" &&
    pass "$1 $2: $3" || fail "$1 $2: $3"
}

plug_in() {
  modprobe vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -c $camera ] && break; sleep 0.2; done
  control osd_text_mode=2
}

fails "no camera: auto says so" 6 "no camera is there" "$unext50" classify --camera
plug_in
says "the camera is listed and is what auto takes" "[auto]" "$unext50" cameras
says "its formats are listed" "    YUYV  320x180" "$unext50" cameras
fails "a file that is no camera" 6 "it is no camera" "$unext50" classify --camera /dev/null

for source in $camera iot:0; do
  for pattern in "5 black 0 0 0" "6 white 255 255 255" "7 red 255 0 0" "8 green 0 255 0" "9 blue 0 0 255"; do
    # shellcheck disable=SC2086
    set -- $pattern
    control "test_pattern=$1"
    for format in yuyv nv12 rgb24 bgr24; do colour $source $format "$2" "$3" "$4" "$5"; done
  done
  control test_pattern=7
  colour $source grey "red is grey 76" 76 76 76
  control test_pattern=0
done
