#!/usr/bin/env bash
# run.sh [PROGRAM]: the proof for a machine with an NVIDIA GPU, a PC or a Jetson: one command, which ends with
# `N passed, N failed`. Where there is no GPU it says so and ends well.
#
# UNEXT50_ONNXRUNTIME names an onnxruntime with CUDA, and with TensorRT if that is to be tested. PROGRAM is by default what
# deploy/build-arm64.sh made for this processor. UNEXT50_SHARED has photos and the trained checkpoint (leaf33, weights);
# without it, pictures of the tests and a small network stand in.
#
# UNEXT50_GPU_REHEARSAL=1 goes through all of it on the CPU, with any onnxruntime: a test of this script, and of no GPU.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
passed=0 failed=0

conclude() {
  local status=$?
  rm -rf "$scratch"
  (( status == 0 || failed > 0 )) || failed=1
  echo "$passed passed, $failed failed"
  (( failed == 0 )) || exit 1
}
trap conclude EXIT

say() { echo "# $*"; }

# check NAME COMMAND...: a line for each check; what a failed one said follows.
check() {
  local name=$1; shift
  if "$@" > "$scratch/said" 2>&1; then
    echo "ok $name"
    passed=$((passed + 1))
  else
    echo "not ok $name"
    failed=$((failed + 1))
  fi
  sed 's/^/# /' "$scratch/said"
}

# left_out NAME WHY
left_out() { echo "ok $1 # skip $2"; }

has_gpu() {
  nvidia-smi --list-gpus 2> /dev/null | grep --quiet . && return
  # A Jetson's GPU is part of the chip, and older ones have no nvidia-smi.
  compgen -G '/dev/nvhost-gpu' > /dev/null || compgen -G '/dev/nvgpu/*' > /dev/null
}

if [[ -z ${UNEXT50_GPU_REHEARSAL:-} ]]; then
  if ! has_gpu; then
    echo "skipped: there is no NVIDIA GPU here (nvidia-smi lists none, and there is no /dev/nvhost-gpu)"
    exit 0
  fi
  cuda=cuda tensorrt=tensorrt photos_in_a_row=10000 on_device=CUDA on_tensorrt=Tensorrt
else
  say "a rehearsal on the CPU: it says nothing of a GPU"
  cuda=cpu tensorrt=cpu photos_in_a_row=4000 on_device=CPU on_tensorrt=CPU
fi

case $(uname -m) in
  aarch64) runtime=linux-arm64 ;;
  *) runtime=linux-x64 ;;
esac
unext50=${1:-$repository/artifacts/$runtime/unext50}
shared=${UNEXT50_SHARED:-$repository/../shared}
export XDG_CACHE_HOME=$scratch/cache
mkdir "$XDG_CACHE_HOME"

# What is missing is told all at once, with where to get it.
require() {
  local missing=0
  if [[ ! -x $unext50 ]]; then
    echo "there is no $unext50: run deploy/build-arm64.sh $runtime, or name the program"
    missing=1
  fi
  if [[ -z ${UNEXT50_ONNXRUNTIME:-} && -z ${UNEXT50_GPU_REHEARSAL:-} ]]; then
    echo "UNEXT50_ONNXRUNTIME is not set: it names the folder of an onnxruntime with CUDA."
    if [[ $runtime == linux-arm64 ]]; then
      echo "deploy/README.md says where the owner of a Jetson gets one"
    else
      echo "NuGet's package Microsoft.ML.OnnxRuntime.Gpu.Linux has one, in runtimes/linux-x64/native (a .nupkg is a zip);"
      echo "it needs CUDA and cuDNN, and TensorRT for that provider, from NVIDIA's packages"
    fi
    missing=1
  fi
  (( missing == 0 )) || { failed=1; exit 1; }
}

# make_photos: $photos, at most 300, and $names, which has as many names as are taken in a row.
make_photos() {
  photos=$scratch/photos calibration=$scratch/calibration
  mkdir "$photos" "$calibration"
  if [[ -d $shared/leaf33/test ]]; then
    find "$shared/leaf33/test" -type f | sort | awk 'NR % 7 == 1' | head -300 | link_into "$photos"
    find "$shared/leaf33/calibration" -type f | sort | awk 'NR % 5 == 1' | link_into "$calibration"
  else
    find "$repository/tests/UneXt50.Tests/Imaging/golden/pictures" -name '*.jpg' -o -name '*.png' | sort | link_into "$photos"
    cp -r "$photos/." "$calibration"
  fi
  names=$scratch/names
  : > "$names"
  while (( $(wc -l < "$names") < photos_in_a_row )); do find "$photos" -type l >> "$names"; done
  head -n "$photos_in_a_row" "$names" > "$names.cut" && mv "$names.cut" "$names"
}

link_into() {
  local file number=0
  while read -r file; do ln -s "$file" "$1/$((number++)).${file##*.}"; done
}

