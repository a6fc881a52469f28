#!/usr/bin/env bash
# run.sh: boots the emulated board, installs the Debian package of artifacts/packages on it, runs there what
# tests/published/run.sh runs here, and compares the answers; then what a person does with the package, the service
# included. Run that and deploy/package.sh first.
source "$(dirname "$0")/../checks.sh"

here=$repository/artifacts/results/linux-x64
there=$repository/artifacts/results/linux-arm64
share=$scratch/share
mkdir -p "$share"
cp "$repository"/artifacts/packages/unext50_*_arm64.deb "$repository/tests/published/program.sh" \
  "$repository"/tests/board/{package-job,job-checks}.sh "$share/"
"$repository/tests/published/pictures.sh" "$share/pictures"
cat > "$share/job.sh" <<'JOB'
cp -r /host/pictures /tmp
# Names of programs that busybox has too mean busybox here.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
/usr/bin/dpkg --install /host/unext50_*.deb
sh /host/program.sh /usr/bin/unext50 /tmp/pictures /tmp/results
cp -r /tmp/results /host
sh /host/package-job.sh
JOB

# same_answers FILE PATH: the same classes in the same order, probabilities within 0.01; PATH leads to them in a line.
same_answers() {
  jq --null-input --exit-status --slurpfile here "$here/$1" --slurpfile there "$there/$1" "
    def classes: $2;"'
    def order: [classes[].label];
    [range($here | length)] | map(
      {here: $here[.], there: $there[.]}
      | select((.here | order) != (.there | order)
          or ([(.here | classes), (.there | classes)] | transpose | any((.[0].probability - .[1].probability) | fabs > 0.01)))
    ) | (length == 0 and ($here | length) > 0 and ($here | length) == ($there | length)) or error(tostring)'
}

# cameras.sh boots a Cortex-A72; this one, which runs the network most, has the dot product that makes it three times shorter.
CORE=cortex-a76 LIMIT=1500 "$repository/tests/board/board.sh" "$share" | sed -E 's/^((not )?ok) /\1 on the board: /' | tee "$scratch/report"
! grep -q '^not ok' "$scratch/report" || failed_checks=1
rm -rf "$there"
mv "$share/results" "$there"
check "the board's answers are this machine's" same_answers classes.jsonl .classes
check "what the board learned answers as what this machine learned" same_answers heads.jsonl '.heads[0].classes'
check "the board's decoded and resized pictures are this machine's, byte for byte" cmp "$here/tensors.npy" "$there/tensors.npy"
