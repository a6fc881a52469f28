#!/usr/bin/env bats
# program.bats: artifacts/linux-arm64 does under qemu-aarch64, as on a Cortex-A76, what artifacts/linux-x64 does here, with the
# same answers.
source "$BATS_TEST_DIRNAME/../helper.bash"

# answers PROGRAM NAME: what program.sh has it do, in a folder of that name.
answers() { sh "$repository/tests/published/program.sh" "$1" "$scratch/pictures" "$scratch/$2" > "$scratch/$2.report"; }

# same_answers FILE PATH: the same classes in the same order, probabilities within 0.01; PATH leads to them in a line.
same_answers() {
  jq --null-input --exit-status --slurpfile here "$scratch/here/$1" --slurpfile there "$scratch/there/$1" "
    def classes: $2;"'
    def order: [classes[].label];
    [range($here | length)] | map(
      {here: $here[.], there: $there[.]}
      | select((.here | order) != (.there | order)
          or ([(.here | classes), (.there | classes)] | transpose | any((.[0].probability - .[1].probability) | fabs > 0.01)))
    ) | (length == 0 and ($here | length) > 0 and ($here | length) == ($there | length)) or error(tostring)'
}

setup_file() {
  "$repository/tests/published/pictures.sh" "$scratch/pictures"
  printf '#!/bin/sh\nexec "%s" cortex-a76 "%s" "$@"\n' "$repository/tests/board/arm64.sh" \
    "$repository/artifacts/linux-arm64/unext50" > "$scratch/emulated"
  chmod +x "$scratch/emulated"
}

@test "it does here what program.sh checks" {
  answers "$program" here
  all_passed "$scratch/here.report"
}

@test "it does on an emulated Cortex-A76 what program.sh checks" {
  answers "$scratch/emulated" there
  all_passed "$scratch/there.report"
}

@test "its classes are the same there" { same_answers classes.jsonl .classes; }

@test "what it learns there answers the same" { same_answers heads.jsonl '.heads[0].classes'; }

@test "decoded and resized pictures are the same there, byte for byte" { cmp "$scratch"/{here,there}/tensors.npy; }
