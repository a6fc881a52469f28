# Completion of unext50 for fish: the program says what may come next; where it says nothing, files do.
function __unext50_suggestions
    set -l words (commandline -opc)
    set -l begun (commandline -ct)
    set -l found (unext50 suggest -- $words[2..] "$begun" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$begun"
    end
end
complete --command unext50 --no-files --keep-order --arguments '(__unext50_suggestions)'
