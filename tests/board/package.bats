#!/usr/bin/env bats
# package.bats: boots the emulated board, installs the Debian package of artifacts/packages on it, and does what a person
# does next: photos, doctor, camera, the service, removal. Run deploy/package.sh first.
source "$BATS_TEST_DIRNAME/../helper.bash"

@test "the Debian package does its work on the board, and goes" {
  local share=$scratch/share
  mkdir "$share"
  cp "$repository"/artifacts/packages/unext50_*_arm64.deb "$repository"/tests/board/{package-job,job-checks}.sh \
    "$repository/tests/samples/leaf.jpg" "$share/"
  cat > "$share/job.sh" <<'JOB'
# Names of programs that busybox has too mean busybox here.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
/usr/bin/dpkg --install /host/unext50_*.deb
sh /host/package-job.sh
JOB
  # The camera's board is a Cortex-A72; this one, which runs the network most, has the dot product.
  CORE=cortex-a76 LIMIT=1800 "$repository/tests/board/board.sh" "$share" > "$scratch/report" ||
    echo "not ok the board ended with status $?" >> "$scratch/report"
  all_passed "$scratch/report"
}
