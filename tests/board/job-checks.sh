# Sourced by the jobs that run on the emulated board: each check prints `ok NAME` or `not ok NAME`. $camera is the camera.
# shellcheck shell=dash disable=SC2154

# check NAME COMMAND...: passes when the command does; shows what was last said otherwise.
check() {
  name=$1; shift
  if "$@"; then
    echo "ok $name"
  else
    echo "not ok $name"
    [ ! -f said ] || head -c 2000 said | sed 's/^/    /'
  fi
}

has() { grep -qF -- "$1" said; }

# ends STATUS WORDS COMMAND...: the command ends with this status and these words.
ends() {
  wanted=$1 words=$2; shift 2
  status=0
  "$@" > said 2>&1 || status=$?
  [ "$status" = "$wanted" ] || echo "(status $status, not $wanted)" >> said
  [ "$status" = "$wanted" ] && has "$words"
}

control() { v4l2-ctl -d "$camera" -c "$1" > /dev/null 2>&1; }

plug_in() {
  modprobe vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -c "$camera" ] && break; sleep 0.2; done
  control osd_text_mode=2
}

# starts COMMAND...: in the background as $run, its output in `said`; goes on once a row has been written.
starts() {
  "$@" > said 2>&1 &
  run=$!
  soon has @
}

# ended STATUS WORDS: what was started ends with this status and these words.
ended() {
  status=0
  wait "$run" || status=$?
  [ "$status" = "$1" ] || echo "(status $status, not $1)" >> said
  [ "$status" = "$1" ] && has "$2"
}

# soon COMMAND...: the command passes within a minute or so, which a busy machine may need.
soon() {
  for _ in $(seq 600); do
    "$@" > /dev/null 2>&1 && return
    sleep 0.1
  done
  return 1
}

# shape FILE: what numpy's header says.
shape() { head -c 128 "$1" | sed -n "s/.*'shape': (\([0-9, ]*\)).*/\1/p"; }

as_nobody() { su -p -s /bin/sh -c "$*" nobody; }

has_shape() { [ "$(shape "$1")" = "$2" ]; }
