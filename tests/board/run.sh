#!/usr/bin/env bash
# run.sh: boots the emulated board with artifacts/linux-arm64 on it, runs there what tests/published/run.sh runs here, and
# compares the answers. Run that first.
source "$(dirname "$0")/../checks.sh"

here=$repository/artifacts/results/linux-x64
there=$repository/artifacts/results/linux-arm64
share=$scratch/share
mkdir -p "$share"
cp -r "$repository/artifacts/linux-arm64" "$share/program"
cp "$repository/tests/published/program.sh" "$share/"
"$repository/tests/published/pictures.sh" "$share/pictures"
cat > "$share/job.sh" <<'JOB'
cp -r /host/program /host/pictures /tmp
sh /host/program.sh /tmp/program/unext50 /tmp/pictures /tmp/results
cp -r /tmp/results /host
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

LIMIT=1500 "$repository/tests/board/board.sh" "$share" | sed -E 's/^((not )?ok) /\1 on the board: /' | tee "$scratch/report"
! grep -q '^not ok' "$scratch/report" || failed_checks=1
rm -rf "$there"
mv "$share/results" "$there"
check "the board's answers are this machine's" same_answers classes.jsonl .classes
check "what the board learned answers as what this machine learned" same_answers heads.jsonl '.heads[0].classes'
check "the board's decoded and resized pictures are this machine's, byte for byte" cmp "$here/tensors.npy" "$there/tensors.npy"
