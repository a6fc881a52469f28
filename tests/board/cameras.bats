#!/usr/bin/env bats
# cameras.bats: boots the emulated board with artifacts/linux-arm64 on it and reads its virtual camera (the kernel's vivid),
# through our own V4L2 layer and through the Iot bindings: every format, and everything that can go wrong.
source "$BATS_TEST_DIRNAME/../helper.bash"

# The board's button, which the job presses by making a file.
press_button() {
  exec 4> "$scratch/monitor.in"
  while sleep 0.1; do
    [[ ! -e $1/press ]] || { rm "$1/press"; echo system_powerdown >&4; }
  done
}

@test "cameras and GPIO lines work on the board, and their troubles are said" {
  local share=$scratch/share helpers=()
  mkdir "$share"
  cp -r "$repository/artifacts/linux-arm64" "$share/program"
  cp "$repository"/tests/board/{job-checks.sh,mean-colour.onnx} "$share/"
  cp "$repository/tests/board/cameras-job.sh" "$share/job.sh"
  mkfifo "$scratch"/monitor.{in,out}
  cat "$scratch/monitor.out" > /dev/null 3>&- & helpers+=($!)
  press_button "$share" 3>&- & helpers+=($!)
  MONITOR=$scratch/monitor LIMIT=1800 "$repository/tests/board/board.sh" "$share" > "$scratch/report" ||
    echo "not ok the board ended with status $?" >> "$scratch/report"
  kill "${helpers[@]}" 2> /dev/null || true  # the first ends by itself when the board does
  all_passed "$scratch/report"
}
