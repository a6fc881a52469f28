#compdef unext50
# Completion of unext50 for zsh: the program says what may come next; where it says nothing, files do.
_unext50() {
  local line
  local -a suggestions
  for line in "${(@f)$(unext50 suggest -- "${(@)words[2,CURRENT]}" 2> /dev/null)}"; do
    [[ -z $line ]] || suggestions+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  if (( $#suggestions > 0 )); then
    _describe unext50 suggestions
  else
    _files
  fi
}
# Loaded by its name from a folder of completions, or sourced.
if [[ $funcstack[1] == _unext50 ]]; then
  _unext50 "$@"
else
  compdef _unext50 unext50
fi
