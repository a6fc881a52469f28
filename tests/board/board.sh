#!/usr/bin/env bash
# board.sh FOLDER: boots an emulated arm64 board, on which FOLDER is /host and job.sh in it is run; prints what the job
# prints and exits as it does. The board has two Cortex-A72 cores, 1 GB of memory, no network, Debian 11's C library, and
# a camera after `modprobe vivid`. Copy programs to /tmp to run them: /host is slow.
# CORE=cortex-a76, MEMORY=512 (MB) and LIMIT=600 (seconds) change that; MONITOR=PATH makes qemu's monitor read commands
# from the pipe PATH.in and answer into PATH.out (`system_powerdown` presses the button on line 3 of gpiochip0).
# Needs Debian's qemu-system-arm, kmod and cpio.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
share=$(realpath "${1:?usage: board.sh FOLDER}")
[[ -f $share/job.sh ]] || { echo "board.sh: no job.sh in $share" >&2; exit 2; }
board=$("$here/build-board.sh")

rm -f "$share"/job.{log,status}
timeout "${LIMIT:-300}" qemu-system-aarch64 -M virt -cpu "${CORE:-cortex-a72}" -smp 2 -m "${MEMORY:-1024}" \
  -accel tcg,thread=multi ${MONITOR:+-monitor "pipe:$MONITOR"} -nographic -no-reboot -nic none \
  -kernel "$board/vmlinuz" -initrd "$board/initramfs" \
  -append "console=ttyAMA0 quiet panic=-1" \
  -virtfs "local,path=$share,mount_tag=share,security_model=none,multidevs=remap" \
  < /dev/null > "$share/console.log" 2>&1 || true

[[ ! -f $share/job.log ]] || cat "$share/job.log"
if [[ ! -f $share/job.status ]]; then
  echo "board.sh: the job did not finish; the console's last lines:" >&2
  tail -5 "$share/console.log" >&2
  exit 1
fi
exit "$(cat "$share/job.status")"
