#!/bin/sh
# Runs on the emulated board: prints a line `ok NAME` or `not ok NAME` for each check. mean-colour.onnx is a network whose
# features are the mean red, green and blue of the picture, 0..1.
# shellcheck shell=dash

cp -r /host/program /host/mean-colour.onnx /tmp
cd /tmp || exit 1
export UNEXT50_MODEL=/tmp/mean-colour.onnx
unext50=/tmp/program/unext50
camera=/dev/video0
# shellcheck source=job-checks.sh
. /host/job-checks.sh

# near R G B: the means in `row.csv`, before camera and time, are these levels within 3.
near() {
  tail -n 1 row.csv | awk -F, -v r="$1" -v g="$2" -v b="$3" '
    function off(x, y) { return x > y ? x - y : y - x }
    { print "    got", 255 * $(NF - 4), 255 * $(NF - 3), 255 * $(NF - 2), "wanted", r, g, b > "said"
      exit !(off(255 * $(NF - 4), r) <= 3 && off(255 * $(NF - 3), g) <= 3 && off(255 * $(NF - 2), b) <= 3) }'
}

# shows CAMERA FORMAT R G B: one frame in this format has this mean.
shows() {
  "$unext50" features --camera "$1" --camera-format "$2" --warm-up 0 --count 1 --format csv -q > row.csv 2> said && near "$3" "$4" "$5"
}

rows() { grep -c @ said; }

has_more_rows_than() { [ "$(rows)" -gt "$1" ]; }

pull_out() { control disconnect=1; }

unload() { rmmod vivid; }

check "no camera: auto says so" ends 6 "no camera was found" "$unext50" classify --camera
plug_in
check "the camera is listed and is what auto takes" ends 0 "[auto]" "$unext50" cameras
check "its formats are listed" has "    YUYV  320x180"
check "a file that is not a camera" ends 6 "it is not a camera" "$unext50" classify --camera /dev/null

# The same code converts the frames of both layers: what the Iot bindings deliver is looked at in two colours.
for pattern in "5 black 0 0 0" "6 white 255 255 255" "7 red 255 0 0" "8 green 0 255 0" "9 blue 0 0 255"; do
  # shellcheck disable=SC2086  # words
  set -- $pattern
  control "test_pattern=$1"
  sources=$camera
  case $2 in red | blue) sources="$camera iot:0" ;; esac
  for source in $sources; do
    for format in yuyv nv12 rgb24 bgr24; do check "$source $format: $2" shows "$source" "$format" "$3" "$4" "$5"; done
  done
done
control test_pattern=7
# The driver weighs as BT.709 does: 0.2126 of red.
for source in "$camera" iot:0; do check "$source grey: red is 54" shows "$source" grey 54 54 54; done

control quantization=1
check "red in full range" shows "$camera" yuyv 255 0 0
control quantization=0
control ycbcr_encoding=2
check "red in BT.709" shows "$camera" nv12 255 0 0
control ycbcr_encoding=0
control test_pattern=0

check "a format it has not" ends 6 "it does not deliver MJPG" "$unext50" classify --camera --camera-format mjpg
check "another size" ends 0 "1280x720 YUYV" \
  "$unext50" classify --camera --camera-size 1280x720 --camera-format yuyv --count 1
check "the size that the driver chose is said" ends 0 "640x360 YUYV" \
  "$unext50" classify --camera --camera-size 600x350 --count 1
check "another rate" ends 0 "10 frames a second" "$unext50" classify --camera --camera-rate 10 --count 1

check "features of ten frames" ends 0 "" env UNEXT50_MODEL= "$unext50" features --camera --count 10 --out vec.npy
check "are an array of 10 rows" has_shape vec.npy "10, 2048"
check "features without an input" ends 0 "$camera" env UNEXT50_MODEL= "$unext50" features --count 1 --out default.npy
check "are of the default camera" has_shape default.npy "1, 2048"

starts "$unext50" classify --camera --format csv
kill -TERM "$run"
check "SIGTERM in mid-run ends it" ended 143 @
"$unext50" features --camera --out term.npy --checkpoint 0.2 > said 2>&1 &
run=$!
soon test -s term.npy
kill -TERM "$run"
check "SIGTERM in mid-run ends features" ended 143 YUYV
check "whose array is whole" test -n "$(shape term.npy)"

