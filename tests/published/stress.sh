#!/usr/bin/env bash
# stress.sh [--short] [--seed N] [PART...]: attacks artifacts/linux-x64 with signals, damaged files, full disks, closed
# descriptors, low limits and odd surroundings, and checks what must be true afterwards. The same seed gives the same attacks.
# Parts: signals; pictures models checkpoints heads features outputs caches (damaged ones); disks descriptors limits
# surroundings cold. All of them by default. --short is a few of each, for CI. Ends with what the attacks have cost.
# Needs Debian's jq, xxd and time.
source "$(dirname "$0")/stress/checks.sh"

short=false seed=20261128 parts=()
while (( $# )); do
  case $1 in
    --short) short=true ;;
    --seed) seed=$2; shift ;;
    *) parts+=("$1") ;;
  esac
  shift
done
(( ${#parts[@]} )) || parts=(signals pictures models checkpoints heads features outputs caches disks descriptors limits surroundings cold)
# The mutations are of each kind. So much time and memory is the most that any input may take.
if $short; then signals=20 mutations=10; else signals=500 mutations=2000; fi
seconds=20 kilobytes=300000
echo "# seed $seed, $signals signals, $mutations mutations of each kind"

program=${UNEXT50_EXE:-$repository/artifacts/linux-x64/unext50}
golden=$repository/tests/UneXt50.Toolchain.Tests/golden
work=$scratch/work
export HOME=$scratch/home

source "$(dirname "$0")/stress/attack.sh"
source "$(dirname "$0")/stress/signals.sh"
source "$(dirname "$0")/stress/mutations.sh"
source "$(dirname "$0")/stress/disks.sh"
source "$(dirname "$0")/stress/limits.sh"
source "$(dirname "$0")/stress/surroundings.sh"

prepare
for part in "${parts[@]}"; do
  case $part in
    signals) check "$signals signals over all commands leave whole files and nothing else" survives_signals ;;
    pictures|models|checkpoints|heads|features|outputs|caches)
      check "damaged $part are answered or refused" "survives_mutated_$part" ;;
    disks)
      if [[ $(id -u) == 0 ]] && unshare --mount true 2> /dev/null; then
        check "a full disk keeps what was there" full_disk
        check "a read-only disk is said, and read from" read_only_disk
      else
        skip "full and read-only disks" "only root mounts them"
      fi ;;
    descriptors) check "full and closed descriptors lose messages and nothing else" closed_descriptors ;;
    limits)
      check "low limits of memory, files and file sizes are said" low_limits
      if [[ $(id -u) == 0 ]]; then check "too few processes are said" few_processes
      else skip "too few processes" "only root can be somebody with none"; fi ;;
    surroundings) check "odd locales, no HOME, no TMPDIR and no /proc change no answer" odd_surroundings ;;
    cold) check "eight cold starts at once answer alike" cold_starts ;;
    *) echo "stress.sh: no part '$part'" >&2; exit 2 ;;
  esac
done
costs
