#!/usr/bin/env bash
# cameras.sh: boots the emulated board with artifacts/linux-arm64 on it and reads its virtual camera (the kernel's vivid),
# through our own V4L2 layer and through the Iot bindings: every format, and everything that can go wrong.
source "$(dirname "$0")/../checks.sh"

share=$scratch/share
mkdir -p "$share"
cp -r "$repository/artifacts/linux-arm64" "$share/program"
cp "$repository/tests/board/job-checks.sh" "$share/"
cp "$repository/tests/board/cameras-job.sh" "$share/job.sh"
cp "$repository/tests/board/mean-colour.onnx" "$share/"

# The board's button, which the job presses by making a file.
press_button() {
  exec 3> "$scratch/monitor.in"
  while sleep 0.1; do
    [[ ! -e $share/press ]] || { rm "$share/press"; echo system_powerdown >&3; }
  done
}
mkfifo "$scratch"/monitor.{in,out}
cat "$scratch/monitor.out" > /dev/null &
press_button &
helpers=$(jobs -p)

MONITOR=$scratch/monitor LIMIT=900 "$repository/tests/board/board.sh" "$share" | sed -E 's/^((not )?ok) /\1 on the board: /' | tee "$scratch/report"
! grep -q '^not ok' "$scratch/report" || failed_checks=1
# shellcheck disable=SC2086  # process numbers; the first ends by itself when the board does
kill $helpers 2> /dev/null || true
