#!/usr/bin/env bats
# run.bats: what of run.sh can be tested without a GPU: that it skips, that it says what is missing, and, in a rehearsal on the
# CPU, all of its checks. model.py reads what is made for devices with Debian's python3-onnx.
source "$BATS_TEST_DIRNAME/../helper.bash"

# without_gpu COMMAND...: nvidia-smi, if there is one, is not found.
without_gpu() { PATH=$scratch/bin:$PATH "$@"; }

# stand_in SCRIPT: nvidia-smi.
stand_in() {
  mkdir -p "$scratch/bin"
  printf '#!/bin/sh\n%s\n' "$1" > "$scratch/bin/nvidia-smi"
  chmod +x "$scratch/bin/nvidia-smi"
}

import() {
  printf '%s\n' ant bee cat > "$scratch/labels.txt"
  "$program" model import "$repository/tests/UneXt50.Toolchain.Tests/golden/resnext20_4x2d_half_parallel.pth" \
    --labels "$scratch/labels.txt" --size 64 "$@"
}

@test "where there is no GPU it says so and ends well" {
  [[ ! -e /dev/nvhost-gpu ]] || skip "there is one"
  stand_in 'exit 9'
  without_gpu "$repository/tests/gpu/run.sh" | tee "$scratch/said"
  grep -q '^skipped: there is no NVIDIA GPU here' "$scratch/said"
  [[ $(tail -1 "$scratch/said") == "0 passed, 0 failed" ]]
}

@test "where the library is missing it says where to get one" {
  stand_in 'echo "GPU 0: a stand-in"'
  UNEXT50_ONNXRUNTIME='' exits_with 1 without_gpu "$repository/tests/gpu/run.sh" "$program" > "$scratch/said"
  grep -q 'Microsoft.ML.OnnxRuntime.Gpu.Linux\|owner of a Jetson' "$scratch/said"
  [[ $(tail -1 "$scratch/said") == "0 passed, 1 failed" ]]
}

@test "where the program is missing it says how to make it" {
  stand_in 'echo "GPU 0: a stand-in"'
  exits_with 1 without_gpu "$repository/tests/gpu/run.sh" "$scratch/nowhere" > "$scratch/said"
  grep -q 'run deploy/build-arm64.sh' "$scratch/said"
}

@test "all of its checks pass in a rehearsal on the CPU" {
  UNEXT50_GPU_REHEARSAL=1 UNEXT50_SHARED=$scratch/none "$repository/tests/gpu/run.sh" "$program" | tee "$scratch/said"
  sed 's/^/# /' "$scratch/said" >&3
  [[ $(tail -1 "$scratch/said") =~ ^(1[0-9])\ passed,\ 0\ failed$ ]]
}

@test "python's onnx finds a float16 model well-formed, and floats at its ends only" {
  /usr/bin/python3 -c 'import onnx' || skip "python3-onnx is not installed"
  import --precision fp16 --out "$scratch/fp16.onnx"
  /usr/bin/python3 "$BATS_TEST_DIRNAME/model.py" halves "$scratch/fp16.onnx"
}

@test "python's onnx finds an int8 model for TensorRT well-formed, with the pairs that it wants" {
  /usr/bin/python3 -c 'import onnx' || skip "python3-onnx is not installed"
  import --out "$scratch/fp32.onnx"
  "$program" model quantize "$scratch/fp32.onnx" --calibration "$repository/tests/samples" --target tensorrt --quiet \
    --out "$scratch/int8.onnx"
  /usr/bin/python3 "$BATS_TEST_DIRNAME/model.py" pairs "$scratch/int8.onnx"
}

# A minute's work, so only where the variable asks for it. All 1,910 photos: models/README.md.
@test "on the leaf photos float16 names the classes of float32, and int8 for TensorRT at most 0.5 points fewer" {
  [[ -d ${UNEXT50_SHARED:-} ]] || skip "UNEXT50_SHARED names no folder with the leaf photos and the checkpoint"
  every() { find "$UNEXT50_SHARED/leaf33/$1" -type f | sort | awk -v step="$2" 'NR % step == 1'; }
  classes() {
    "$program" classify --files-from "$scratch/names" --model "$scratch/$1.onnx" --top 1 --quiet --out "$scratch/$1.csv"
    awk -F , 'NR > 1 { print $1, $4 }' "$scratch/$1.csv"
  }
  every test 10 > "$scratch/names"
  mkdir "$scratch/calibration"
  every calibration 15 | xargs -d '\n' cp -t "$scratch/calibration"
  local import=(model import "$UNEXT50_SHARED/weights/unext50_pretrained.pth" --labels "$UNEXT50_SHARED/leaf33/labels.txt" --size 160)
  "$program" "${import[@]}" --out "$scratch/fp32.onnx"
  "$program" "${import[@]}" --precision fp16 --out "$scratch/fp16.onnx"
  "$program" model quantize "$scratch/fp32.onnx" --calibration "$scratch/calibration" --target tensorrt --quiet \
    --out "$scratch/trt.onnx"
  classes fp32 > "$scratch/32"
  [[ $(wc -l < "$scratch/32") == 191 ]]
  diff "$scratch/32" <(classes fp16)
  # One photo of 191 is 0.5 points.
  [[ $(diff "$scratch/32" <(classes trt) | grep -c '^>') -le 1 ]]
}
