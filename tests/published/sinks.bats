#!/usr/bin/env bats
# sinks.bats: tests where the answers of a camera go besides the output, on artifacts/linux-x64 (or the program that
# UNEXT50_EXE names): a real Mosquitto that is stopped, started, refuses and stalls, Prometheus' own checker, and what a
# run without sinks opens. A script stands in for the camera. Needs Debian's openssl, jq and strace, and fetches
# Mosquitto, promtool and Jinja from Debian; nothing is installed, no daemon started.
source "$BATS_TEST_DIRNAME/../helper.bash"

topic=garden/camera

fetch_tools() {
  tools=${XDG_CACHE_HOME:-$HOME/.cache}/unext50/sink-tools
  if [[ ! -d $tools ]]; then
    mkdir -p debs/partial
    rm -rf "$tools.part"
    # With the libraries that this machine lacks.
    apt-get -qq -o APT::Sandbox::User=root --download-only --reinstall --no-install-recommends -o Debug::NoLocking=1 -o Dir::Cache::archives="$scratch/debs" \
      install mosquitto mosquitto-clients > /dev/null
    (cd debs && apt-get -qq -o APT::Sandbox::User=root download prometheus python3-jinja2 python3-markupsafe)
    local deb
    for deb in debs/*.deb; do dpkg --extract "$deb" "$tools.part"; done
    mv "$tools.part" "$tools"
  fi
  local libraries=("$tools"/usr/lib/*-linux-gnu)
  export PATH=$tools/usr/sbin:$tools/usr/bin:$PATH LD_LIBRARY_PATH=${libraries[0]}
  export PYTHONPATH=$tools/usr/lib/python3/dist-packages  # Jinja is what Home Assistant's templates are written in
}

# start_broker [LINE...]: on $port, with these lines of configuration; it keeps what waits for subscribers.
start_broker() {
  {
    printf '%s\n' "listener $port localhost" "user root" "persistence true" "persistence_location $scratch/kept/" "log_dest stderr"
    printf '%s\n' "${@:-allow_anonymous true}"
  } > broker.conf
  mkdir -p kept
  mosquitto -c broker.conf > broker.log 2>&1 3>&- &
  echo $! > broker.pid
  until grep -q running broker.log; do kill -0 "$(< broker.pid)" || { cat broker.log; return 1; }; sleep 0.05; done
}

stop_broker() {
  [[ -e broker.pid ]] || return 0
  kill -TERM "$(< broker.pid)" 2> /dev/null || true
  kill -CONT "$(< broker.pid)" 2> /dev/null || true
  wait "$(< broker.pid)" 2> /dev/null || true  # ours, or of a test before
  while kill -0 "$(< broker.pid)" 2> /dev/null; do sleep 0.05; done
  rm broker.pid
}

# classify ARGUMENT...: what the camera sees, into results.jsonl; what is said goes to said.txt.
classify() {
  PATH=$scratch/bin:$PATH "$program" classify --camera rpicam --top 2 --format jsonl --out results.jsonl -q "$@" 2> said.txt
}

says() {
  grep -qe "$1" said.txt || { echo "no '$1' in what is said:"; cat said.txt; return 1; }
}

# From now on the broker keeps answers for us.
watch() { mosquitto_sub -p "$port" -c -i "$1" -q 1 -t "$topic" -E; }

received() { mosquitto_sub -p "$port" -c -i "$1" -q 1 -t "$topic" -R -W 2 > received.jsonl || true; }

retained() { mosquitto_sub -p "$port" -t "$1" -C 1 -W 5; }

becomes() {  # becomes TEXT TOPIC: what is retained there, sooner or later
  local _
  for _ in {1..200}; do [[ $(retained "$2") != "$1" ]] || return 0; sleep 0.1; done
  echo "$2 is '$(retained "$2")', not '$1'"
  return 1
}

# certificate NAME AUTHORITY: signed by that authority, for localhost
certificate() {
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj /CN=localhost 2> openssl.log
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 2 -out "$1.pem" \
    -extfile <(echo subjectAltName=DNS:localhost) 2> openssl.log
}

authority() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" -days 2 -subj "/CN=$1" 2> openssl.log; }

setup_file() {
  cd "$scratch" || return
  export port=$((20000 + RANDOM % 10000))
  fetch_tools
  mkdir bin
  cp "$repository/tests/samples/leaf.jpg" .
  printf '#!/bin/sh\nwhile cat %s/leaf.jpg; do sleep 0.1; done\n' "$scratch" > bin/rpicam-vid
  chmod +x bin/rpicam-vid
}

setup() { cd "$scratch" || return; }

teardown_file() { cd "$scratch" && stop_broker; }

@test "every answer is published as it is written, the last is retained" {
  start_broker
  watch reader
  classify --count 8 --mqtt "mqtt://localhost:$port/$topic"
  received reader
  cmp received.jsonl results.jsonl
  [[ $(wc -l < received.jsonl) == 8 ]]
  retained "$topic" | cmp - <(tail -1 results.jsonl)
  [[ $(retained "$topic/availability") == offline ]]
}

@test "Home Assistant is told of a sensor" {
  classify --count 1 --mqtt "mqtt://localhost:$port/$topic" --mqtt-discovery
  retained 'homeassistant/sensor/+/config' > sensor.json
  jq -e --arg topic "$topic" '.state_topic == $topic and .availability_topic == $topic + "/availability"
    and .device.sw_version != "" and (.device.identifiers | length) == 1 and .unique_id == .device.identifiers[0]' sensor.json
  classify --count 1 --mqtt "mqtt://localhost:$port/$topic" --mqtt-discovery home/ha
  retained 'home/ha/sensor/+/config' | cmp - sensor.json
}

@test "its templates give the class and the probabilities" {
  /usr/bin/python3 -c 'import jinja2' 2> /dev/null || skip "Debian's python3 is not here"
  /usr/bin/python3 - sensor.json results.jsonl > rendered.txt <<'PYTHON'
import json, sys
from jinja2 import Environment
sensor = json.load(open(sys.argv[1]))
row = json.loads(open(sys.argv[2]).readline())
for key in ('value_template', 'json_attributes_template'):
    print(Environment().from_string(sensor[key]).render(value_json=row))
row['classes'] = []
print(Environment().from_string(sensor['value_template']).render(value_json=row))
PYTHON
  [[ $(sed -n 1p rendered.txt) == "$(jq -r '.classes[0].label' results.jsonl)" ]]
  sed -n 2p rendered.txt | jq -e --slurpfile row results.jsonl '. == ($row[0].classes | map({(.label): .probability}) | add)'
  [[ $(sed -n 3p rendered.txt) == none ]]
}

@test "a run that is killed is offline" {
  classify --mqtt "mqtt://localhost:$port/$topic" &
  local run=$!
  becomes online "$topic/availability"
  pkill -KILL -P "$run"
  wait "$run" || true
  becomes offline "$topic/availability"
}

@test "a broker that is stopped and started costs no answer" {
  watch patient
  classify --count 40 --mqtt "mqtt://localhost:$port/$topic" &
  local run=$!
  becomes online "$topic/availability"
  stop_broker
  sleep 1
  start_broker
  wait "$run"
  says 'nothing listens on port\|the connection is lost'
  says 'connected again; no answer was lost'
  received patient
  sort -u received.jsonl | cmp - <(sort results.jsonl)
  [[ $(wc -l < results.jsonl) == 40 ]]
}

@test "what a full queue drops is counted" {
  stop_broker
  classify --count 50 --mqtt-queue 3 --mqtt "mqtt://localhost:$port/$topic" &
  local run=$!
  sleep 2
  start_broker
  exits_with 4 wait "$run"
  says 'connected again; [1-9][0-9]* answers were dropped'
  says '[1-9][0-9]* of 50 answers were not delivered'
  [[ $(wc -l < results.jsonl) == 50 ]]
}

@test "a stalled broker does not hold a run up" {
  classify --count 40 --mqtt "mqtt://localhost:$port/$topic" &
  local run=$!
  becomes online "$topic/availability"
  kill -STOP "$(< broker.pid)"
  local status=0
  wait "$run" || status=$?
  kill -CONT "$(< broker.pid)"
  (( status == 4 ))
  says 'of 40 answers were not delivered'
  [[ $(wc -l < results.jsonl) == 40 ]]
}

@test "a slow consumer does not hold a run up" {
  mosquitto_sub -p "$port" -q 1 -t "$topic" > /dev/null &
  local consumer=$!
  sleep 0.5
  kill -STOP "$consumer"
  classify --count 20 --mqtt "mqtt://localhost:$port/$topic" || { kill -KILL "$consumer"; return 1; }
  kill -KILL "$consumer"
  [[ $(wc -l < results.jsonl) == 20 ]]
}

@test "a wrong password is refused, and said" {
  stop_broker
  : > users
  mosquitto_passwd -b users camera right
  printf '%s\n' 'user camera' 'topic write garden/#' > access
  start_broker "allow_anonymous false" "password_file $scratch/users" "acl_file $scratch/access"
  echo wrong > wrong.txt
  exits_with 4 classify --count 3 --mqtt "mqtt://camera@localhost:$port/$topic" --mqtt-password-file wrong.txt
  says 'the broker refuses the user or the password; check'
  says '3 of 3 answers were not delivered'
  [[ $(wc -l < results.jsonl) == 3 ]]
  exits_with 4 classify --count 3 --mqtt "mqtt://localhost:$port/$topic"
  says 'the broker requires a password'
}

@test "the right password is taken from a file or the environment" {
  echo right > right.txt
  classify --count 3 --mqtt "mqtt://camera@localhost:$port/$topic" --mqtt-password-file right.txt
  UNEXT50_MQTT_PASSWORD=right classify --count 3 --mqtt "mqtt://localhost:$port/$topic" --mqtt-user camera
}

@test "a topic that is not allowed is named" {
  exits_with 4 classify --count 3 --mqtt "mqtt://camera@localhost:$port/kitchen/camera" --mqtt-password-file right.txt
  says "does not let this user publish to 'kitchen/camera"
}

@test "TLS works with an authority of one's own" {
  stop_broker
  authority ours
  authority others
  certificate server ours
  start_broker "allow_anonymous true" "cafile $scratch/ours.pem" "certfile $scratch/server.pem" "keyfile $scratch/server.key"
  classify --count 3 --mqtt "mqtts://localhost:$port/$topic" --mqtt-ca ours.pem
}

@test "a wrong certificate is refused, and said" {
  exits_with 4 classify --count 2 --mqtt "mqtts://localhost:$port/$topic" --mqtt-ca others.pem
  says 'its certificate is not signed by the authority in others.pem'
  exits_with 4 classify --count 2 --mqtt "mqtts://localhost:$port/$topic"
  says 'its certificate is not signed by an authority that the system trusts; name the authority .* --mqtt-ca'
  exits_with 4 classify --count 2 --mqtt "mqtts://127.0.0.1:$port/$topic" --mqtt-ca ours.pem
  says 'its certificate is for another name'
  exits_with 4 classify --count 2 --mqtt "mqtt://localhost:$port/$topic"
  says 'answers were not delivered'
}
@test "metrics pass promtool, in the file and over HTTP" {
  stop_broker
  PATH=$scratch/bin:$PATH "$program" classify --camera rpicam --top 1 --metrics unext50.prom --metrics-listen 0 \
    --save-dir kept-frames --save-when all -o results.txt 2> said.txt &
  local run=$!
  until grep -q 'metrics at' said.txt; do kill -0 "$run" || { cat said.txt; return 1; }; sleep 0.1; done
  local address
  address=$(sed -n 's,.*metrics at http://127.0.0.1:\([0-9]*\)/metrics.*,\1,p' said.txt)
  sleep 1
  exec 5<> "/dev/tcp/127.0.0.1/$address"
  printf 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n' >&5
  cat <&5 > page.txt
  kill -TERM "$run"
  exits_with 143 wait "$run"
  head -1 page.txt | grep -q '^HTTP/1.1 200 OK'
  sed '1,/^\r$/d' page.txt > page.prom
  local file
  for file in page.prom unext50.prom; do
    promtool check metrics < "$file"
    grep -q '^unext50_answers_total{label="[^"]*"} [1-9]' "$file"
    grep -q '^unext50_stage_duration_seconds_bucket{stage="inference",le="+Inf"} [1-9]' "$file"
  done
  grep -q "model_sha256=\"$(sha256sum < "$(dirname "$program")/models/unext50-leaf33-int8.onnx" | cut -d' ' -f1)\"" unext50.prom
  cmp leaf.jpg "$(find kept-frames -name '*_p0.*.jpg' | head -1)"
}

@test "a camera run opens no socket unless an option names it" {
  PATH=$scratch/bin:$PATH strace --follow-forks --quiet=all --output calls --trace=%network "$program" classify --camera rpicam \
    --count 2 --out results.txt --metrics unext50.prom --save-dir kept-frames --save-when all
  no_line '\b(socket|connect|sendto|bind)\(' calls
}
