#!/usr/bin/env bats
# readme.bats: runs every block of shell and of Python in the READMEs with artifacts/linux-x64, the blocks of one README in one
# folder. Left out are blocks that follow a line `<!-- not run here: WHY -->`, and after `<!-- needs: MODULE -->` those whose
# Python module is not here. Checks also that links lead somewhere and that README.md is short.
source "$BATS_TEST_DIRNAME/helper.bash"

linking=({,deploy/,models/,models/training/,src/,tests/}README.md CONTRIBUTING.md CHANGELOG.md)
most_words=1500
python=/usr/bin/python3

# A class folder of sample pictures: which ones does not matter.
add_class() {
  mkdir -p "$1"
  local picture
  for picture in "${@:2}"; do cp "$repository/tests/UneXt50.Tests/Imaging/golden/pictures/$picture" "$1/"; done
}

# A program to be found before others: its text is on standard input.
stand_in() { cat > "$scratch/bin/$1" && chmod +x "$scratch/bin/$1"; }

# A script is the camera, and runs that would go on for ever end after two seconds.
make_stand_ins() {
  mkdir "$scratch/bin"
  stand_in rpicam-vid <<SCRIPT
#!/bin/sh
while cat $repository/tests/samples/leaf.jpg; do sleep 0.1; done
SCRIPT
  stand_in unext50 <<SCRIPT
#!/usr/bin/env bash
arguments=() camera=
for argument; do
  arguments+=("\$argument")
  [[ \$argument != --camera ]] || { arguments+=(rpicam); camera=yes; }
done
exec $program "\${arguments[@]}" \${camera:+--duration 2}
SCRIPT
}

# What the READMEs take to be there.
make_files() {
  mkdir -p "$1"/{photos,test}
  cp "$repository/tests/samples/leaf.jpg" "$1/"
  cp "$repository/tests/samples/leaf.jpg" "$1/photos/"
  cp "$repository/tests/samples/leaf.jpg" "$1/test/"
  add_class "$1/weeds/dock" baseline.jpg grey.jpg lossless.webp
  add_class "$1/weeds/thistle" rgb.png palette.png still.gif
  add_class "$1/heldback/dock" progressive.jpg
  add_class "$1/more/nettle" cmyk.jpg rgb-24.bmp
  "$program" head train "$1/weeds" --out "$1/weeds.head.onnx" --quiet > /dev/null
  cp "$repository/tests/UneXt50.Toolchain.Tests/golden/resnext14_2x3d.pth" "$1/weights.pth"
  printf '%s\n' ant bee cat dog eel > "$1/labels.txt"
}

# The checkpoints that would have been downloaded, with random weights.
make_torchvision_checkpoints() {
  (cd "$1" && "$python" -c 'import torch, torchvision
torch.save(torchvision.models.resnext50_32x4d().state_dict(), "torchvision.pth")' && cp torchvision.pth timm.pth)
}

# blocks_of README: a file for each of its blocks, NUMBER.sh or NUMBER.py by its line; NUMBER.sh.note has the comment before it.
blocks_of() {
  awk -v folder="$blocks" '
    /^```(sh|python)$/ {
      block = sprintf("%s/%04d.%s", folder, NR, $0 == "```sh" ? "sh" : "py")
      if (note) print note > (block ".note")
      next
    }
    block && /^```$/ { close(block); block = ""; next }
    block { print > block; next }
    { note = /^<!-- (not run here|needs): .* -->$/ ? substr($0, 6, length($0) - 9) : "" }' "$repository/$1"
}

has_module() { "$python" -c "import $1" 2> /dev/null; }

left_out() { echo "# left out: $1: $2" >&3; }

# run_block NAME BLOCK: says what it said if it fails.
run_block() {
  local note module command=(bash -euo pipefail)
  note=$(cat "$2.note" 2> /dev/null || true)
  case $note in
    "not run here: "*) left_out "$1" "${note#not run here: }"; return ;;
    "needs: torchvision")
      has_module torchvision || { left_out "$1" "no Python here with torchvision"; return; }
      make_torchvision_checkpoints "$folder" ;;
  esac
  if [[ $2 == *.py ]]; then
    command=("$python")
    for module in $(sed -n 's/^import //p' "$2" | tr -d ,); do
      has_module "$module" || { left_out "$1" "no Python here with $module"; return; }
    done
  fi
  (cd "$folder" && PATH=$scratch/bin:$PATH "${command[@]}" "$2" < /dev/null) > "$scratch/said" 2>&1 ||
    { echo "status $?: $1"; cat "$scratch/said"; return 1; }
}

runs() {
  blocks=$scratch/$1/blocks folder=$scratch/$1/files
  mkdir -p "$blocks"
  make_files "$folder"
  blocks_of "$1"
  local block status=0
  for block in $(find "$blocks" -name '*.sh' -o -name '*.py' | sort); do
    run_block "$1: $(head -1 "$block" | sed 's/  *#.*//')" "$block" || status=1
  done
  return "$status"
}

# The anchors of a file's headings, as GitHub makes them.
anchors_of() {
  sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed -e 's/[^[:alnum:] _-]//g' -e 's/ /-/g'
}

links_lead_somewhere() {
  local folder target file anchor status=0
  folder=$(dirname "$repository/$1")
  while read -r target; do
    file=${target%%#*} anchor=
    [[ $target != *'#'* ]] || anchor=${target#*#}
    file=${file:+$folder/$file} file=${file:-$repository/$1}
    if [[ ! -e $file ]]; then
      echo "$1: $target: there is no such file"; status=1
    elif [[ -n $anchor ]] && ! anchors_of "$file" | grep --quiet --line-regexp --fixed-strings -- "$anchor"; then
      echo "$1: $target: there is no such heading"; status=1
    fi
  done < <(tr '\n' ' ' < "$repository/$1" | grep --only-matching '](\(#\|[^):]*)\)[^)]*' | sed -e 's/^](//' -e 's/).*//')
  return "$status"
}

setup_file() { make_stand_ins; }

@test "README.md is short" {
  local words
  words=$(wc -w < "$repository/README.md")
  (( words <= most_words )) || { echo "README.md has $words words, $most_words are allowed"; return 1; }
}

@test "the links of the READMEs lead somewhere" {
  local readme
  for readme in "${linking[@]}"; do links_lead_somewhere "$readme"; done
}

@test "every command of README.md runs" { runs README.md; }

@test "every command of deploy/README.md runs" { runs deploy/README.md; }

@test "every command of models/README.md runs" { runs models/README.md; }

@test "every command of src/README.md runs" { runs src/README.md; }

@test "every command of tests/README.md runs" { runs tests/README.md; }
