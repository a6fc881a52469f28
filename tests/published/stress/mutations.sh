# shellcheck shell=bash disable=SC2034,SC2154  # variables are shared with stress.sh
# Damaged inputs of every kind: each is answered or refused, within the limits. What is not is kept in artifacts/.

# mutated COUNT SOURCE COMMAND...: the command on so many damaged copies of SOURCE, whose path is FILE in it.
mutated() {
  local count=$1 source=$2 i file=$work/mutated/${2##*/}; shift 2
  for (( i = 0; i < count; i++ )); do
    cp "$source" "$file"
    "$repository/tests/published/stress/mutate.pl" "$((seed + i))" "$file"
    cp "$file" "$work/damaged"
    ends_well "${@//FILE/$file}" ||
      { cp "$work/damaged" "$repository/artifacts/stress-$((seed + i))-${source##*/}"; return 1; }
  done
}

# share COUNT: of the mutations of a kind, those for each of so many files.
share() { echo $(( (mutations + $1 - 1) / $1 )); }

survives_mutated_pictures() {
  local pictures=("$scratch"/pictures/formats/* "$scratch/pictures/leaf.jpg") picture
  for picture in "${pictures[@]}"; do
    mutated "$(share ${#pictures[@]})" "$picture" "$program" preprocess FILE --out "$work/x.npy"
  done
}

# By our engine and by onnxruntime, with what they say of it.
survives_mutated_models() {
  local leaf=$scratch/pictures/leaf.jpg
  mutated "$(share 4)" "$work/small.onnx" "$program" features "$leaf" --model FILE --format csv
  mutated "$(share 4)" "$work/small.onnx" "$program" features "$leaf" --model FILE --format csv --engine onnxruntime
  mutated "$(share 4)" "$golden/mobile.onnx" "$program" model info FILE
  mutated "$(share 4)" "$golden/mobile.onnx" "$program" model describe FILE --labels "$work/labels.txt" --out "$work/described.onnx"
}

survives_mutated_heads() {
  mutated "$(share 2)" "$work/h.head.onnx" "$program" classify "$scratch/pictures/leaf.jpg" --head FILE
  mutated "$(share 2)" "$work/h.head.onnx" "$program" head info FILE
}

survives_mutated_checkpoints() {
  local file
  for file in resnext14_2x3d.pth resnext14_2x3d_before_1_6.pth segmentation.pth fast_ai.pth resnext14_2x3d_bf16.safetensors; do
    mutated "$(share 5)" "$golden/$file" "$program" model import FILE --labels "$work/labels.txt" --size 32 \
      --out "$work/imported.onnx"
  done
}

# The cache of a head's features.
survives_mutated_features() {
  cp "$work/h.head.onnx" "$work/mutated/c.head.onnx"
  cp "$work/h.head.features.safetensors" "$work/c.head.features.safetensors"
  mutated "$mutations" "$work/c.head.features.safetensors" "$program" head remove "$work/mutated/c.head.onnx" none
}

# Feature files that are continued or merged.
survives_mutated_outputs() {
  local file command
  for file in v.npy v.index.csv v.npy.run.json; do
    for command in "features $work/photos/1.jpg --resume --out $work/mutated/v.npy" \
                   "features merge $work/mutated/v.npy --out $work/merged.npy"; do
      cp "$work"/v.* "$work/mutated/"
      # shellcheck disable=SC2086  # words
      mutated "$(share 6)" "$work/$file" "$program" $command
    done
  done
}

# The cache of checksums: whatever is in it, the answer is the same.
survives_mutated_caches() {
  local entry entries command=("$program" classify "$scratch/pictures/leaf.jpg" --out "$work/cached.csv")
  "${command[@]}"
  cp "$work/cached.csv" "$work/answer"
  entries=("$HOME"/.cache/unext50/*)
  for entry in "${entries[@]}"; do
    local i
    for (( i = 0; i < $(share ${#entries[@]}); i++ )); do
      "$repository/tests/published/stress/mutate.pl" "$((seed + i))" "$entry"
      ends_well "${command[@]}"
      (( status == 0 ))
      cmp "$work/cached.csv" "$work/answer"
    done
  done
}