# make_models: the same network in float32, float16, and int8 for TensorRT.
make_models() {
  local checkpoint=$repository/tests/UneXt50.Toolchain.Tests/golden/resnext14_2x3d.pth size=64
  printf '%s\n' ant bee cat dog eel > "$scratch/labels.txt"
  if [[ -f $shared/weights/unext50_pretrained.pth ]]; then
    checkpoint=$shared/weights/unext50_pretrained.pth size=160
    cp "$shared/leaf33/labels.txt" "$scratch/labels.txt"
  fi
  local import=(model import "$checkpoint" --labels "$scratch/labels.txt" --size "$size")
  "$unext50" "${import[@]}" --out "$scratch/fp32.onnx"
  "$unext50" "${import[@]}" --precision fp16 --out "$scratch/fp16.onnx"
  "$unext50" model quantize "$scratch/fp32.onnx" --calibration "$calibration" --target tensorrt --quiet \
    --out "$scratch/int8.onnx"
}

# features MODEL PROVIDER NAME: $scratch/NAME.csv, and what --stats says in NAME.err. The provider cpu is onnxruntime's own.
features() {
  "$unext50" features "$photos" --model "$scratch/$1.onnx" --engine onnxruntime --provider "$2" --stats --quiet \
    --out "$scratch/$3.csv" 2> "$scratch/$3.err" || status_of_photos $?
  "$unext50" classify "$photos" --model "$scratch/$1.onnx" --engine onnxruntime --provider "$2" --top 1 --quiet \
    --out "$scratch/$3.classes.csv" 2>> "$scratch/$3.err" || status_of_photos $?
}

