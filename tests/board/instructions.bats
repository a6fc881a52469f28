#!/usr/bin/env bats
# instructions.bats: no stage of classifying a photo executes more instructions than instructions.csv says, by more than 3 %
# and by more than the 4 million that threads waiting for each other may spin. onnxruntime, which only a newer package
# changes and which takes two thirds of the time, is left out. `instructions.sh --update` writes that file.
source "$BATS_TEST_DIRNAME/../helper.bash"

no_more_than_before() {
  "$repository/tests/board/instructions.sh" --ours "$1" > "$scratch/$1.csv"
  awk -F, 'FNR == 1 { next } NR == FNR { before[$1 $2] = $3; next }
    {
      was = before[$1 $2] + 0
      grown = $3 > 1.03 * was && $3 > was + 4e6
      failed += grown
      printf "# %s %s: %d, was %d%s\n", $1, $2, $3, was, grown ? " (too many)" : ""
    }
    END { exit failed > 0 || NR == FNR }' "$repository/tests/board/instructions.csv" "$scratch/$1.csv" >&3
}

@test "a Cortex-A72 executes no more instructions than before" { no_more_than_before cortex-a72; }

@test "a Cortex-A76 executes no more instructions than before" { no_more_than_before cortex-a76; }