v4l2-ctl -d "$camera" --stream-mmap --stream-count=100000 > /dev/null 2>&1 &
other=$!
sleep 1
check "a busy camera" ends 6 "another program is using it" "$unext50" classify --camera
check "limit of iot: it takes a busy camera's frames for its own" ends 0 @ \
  "$unext50" classify --camera iot:0 --count 1 --format csv
kill "$other"
wait "$other" 2> /dev/null

echo 'nobody:x:65534:65534::/:/bin/sh' > /etc/passwd
echo 'nobody:x:65534:' > /etc/group
chmod 660 "$camera"
chmod -R a+rX program mean-colour.onnx
check "a camera that may not be opened" ends 6 "permission denied" as_nobody "$unext50" classify --camera
check "the same by iot" ends 6 "permission denied" as_nobody "$unext50" classify --camera iot:0
check "the same in the list" ends 6 "permission denied" as_nobody "$unext50" cameras

for source in "$camera" iot:0; do
  starts "$unext50" classify --camera "$source" --format csv --no-reconnect --camera-timeout 2
  control percentage_of_dropped_buffers=100
  check "$source: stalled" ended 6 "no frame for 2 s"
  control percentage_of_dropped_buffers=0
done

starts "$unext50" classify --camera "$camera" --format csv --no-reconnect
pull_out
check "an unplugged camera" ended 6 "it was unplugged"
soon unload
plug_in
starts "$unext50" classify --camera "$camera" --format csv
pull_out
check "an outage is told" soon has "trying again"
before=$(rows)
soon unload
plug_in
check "plugged in again it goes on" soon has "back, 640x480 YUYV"
check "and gives rows" soon has_more_rows_than "$before"
kill -TERM "$run"
check "and ends on SIGTERM" ended 143 back

starts "$unext50" classify --camera iot:0 --format csv --no-reconnect
pull_out
sleep 1
before=$(rows)
check "limit of iot: old frames of an unplugged camera go on" soon has_more_rows_than "$before"
kill -TERM "$run"
check "and it ends on SIGTERM" ended 143 @
soon unload

plug_in
mount -t debugfs debugfs /sys/kernel/debug
drives() { grep -q "out $1" /sys/kernel/debug/gpio; }
lines() { exec "$unext50" classify --camera --format csv "$@"; }
# The host removes the file as it presses, and its folder may change under our feet.
press() { soon touch /host/press; }

control test_pattern=7
starts lines --signal-gpio 5 --signal-label red --hold 2
check "a line is high while its class is held" soon drives hi
check "a line in use" ends 6 "/dev/gpiochip0 line 5: it is in use by" \
  "$unext50" classify --camera --signal-gpio 5 --signal-label red
control test_pattern=8
check "and low when another is" soon drives lo
control test_pattern=7
check "and high again" soon drives hi
kill -TERM "$run"
wait "$run"
check "and is given back at the end" sh -c '! grep -q "out hi" /sys/kernel/debug/gpio'

lines --trigger-gpio 3 --count 1 > said 2>&1 &
run=$!
soon has YUYV
sleep 2
check "without an edge there is no row" sh -c '! grep -q @ said'
press
check "with the button pressed there is one" soon has @
check "and that was asked for" ended 0 @
lines --trigger-gpio 3:falling --count 1 > said 2>&1 &
run=$!
soon has YUYV
sleep 2
press
check "a falling edge is the button let go" ended 0 @

check "a line that is not there" ends 6 "/dev/gpiochip0 line 99: there is no such line; give one from 0 to 7" \
  "$unext50" classify --camera --trigger-gpio 99
check "a chip that is not there" ends 6 "/dev/gpiochip7: there is no such GPIO chip" \
  "$unext50" classify --camera --trigger-gpio 1 --gpio-chip 7
chmod 666 "$camera"
chmod 600 /dev/gpiochip0
check "a chip that may not be opened" ends 6 "add this user to the group gpio" \
  as_nobody "$unext50" classify --camera --trigger-gpio 1
rm -f /usr/lib/*/libgpiod.so.2*
check "without libgpiod" ends 6 "sudo apt install libgpiod2" "$unext50" classify --camera --trigger-gpio 1