# Some of the tests' pictures are damaged on purpose: 1 is for those.
status_of_photos() { (( $1 == 1 )) || { cat "$scratch"/*.err; return "$1"; }; }

# same_classes NAME NAME SHARE: at least that share of the photos has the same class in both.
same_classes() {
  paste -d '\t' <(classes_in "$1") <(classes_in "$2") | awk -F '\t' -v share="$3" '
    { all++ } $1 == $2 { same++ }
    END { printf "%d of %d photos have the same class\n", same, all; exit !(all > 0 && same >= share * all) }'
}

# Photo and class of each row, or that there is none.
classes_in() { awk -F , 'NR > 1 { print $1, $2 == "ok" ? $4 : "no class" }' "$scratch/$1.classes.csv"; }

# cosines NAME NAME LEAST: of the features of each photo.
cosines() {
  paste -d '\n' <(grep ',ok,' "$scratch/$1.csv") <(grep ',ok,' "$scratch/$2.csv") | awk -F , -v least="$3" '
    NR % 2 == 1 { for (i = 3; i <= NF; i++) first[i] = $i; next }
    { dot = a = b = 0
      for (i = 3; i <= NF; i++) { dot += first[i] * $i; a += first[i] ^ 2; b += $i ^ 2 }
      cosine = dot / sqrt(a * b); if (photos++ == 0 || cosine < lowest) lowest = cosine }
    END { printf "lowest cosine of %d photos %.6f\n", photos, lowest; exit !(photos > 0 && lowest >= least) }'
}

# ran_on PROVIDER NAME: most of the nodes, by --stats.
ran_on() {
  grep '^nodes ' "$scratch/$2.err" || { cat "$scratch/$2.err"; return 1; }
  awk -v wanted="$1" '
    /^nodes / { sub(/^nodes +/, ""); count = split($0, parts, /, /)
      for (i = 1; i <= count; i++) { split(parts[i], part, " "); all += part[2]; if (part[1] == wanted) own += part[2] } }
    END { exit !(own > 0 && (own >= all / 2 || wanted == "Tensorrt")) }' "$scratch/$2.err"
}

# ratio MODEL PROVIDER: the network's time there over its time on the CPU, measured in turns; printed.
ratio() {
  "$unext50" bench "$scratch/$1.onnx" --engine onnxruntime --provider "$2" --compare-providers --runs 20 --starts 1 \
    --photos "$photos" --quiet --format csv --out "$scratch/bench.csv"
  awk -F , '$1 ~ /^comparison.*inference_ratio.median$/ { printf "the network takes %sx of the CPU'\''s time\n", $2; found = 1 }
    END { exit !found }' "$scratch/bench.csv"
}

# limit MODEL PROVIDER: what bench says of where the time goes, in the batch that it found.
limit() {
  "$unext50" bench "$scratch/$1.onnx" --engine onnxruntime --provider "$2" --batch auto --runs 50 --starts 1 --photos "$photos" \
    --quiet --out "$scratch/bench.txt"
  grep -E '^(batch|throughput|limit) ' "$scratch/bench.txt"
  grep -q '^limit .*decoding' "$scratch/bench.txt"
}

device_memory_of() {
  nvidia-smi --query-compute-apps=pid,used_memory --format=csv,noheader,nounits 2> /dev/null |
    awk -F ', *' -v pid="$1" '$1 == pid { print $2 }'
}

# flat MODEL PROVIDER: memory in the last third of a long run is what it was in the second, on both sides.
flat() {
  local run resident device
  "$unext50" classify --files-from "$names" --model "$scratch/$1.onnx" --engine onnxruntime --provider "$2" --batch 8 \
    --quiet --out "$scratch/many.csv" 2> "$scratch/many.err" & run=$!
  : > "$scratch/memory"
  while [[ -d /proc/$run ]] && kill -0 "$run" 2> /dev/null; do
    resident=$(awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$run/status" 2> /dev/null || true)
    device=$(device_memory_of "$run")
    [[ -z $resident ]] || echo "$resident ${device:-0}" >> "$scratch/memory"
    sleep 0.1
  done
  wait "$run" || status_of_photos $?
  (( $(wc -l < "$scratch/many.csv") > photos_in_a_row )) || { cat "$scratch/many.err"; return 1; }
  # A device's memory is seen from outside where nvidia-smi tells it; a Jetson's is the same memory.
  awk -v photos="$photos_in_a_row" '
    { host[NR] = $1; device[NR] = $2 }
    END {
      for (i = int(NR / 3) + 1; i <= NR; i++) {
        late = i > 2 * NR / 3
        if (host[i] > top[late]) top[late] = host[i]
        if (device[i] > card[late]) card[late] = device[i]
      }
      printf "%d photos, %d looks: host %.0f then %.0f MB, device %.0f then %.0f MB\n", photos, NR, top[0], top[1], card[0], card[1]
      exit !(NR >= 6 && top[1] <= top[0] * 1.05 + 8 && card[1] <= card[0] * 1.05 + 8)
    }' "$scratch/memory"
}

# builds_once MODEL: TensorRT's engines are built by the first start, and found by the second.
builds_once() {
  local folder=$scratch/cache-of-engines
  start() { XDG_CACHE_HOME=$folder "$unext50" classify "$photos" --model "$scratch/$1.onnx" --provider tensorrt --top 1 \
    --out "$scratch/once.csv" 2> "$scratch/$2" || status_of_photos $?; }
  mkdir -p "$folder"
  start "$1" first.err
  grep 'TensorRT has built its engines' "$scratch/first.err" || return 1
  start "$1" second.err
  ! grep 'TensorRT builds' "$scratch/second.err"
}

require
make_photos
# Int8 against float32: an untrained network's classes are near each other.
near=0.9
[[ ! -f $shared/weights/unext50_pretrained.pth ]] || near=0.99
say "$(find "$photos" -type l | wc -l) photos; $("$unext50" --version)"
check "the models are made" make_models
check "doctor tells of the library and the device" "$unext50" doctor

check "float32 runs on the CPU" features fp32 cpu fp32-cpu
check "float32 runs on $cuda" features fp32 "$cuda" fp32-gpu
check "$cuda ran its nodes" ran_on "$on_device" fp32-gpu
check "float32 on $cuda gives the CPU's classes" same_classes fp32-cpu fp32-gpu 1
check "float32 on $cuda gives the CPU's features" cosines fp32-cpu fp32-gpu 0.999

check "float16 runs on $cuda" features fp16 "$cuda" fp16-gpu
check "float16 on $cuda gives float32's classes" same_classes fp32-cpu fp16-gpu 1
check "float16 on $cuda gives float32's features" cosines fp32-cpu fp16-gpu 0.999

if "$unext50" classify "$repository/tests/samples/leaf.jpg" --model "$scratch/fp32.onnx" --engine onnxruntime \
  --provider "$tensorrt" --quiet > /dev/null 2> "$scratch/tensorrt.err"; then
  check "int8 runs on the CPU" features int8 cpu int8-cpu
  check "int8 runs on $tensorrt" features int8 "$tensorrt" int8-gpu
  check "$tensorrt ran its nodes" ran_on "$on_tensorrt" int8-gpu
  check "int8 on $tensorrt agrees with the CPU's" same_classes int8-cpu int8-gpu 0.99
  check "int8 on $tensorrt agrees with float32" same_classes fp32-cpu int8-gpu "$near"
  if [[ $tensorrt == tensorrt ]]; then
    check "TensorRT's engines are built once" builds_once fp16
  else
    left_out "TensorRT's engines are built once" "a rehearsal builds none"
  fi
else
  say "$(head -1 "$scratch/tensorrt.err")"
  for name in "runs" "ran its nodes" "agrees with float32" "engines are built once"; do
    left_out "int8 on TensorRT: $name" "this onnxruntime has no TensorRT that can be used; install it, or build with it"
  done
fi

if [[ $cuda == cuda ]]; then
  check "the GPU's time over the CPU's is measured in turns" ratio fp16 "$cuda"
else
  left_out "the GPU's time over the CPU's is measured in turns" "a rehearsal has one processor"
fi
check "bench says where the time goes" limit fp16 "$cuda"
check "$photos_in_a_row photos leave both memories flat" flat fp16 "$cuda"
