#!/usr/bin/env bash
# coverage.sh FOLDER: sums up what coverlet measured (FOLDER/coverage.*.json of `dotnet test --coverlet`): for each project
# the lines that tests execute, whichever test project does, and the rooms (folders) of which none is executed. The command's
# tests run its executable in other processes, where coverlet does not look: UneXt50.Cli has no figure.
set -euo pipefail

folder=${1:?usage: coverage.sh FOLDER}
root=$(cd "$(dirname "$0")/.." && pwd)

# A line `FILE NUMBER HITS` for each that the compiler knows.
jq --raw-output '.[] | to_entries[] | .key as $file | .value[][].Lines | to_entries[] | "\($file)\t\(.key)\t\(.value)"' \
  "$folder"/coverage.*.json |
  awk -F'\t' -v source="$root/src/" '
    index($1, source) != 1 || $1 ~ /\/obj\// { next }
    {
      line = $1 FS $2
      if (!(line in hits)) hits[line] = 0
      hits[line] += $3
    }
    END {
      for (line in hits) {
        split(line, part, FS)
        path = substr(part[1], length(source) + 1)
        project = path; sub(/\/.*/, "", project)
        room = path; sub(/\/[^\/]*$/, "", room)
        lines[project]++; room_lines[room]++
        if (hits[line]) { covered[project]++; room_covered[room]++ }
      }
      for (project in lines)
        printf "1 %-22s %6d of %6d lines %6.1f %%\n", project, covered[project], lines[project], 100 * covered[project] / lines[project]
      for (room in room_lines) if (!room_covered[room]) printf "2 no line of %s is executed (%d)\n", room, room_lines[room]
    }' | sort | cut -c 3-
