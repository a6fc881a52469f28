#!/bin/sh
# Runs on the emulated board, on which the Debian package has been installed: what a person does next. Prints `ok NAME` or
# `not ok NAME` for each check.
# shellcheck shell=dash

cd /tmp || exit 1
camera=/dev/video0
# shellcheck source=job-checks.sh
. /host/job-checks.sh
unit=/usr/lib/systemd/system/unext50.service

is_here() { [ -x /usr/bin/unext50 ] && [ -f "$unit" ] && [ -f /etc/default/unext50 ]; }

is_gone() { [ ! -e /usr/bin/unext50 ] && [ ! -e /usr/lib/unext50 ] && [ -f /etc/default/unext50 ]; }

is_purged() { [ ! -e /etc/default/unext50 ] && ! grep -q '^Package: unext50$' /var/lib/dpkg/status; }

# The service as systemd would start it: the unit's ExecStart with the settings of /etc/default, as a user in group video.
start_service() {
  command=$(sed -n 's/^ExecStart=//p' "$unit")
  # shellcheck disable=SC1091  # on the board
  . /etc/default/unext50
  export OPTIONS NOTIFY_SOCKET=/tmp/notify WATCHDOG_USEC=4000000
  nc.openbsd -dklUu /tmp/notify > notified 2> /dev/null &
  listener=$!
  soon test -S /tmp/notify
  chmod 666 /tmp/notify
  su -p -s /bin/sh -c "exec $command" unext50 > said 2>&1 &
  run=$!
}

notified() { grep -q "$1" notified; }

# fed: WATCHDOG=1 has come three times at least.
fed() { [ "$(grep -o 'WATCHDOG=1' notified | wc -l)" -ge 3 ]; }

check "the package is installed" is_here
check "it classifies a photo" ends 0 "%  Tomato: septoria leaf spot" unext50 classify /host/leaf.jpg
check "doctor without a camera finds the machine ready" ends 0 "This machine is ready." unext50 doctor
check "it knows the processor" has "Cortex-A76, 2 cores"
check "and finds the model intact" has "as SHA256SUMS has it"
check "and warns of the camera that is not there" has "warning  camera        none was found"

printf 'unext50:x:900:900::/var/lib/unext50:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n' > /etc/passwd
printf 'video:x:44:unext50\nunext50:x:900:\nnobody:x:65534:\n' > /etc/group
chmod 755 /tmp
plug_in
chgrp 44 "$camera"
chmod 660 "$camera"
check "doctor finds the camera" ends 0 "ok       camera        $camera: vivid" unext50 doctor
check "doctor says who may not open it" ends 7 "problem  camera        $camera: permission denied" as_nobody unext50 doctor
check "and as JSON" ends 7 '"state": "problem"' as_nobody unext50 doctor --json

check "features of ten frames" ends 0 "" unext50 features --camera --count 10 --out vec.npy
check "are an array of 10 rows" has_shape vec.npy "10, 2048"

start_service
check "the service is ready with its first frame" soon notified READY=1
check "it tells what it sees" soon notified "STATUS=$camera@"
check "it feeds the watchdog" soon fed
kill -TERM "$run"
check "it ends on SIGTERM" ended 143 '"label"'
check "and says that it is stopping" soon notified STOPPING=1
kill "$listener"

check "removing takes the program and leaves the settings" ends 0 "" /usr/bin/dpkg --remove unext50
check "nothing else is left of it" is_gone
check "purging takes the settings too" ends 0 "" /usr/bin/dpkg --purge unext50
check "and dpkg knows it no more" is_purged
