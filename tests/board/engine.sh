#!/usr/bin/env bash
# engine.sh: the native engine's kernels on a Cortex-A72 and a Cortex-A76, under qemu-aarch64: every kernel against a scalar
# loop, the golden networks layer by layer, and the default model's logits, the same to the last bit on every processor.
source "$(dirname "$0")/../checks.sh"

build() {
  local rid=$1 sysroot=${XDG_CACHE_HOME:-$HOME/.cache}/unext50/sysroot-bullseye-$2  # deploy/build-arm64.sh makes it
  dotnet restore "$repository/tests/EngineCheck" -p:AheadOfTime=true --locked-mode -v quiet
  dotnet publish "$repository/tests/EngineCheck" -c Release -r "$rid" -p:AheadOfTime=true --no-restore -p:SysRoot="$sysroot" \
    -o "$scratch/$rid" -v quiet
}

golden=$repository/tests/UneXt50.Tests/Inference/golden
model=$repository/models/unext50-leaf33-int8.onnx

build linux-x64 amd64
build linux-arm64 arm64
"$scratch/linux-x64/EngineCheck" "$golden"
x64=$("$scratch/linux-x64/EngineCheck" "$model" best 1 1)
for core in cortex-a72 cortex-a76; do
  "$repository/tests/board/arm64.sh" "$core" "$scratch/linux-arm64/EngineCheck" "$golden" | sed "s/$/ ($core)/"
  arm=$("$repository/tests/board/arm64.sh" "$core" "$scratch/linux-arm64/EngineCheck" "$model" best 3 1)
  check "$core gives the logits that x64 gives" test "${arm##*logit}" = "${x64##*logit}"
done
