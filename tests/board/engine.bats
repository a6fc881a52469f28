#!/usr/bin/env bats
# engine.bats: the native engine's kernels on this machine, and on a Cortex-A72 and a Cortex-A76 under qemu-aarch64: every
# kernel against a scalar loop, the golden networks layer by layer, and the default model's logits, the same to the last
# bit on every processor. Run `dotnet build -c Release` and deploy/build-arm64.sh first.
source "$BATS_TEST_DIRNAME/../helper.bash"

golden=$repository/tests/UneXt50.Tests/Inference/golden
model=$repository/models/unext50-leaf33-int8.onnx

setup_file() {
  dotnet restore "$repository/tests/EngineCheck" -p:AheadOfTime=true --locked-mode -v quiet
  dotnet publish "$repository/tests/EngineCheck" -c Release -r linux-arm64 -p:AheadOfTime=true --no-restore \
    -p:SysRoot="${XDG_CACHE_HOME:-$HOME/.cache}/unext50/sysroot-bullseye-arm64" -o "$scratch" -v quiet
}

here() { "$repository/tests/EngineCheck/bin/Release/net10.0/EngineCheck" "$@"; }

on_core() { "$repository/tests/board/arm64.sh" "$1" "$scratch/EngineCheck" "${@:2}"; }

gives_the_same_logits() {
  local here there
  here=$(here "$model" best 1 1)
  there=$(on_core "$1" "$model" best 3 1)
  [[ ${there##*logit} == "${here##*logit}" ]] || { printf '%s\n' "$here" "$there"; return 1; }
}

@test "the kernels of this machine are right" { here "$golden"; }

@test "the kernels of a Cortex-A72 are right" { on_core cortex-a72 "$golden"; }

@test "the kernels of a Cortex-A76 are right" { on_core cortex-a76 "$golden"; }

@test "a Cortex-A72 gives the logits of this machine" { gives_the_same_logits cortex-a72; }

@test "a Cortex-A76 gives the logits of this machine" { gives_the_same_logits cortex-a76; }
