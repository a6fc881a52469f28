# shellcheck shell=bash
# Sourced by the tests that are bats files. $scratch is a folder for the tests of one file, which run one after another.
set -o pipefail

# shellcheck disable=SC2034  # used by those that source this file
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# UNEXT50_EXE names the program; otherwise it is what `deploy/build-arm64.sh linux-x64` made.
# shellcheck disable=SC2034
program=${UNEXT50_EXE:-$repository/artifacts/linux-x64/unext50}
# shellcheck disable=SC2034
scratch=${BATS_FILE_TMPDIR:-}

# A compiler that stays after a build keeps what bats listens to open, and bats waiting for it, ten minutes.
export UseSharedCompilation=false MSBUILDDISABLENODEREUSE=1

# no_line PATTERN FILE: no line of the file matches.
no_line() { if grep -E "$1" "$2"; then return 1; fi; }

# exits_with STATUS COMMAND...: runs the command, whose status must be that one.
exits_with() {
  local expected=$1 status=0; shift
  "$@" || status=$?
  (( status == expected )) || { echo "exit status $status, not $expected: $*"; return 1; }
}

# needs COMMAND: skips the test where it is not installed.
needs() { command -v "$1" > /dev/null || skip "$1 is not installed"; }

# all_passed REPORT: lines `ok NAME` and no `not ok NAME`; shows them all.
all_passed() {
  sed 's/^/# /' "$1" >&3
  grep -q '^ok ' "$1" && no_line '^not ok ' "$1"
}
