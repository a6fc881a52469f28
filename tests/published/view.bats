#!/usr/bin/env bats
# view.bats: tests the page of `classify --camera --view` in headless Chromium, at phone and desktop width, on
# artifacts/linux-x64 (or the program that UNEXT50_EXE names). A script stands in for the camera. Needs Debian's chromium,
# chromium-driver, curl and jq. With UNEXT50_SCREENSHOTS=FOLDER it leaves pictures of the page there.
source "$BATS_TEST_DIRNAME/../helper.bash"

# The camera shows what `scene.jpg` is, and is unplugged while `unplugged` is there.
set_up_camera() {
  mkdir bin
  cat > bin/rpicam-vid <<CAMERA
#!/bin/sh
cd $scratch
while [ ! -e unplugged ]; do cat scene.jpg; sleep 0.05; done
echo 'no camera' >&2
exit 1
CAMERA
  chmod +x bin/rpicam-vid
  look_at leaf
}

look_at() { cp "$1.jpg" scene.part && mv scene.part scene.jpg; }

# start_view PORT ARGUMENT...: `page` has its address, and what it answers goes to results.jsonl.
start_view() {
  rm -f said.txt
  PATH=$scratch/bin:$PATH "$program" classify --camera rpicam --format jsonl --view "$@" > results.jsonl 2> said.txt 3>&- &
  echo $! > view.pid
  until grep -qs 'view at' said.txt; do kill -0 "$(< view.pid)" || { cat said.txt; return 1; }; sleep 0.1; done
  sed -n 's,.*view at \(http.*\)/$,\1,p' said.txt > page
}

stop_view() {
  [[ -e view.pid ]] || return 0
  kill -TERM "$(< view.pid)" 2> /dev/null || true
  while kill -0 "$(< view.pid)" 2> /dev/null; do sleep 0.05; done
  rm view.pid
}

call() { curl --silent --show-error --fail-with-body -H 'Content-Type: application/json' -X "$@"; }

start_browser() {
  chromedriver --port="${driver##*:}" > driver.log 2>&1 3>&- &
  echo $! > driver.pid
  until curl --silent --output /dev/null "$driver/status"; do kill -0 "$(< driver.pid)"; sleep 0.1; done
}

# open WIDTH HEIGHT: a window of that size with the page in it.
open() {
  close
  call POST "$driver/session" --data "$(jq -n --arg size "$1,$2" '{capabilities: {alwaysMatch: {
    "goog:chromeOptions": {binary: "/usr/bin/chromium", args: ["--headless=new", "--no-sandbox", "--disable-gpu",
      "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=\($size)"],
      mobileEmulation: {deviceMetrics: {width: ($size | split(",")[0] | tonumber), height: ($size | split(",")[1] | tonumber),
        pixelRatio: 1, touch: true}}},
    "goog:loggingPrefs": {browser: "ALL"}}}}')" | jq -r .value.sessionId > session
  visit /
}

close() {
  [[ -e session ]] || return 0
  call DELETE "$driver/session/$(< session)" > /dev/null
  rm session
}

visit() {
  call POST "$driver/session/$(< session)/url" --data "{\"url\": \"$(< page)$1\"}" > /dev/null
}

run_script() {
  jq -n --arg script "$1" '{script: $script, args: []}' \
    | call POST "$driver/session/$(< session)/execute/sync" --data @- | jq -r .value
}

# until_script EXPRESSION: it becomes true within half a minute.
until_script() {
  local _
  for _ in {1..150}; do [[ $(run_script "return $1") != true ]] || return 0; sleep 0.2; done
  echo "never: $1"
  run_script 'return document.body.innerText'
  return 1
}

element() {
  call POST "$driver/session/$(< session)/element" --data "{\"using\": \"css selector\", \"value\": \"$1\"}" | jq -r '.value | .[]'
}

press() {
  call POST "$driver/session/$(< session)/element/$(element "$1")/click" --data '{}' > /dev/null
}

type_into() {
  call POST "$driver/session/$(< session)/element/$(element "$1")/value" --data "$(jq -n --arg text "$2" '{text: $text}')" > /dev/null
}

has_no_complaint() {
  call POST "$driver/session/$(< session)/se/log" --data '{"type": "browser"}' > complaints
  jq -e '[.value[] | select(.level == "SEVERE") | select(.message | test("/frame/|/state|/about|favicon") | not)] == []' complaints \
    || { cat complaints; return 1; }
}

photograph() {
  [[ -n ${UNEXT50_SCREENSHOTS:-} ]] || return 0
  mkdir -p "$UNEXT50_SCREENSHOTS"
  call GET "$driver/session/$(< session)/screenshot" | jq -r .value | base64 --decode > "$UNEXT50_SCREENSHOTS/$1.png"
}

best_is() { until_script "document.getElementById('best').textContent.includes('$1')"; }

