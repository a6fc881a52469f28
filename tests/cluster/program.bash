# shellcheck shell=bash
# Sourced by the tests here: the program to run, a collection for it, and what one run makes of it.
source "$(dirname "${BASH_SOURCE[0]}")/../helper.bash"

export UNEXT50=$program

# install_debian PACKAGE...: those that are not there.
install_debian() {
  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Abbrev}' "$package" 2> /dev/null) == ii* ]] || missing+=("$package")
  done
  (( ${#missing[@]} > 0 )) || return 0
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" > /dev/null
}

# make_photos FOLDER COUNT: as many photos, of a few pictures.
make_photos() {
  local pictures=("$repository"/tests/UneXt50.Tests/Imaging/golden/pictures/*.{jpg,png}) i
  mkdir -p "$1"
  for (( i = 0; i < $2; i++ )); do ln "${pictures[i % ${#pictures[@]}]}" "$1/$i.jpg" 2> /dev/null || cp "${pictures[i % ${#pictures[@]}]}" "$1/$i.jpg"; done
}

# same_as_one_run PHOTOS PARTS: the parts make, byte for byte, what one run over all photos does.
same_as_one_run() {
  "$UNEXT50" features merge "$2"/part-*.npy --out "$scratch/all.npy" || return
  "$UNEXT50" features -r "$1" --quiet --out "$scratch/one.npy" || return
  cmp "$scratch/one.npy" "$scratch/all.npy" && cmp "$scratch/one.index.csv" "$scratch/all.index.csv"
}

# wait_for SECONDS COMMAND...: until it succeeds.
wait_for() {
  local end=$((SECONDS + $1)); shift
  until "$@" > /dev/null 2>&1; do
    (( SECONDS < end )) || { echo "not within its time: $*"; return 1; }
    sleep 0.2
  done
}

# start_daemon LOG COMMAND...: until the tests of this file are over.
start_daemon() {
  local log=$1; shift
  "$@" > "$log" 2>&1 3>&- &
  echo $! >> "$scratch/daemons"
}

stop_daemons() { xargs kill < "$scratch/daemons" || true; }  # some may have ended
