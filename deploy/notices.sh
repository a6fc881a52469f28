#!/usr/bin/env bash
# notices.sh RID: on standard output, the notices that the licences of the packages inside the published program ask for.
# Reads the packages that were restored to publish it; the packages that name a licence without bringing its text get it
# from deploy/licenses/.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
rid=${1:?usage: notices.sh RID}
packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
lock=$root/src/UneXt50.Cli/packages.aot.lock.json

# Name and version of each package, and of the .NET and ASP.NET Core runtimes that are compiled in; not what is there to
# compile with, nor native libraries that assemble() in build-arm64.sh does not take.
shipped() {
  awk '/^      "[^"]+": [{]/ { gsub(/[": {]/, ""); name = $0 }
       /"resolved":/ { gsub(/[",]/, ""); print tolower(name), $2 }' "$lock" |
    grep -viE 'ilcompiler|illink|nativeassets\.(win32|macos)|^runtime\.' | sort -u
  local version
  version=$(awk '/ILCompiler": [{]/ { found = 1 } found && /"resolved":/ { gsub(/[",]/, ""); print $2; exit }' "$lock")
  echo "microsoft.netcore.app.runtime.nativeaot.$rid $version"
  echo "microsoft.aspnetcore.app.runtime.$rid $version"
}

echo "unext50 contains the following packages. Their notices follow, then the texts of the licences that they name."
used=()
declare -A printed  # packages of one family bring the same file
while read -r package version; do
  folder=${packages%/}/$package/$version
  nuspec=$folder/$package.nuspec
  [[ -f $nuspec ]] || { echo "notices.sh: $package $version is not restored" >&2; exit 1; }
  expression=$(sed -n 's:.*<license type="expression">\([^<]*\)</license>.*:\1:p' "$nuspec")
  copyright=$(sed -n 's:.*<copyright>\([^<]*\)</copyright>.*:\1:p' "$nuspec")
  authors=$(sed -n 's:.*<authors>\([^<]*\)</authors>.*:\1:p' "$nuspec")
  printf '\n======== %s %s ========\n%s\n' "$package" "$version" "${copyright:-By $authors}"
  [[ -z $expression ]] || { echo "Licence: $expression"; used+=("$expression"); }
  while read -r file; do
    digest=$(sha256sum < "$file")
    if [[ -n ${printed[$digest]:-} ]]; then
      echo "${file##*/}: as that of ${printed[$digest]}"
    else
      printed[$digest]=$package
      printf -- '\n-------- %s --------\n' "${file##*/}"
      tr -d '\r' < "$file"
    fi
  done < <(find "$folder" -maxdepth 1 -type f \( -iname 'license*' -o -iname '*notices.txt' \) | sort)
done < <(shipped)

printf '%s\n' "${used[@]}" | sort -u | while read -r expression; do
  text=$root/deploy/licenses/$expression.txt
  [[ -f $text ]] || { echo "notices.sh: no text of the licence $expression in deploy/licenses" >&2; exit 1; }
  printf '\n======== %s ========\n' "$expression"
  cat "$text"
done
