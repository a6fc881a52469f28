# shellcheck shell=bash
# Sourced by stress.sh. Each check prints `ok NAME`, `ok NAME # skip WHY` or `not ok NAME` with
# what the command said; the script ends with status 1 if one failed.
set -euo pipefail

# shellcheck disable=SC2034  # used by stress.sh
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
scratch=$(mktemp -d)
failed_checks=0

finish() {
  local status=$?
  rm -rf "$scratch"
  # A script that stops half-way has not passed.
  (( status == 0 )) || { echo "not ok $(basename "$0") ran to its end (status $status)"; exit 1; }
  (( failed_checks == 0 )) || exit 1
}
trap finish EXIT

# check NAME COMMAND...: passes when the command does. Functions may be commands.
check() {
  local name=$1 said status; shift
  # Not in an `if`, where bash would not stop at the first command that fails.
  set +e
  said=$(set -e; "$@" 2>&1)
  status=$?
  set -e
  if (( status == 0 )); then
    echo "ok $name"
  else
    echo "not ok $name"
    head -c 4000 <<< "$said" | sed 's/^/    /'
    failed_checks=$((failed_checks + 1))
  fi
}

skip() { echo "ok $1 # skip $2"; }

# no_line PATTERN FILE: no line of the file matches.
no_line() { if grep -E "$1" "$2"; then return 1; fi; }

# exits_with STATUS COMMAND...: runs the command, whose status must be that one.
exits_with() {
  local expected=$1 status=0; shift
  "$@" || status=$?
  (( status == expected )) || { echo "exit status $status, not $expected: $*"; return 1; }
}