is_live() { until_script "document.getElementById('dot').className == 'live'"; }

fits() {
  until_script 'document.documentElement.scrollWidth <= window.innerWidth'
  until_script "document.getElementById('image').naturalWidth > 0 && document.getElementById('image').getBoundingClientRect().right <= window.innerWidth"
}

shows_frame_and_answer() {
  is_live
  until [[ -s results.jsonl ]]; do sleep 0.1; done
  best_is "$(head -1 results.jsonl | jq -er '.classes[0].label')"
  until_script "document.querySelectorAll('.class').length == 5 && document.querySelectorAll('#stages div').length == 4"
  fits
  has_no_complaint
}

setup_file() {
  cd "$scratch" || return
  export driver=http://127.0.0.1:$((20000 + RANDOM % 10000))
  cp "$repository/tests/samples/leaf.jpg" leaf.jpg
  cp "$repository/tests/UneXt50.Tests/Imaging/golden/pictures/grey.jpg" grey.jpg
  set_up_camera
  start_browser
  start_view 0 --save-dir weeds
}

setup() { cd "$scratch" || return; }

teardown_file() {
  cd "$scratch" || return
  close || true
  stop_view
  kill "$(< driver.pid)"
}

@test "the page shows frame, answer and latency on a phone" {
  open 390 844
  shows_frame_and_answer
  until_script 'window.innerWidth == 390'
  photograph phone
}

@test "and at the width of a desktop" {
  open 1440 900
  shows_frame_and_answer
  until_script "document.getElementById('picture').getBoundingClientRect().right <= document.getElementById('best').getBoundingClientRect().left"
  photograph desktop
}

@test "the label changes when the scene does" {
  local before
  before=$(run_script "return document.getElementById('best').textContent")
  look_at grey
  until_script "document.getElementById('best').textContent != '$before'"
  look_at leaf
  best_is "$before"
}

@test "the frame that is shown is saved under a label, and under one that is pressed" {
  type_into '#label' 'wall grey'
  look_at grey
  until_script "document.getElementById('image').naturalWidth == 83"
  press '#save .main'
  until_script "document.getElementById('said').textContent.includes('weeds/wall grey/')"
  cmp grey.jpg "$(find 'weeds/wall grey' -name '*_p0.*.jpg')"
  look_at leaf
  until_script "document.getElementById('image').naturalWidth == 256"
  press '#classes button'
  until_script "document.querySelector('#classes b').textContent == '2'"
  [[ $(find 'weeds/wall grey' -name '*.jpg' | wc -l) == 2 ]]
  photograph saved
}

@test "a label that is none is refused, and said" {
  run_script "document.getElementById('label').value = ''"  > /dev/null
  type_into '#label' '../etc'
  press '#save .main'
  until_script "document.getElementById('said').className == 'bad' && document.getElementById('said').textContent.includes('not a name for a folder')"
  [[ $(ls weeds) == 'wall grey' ]]
}

@test "the page recovers when the camera comes back" {
  touch unplugged
  until_script "document.getElementById('trouble').textContent.includes('camera does not respond')"
  photograph lost
  look_at grey
  rm unplugged
  is_live
  until_script "document.getElementById('trouble').hidden && document.getElementById('image').naturalWidth == 83"
  look_at leaf
}

@test "and when the program does" {
  local port
  port=$(sed 's/.*://' page)
  stop_view
  until_script "document.getElementById('trouble').textContent.includes('does not answer')"
  start_view "$port" --save-dir weeds
  is_live
}

@test "a page with a token asks for it" {
  stop_view
  echo 'a token that is long enough' > token
  start_view 0 --view-token-file token
  visit /
  until_script "document.getElementById('token') != null && document.getElementById('image') == null"
  photograph token
  type_into '#token' 'a token that is a guess'
  press button
  until_script "document.getElementById('wrong') && !document.getElementById('wrong').hidden"
  type_into '#token' 'a token that is long enough'
  press button
  is_live
  until_script "document.getElementById('saving').hidden"
}

# More strangers that ask for nothing than there are descriptors.
@test "it answers under more idle strangers than it has descriptors" {
  stop_view
  (ulimit -n 100; start_view 0)
  /usr/bin/python3 - "$(< page)" <<'PYTHON'
import socket, sys, urllib.parse, urllib.request
address = urllib.parse.urlsplit(sys.argv[1])
strangers = [socket.create_connection((address.hostname, address.port)) for _ in range(500)]
for _ in range(3):
    urllib.request.urlopen(sys.argv[1] + '/', timeout=20).read()
PYTHON
}

@test "what was collected trains a head" {
  mkdir -p weeds/leaf
  mv "$(find 'weeds/wall grey' -name '*septoria*')" weeds/leaf/
  "$program" head train weeds --method centroid --out weeds.head.onnx -q > trained.txt
  grep -q '2 classes' trained.txt
}
