#!/usr/bin/env bash
# build-arm64.sh [linux-arm64|linux-x64]: the program as it is installed, compiled ahead of time, on a Debian machine of
# either processor. Makes artifacts/RID/ (the folder, of which package.sh makes packages) and artifacts/symbols/RID/ (for a
# debugger), and refuses what would not run on the oldest supported system: Debian 11 and its kin (Raspberry Pi OS
# Bullseye, JetPack 5), whose C library is linked against.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
rid=${1:-linux-arm64}
case $rid in
  linux-arm64) arch=arm64 machine=AArch64 ;;
  linux-x64) arch=amd64 machine=X86-64 ;;
  *) echo "usage: build-arm64.sh [linux-arm64|linux-x64]" >&2; exit 2 ;;
esac

oldest_glibc=2.31      # Debian 11, Ubuntu 20.04
oldest_glibcxx=3.4.28  # their libstdc++, which onnxruntime and SkiaSharp need
# MB without the model, on the board; 8.8 and 0.9 of them are data that need not be unpacked at every start (IlcDehydrate).
folder_limit=62
archive_limit=26

fail() { echo "build-arm64.sh: $*" >&2; exit 1; }

require_tools() {
  local tool missing=()
  for tool in dotnet clang ld.lld llvm-objcopy llvm-readelf libdeflate-gzip apt-get dpkg; do
    command -v "$tool" > /dev/null || missing+=("$tool")
  done
  (( ${#missing[@]} == 0 )) ||
    fail "missing ${missing[*]}; the .NET 10 SDK and 'apt-get install clang lld llvm libdeflate-tools' bring what Debian lacks"
}

# The C library and compiler start files of Debian 11, so that the program asks for no newer ones.
sysroot() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/unext50
  local folder=$cache/sysroot-bullseye-$arch
  if [[ ! -d $folder ]]; then
    rm -rf "$folder.part"
    "$root/deploy/debian-packages.sh" bullseye "$arch" "$folder.part" libc6 libc6-dev libgcc-s1 libgcc-10-dev >&2
    # Absolute links would lead out of the sysroot.
    local link target
    find "$folder.part" -type l -lname '/*' | while read -r link; do
      target=$folder.part$(readlink "$link")
      ln -sfn "$(realpath -m --no-symlinks --relative-to="$(dirname "$link")" "$target")" "$link"
    done
    mv "$folder.part" "$folder"
  fi
  echo "$folder"
}

# Warnings are errors. Five are known and judged. Two are in ImageSharp, about EXIF, of which the formats it is asked for
# have none (tested as published). Three are in the Iot bindings, which marshal structures by their type (rooted by
# src/UneXt50.Cameras/rd.xml; tested on the board).
known_warnings='IL3050: SixLabors\.ImageSharp\.EnumUtils\.Parse<|IL2075: SixLabors\.ImageSharp\.Metadata\.Profiles\.Exif\.ExifTagDescriptionAttribute\.GetDescription\('
known_warnings+='|IL3050: Interop\._IOC_TYPECHECK\(|IL2091: Iot\.Device\.Media\.UnixVideoDevice\.V4l2Struct<'
known_warnings+='|IL2091: System\.Device\.Gpio\.UnmanagedArray`1\.ReadToManagedArray\('

publish() {
  local project=$root/src/UneXt50.Cli
  local log=$root/artifacts/publish-$rid.log
  rm -rf "$staging" "$project/obj/Release/net10.0/$rid/native"  # an up-to-date native object would keep its warnings to itself
  mkdir -p "$root/artifacts"
  dotnet restore "$project" -p:AheadOfTime=true --locked-mode -v quiet
  # The build is what the analyzers look at; this compiles the same source once more.
  dotnet publish "$project" -c Release -r "$rid" -p:AheadOfTime=true --no-restore -o "$staging" -v quiet -p:RunAnalyzers=false \
    -p:SysRoot="$(sysroot)" "-p:WarningsNotAsErrors=NU1603%3BIL3050%3BIL2075%3BIL2091" > "$log" 2>&1 || { cat "$log"; fail "publish failed"; }
  if grep -E 'warning [A-Z]+[0-9]+' "$log" | grep -vE "$known_warnings"; then
    fail "warnings are errors, see above"
  fi
}

# assemble: what is installed, and nothing else that publish leaves about.
assemble() {
  rm -rf "$folder" "$symbols"
  mkdir -p "$folder/models" "$symbols"
  install -m 755 "$staging/unext50" "$folder/"
  install -m 644 "$staging/libonnxruntime.so" "$staging/libSkiaSharp.so" "$folder/"
  llvm-objcopy --strip-unneeded "$folder/libSkiaSharp.so"
  cp "$staging/unext50.dbg" "$symbols/"
  find "$root/models" -maxdepth 1 -type f -exec install -m 644 -t "$folder/models" {} +
  install -m 644 "$root/LICENSE" "$folder/"
  "$root/deploy/notices.sh" "$rid" | xz -9e > "$folder/THIRD-PARTY-NOTICES.txt.xz"
}

newest_version() {  # newest_version FILE PREFIX: the newest symbol version of that prefix which FILE needs
  llvm-readelf --version-info "$1" | grep -oE "\b$2_[0-9.]+" | sed "s/^$2_//" | sort -uV | tail -1
}

not_newer() { [[ $(printf '%s\n' "$1" "$2" | sort -V | tail -1) == "$2" ]]; }

check_what_it_needs() {
  local file header glibc glibcxx
  printf '%-36s %8s %10s\n' "needs (at most)" "GLIBC" "GLIBCXX"
  for file in "$folder/unext50" "$folder"/*.so; do
    header=$(llvm-readelf --file-header "$file")
    [[ $header == *"$machine"* ]] || fail "${file##*/} is for another processor"
    glibc=$(newest_version "$file" GLIBC) glibcxx=$(newest_version "$file" GLIBCXX || true)
    printf '%-36s %8s %10s\n' "${file##*/}" "$glibc" "${glibcxx:--}"
    not_newer "$glibc" "$oldest_glibc" || fail "${file##*/} needs GLIBC $glibc; $oldest_glibc is what there is"
    not_newer "${glibcxx:-0}" "$oldest_glibcxx" || fail "${file##*/} needs GLIBCXX $glibcxx; $oldest_glibcxx is what there is"
  done
}

not_more() { awk -v bytes="$1" -v megabytes="$2" 'BEGIN { exit bytes > megabytes * 1e6 }'; }

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'; }

bytes_of() { find "$@" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'; }

check_sizes() {
  local part total model archive
  printf '%-36s %8s\n' "weighs" "MB"
  for part in "$folder"/*; do
    printf '%-36s %8s\n' "${part##*/}" "$(megabytes "$(bytes_of "$part")")"
  done
  total=$(bytes_of "$folder") model=$(bytes_of "$folder/models")
  archive=$(tar --create --directory "$root/artifacts" --exclude="$rid/models/*" "$rid" | libdeflate-gzip -9 | wc -c)
  printf '%-36s %8s (limit on the board %s)\n' "folder without model" "$(megabytes $((total - model)))" "$folder_limit" \
    "tar.gz without model" "$(megabytes "$archive")" "$archive_limit"
  [[ $rid == linux-arm64 ]] || return 0
  not_more "$((total - model))" "$folder_limit" || fail "the folder is larger than $folder_limit MB"
  not_more "$archive" "$archive_limit" || fail "the archive is larger than $archive_limit MB"
}

require_tools
folder=$root/artifacts/$rid
staging=$root/artifacts/staging/$rid
symbols=$root/artifacts/symbols/$rid
publish
assemble
check_what_it_needs
check_sizes
