# shellcheck shell=bash
# Completion of unext50 for bash: the program says what may come next; where it says nothing, files do.
_unext50() {
  mapfile -t COMPREPLY < <(unext50 suggest -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null | cut -f 1)
}
complete -o default -o nosort -F _unext50 unext50
