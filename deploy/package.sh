#!/usr/bin/env bash
# package.sh [FOLDER]: what people install, made of FOLDER (artifacts/linux-arm64, made by build-arm64.sh), in
# artifacts/packages: a Debian package, a tar.gz with an installer for other systems, and SHA256SUMS of both. The same
# bytes whenever it is made of the same folder; SOURCE_DATE_EPOCH is the commit's time unless it is set. PACKAGES=FOLDER puts
# them elsewhere; COMPRESSION=none (not xz) or COMPRESSION_LEVEL=0 (not 6) saves a minute.
# Needs Debian's dpkg and libdeflate-tools, and the .NET SDK, which writes the manual page.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(realpath "${1:-$root/artifacts/linux-arm64}")
rid=$(basename "$folder")
case $rid in
  linux-arm64) architecture=arm64 ;;
  linux-x64) architecture=amd64 ;;
  *) echo "usage: package.sh [artifacts/linux-arm64|artifacts/linux-x64]" >&2; exit 2 ;;
esac

fail() { echo "package.sh: $*" >&2; exit 1; }

[[ -x $folder/unext50 ]] || fail "$folder has no program: 'deploy/build-arm64.sh $rid' makes it"
command -v dpkg-deb > /dev/null || fail "dpkg-deb is missing: 'apt-get install dpkg'"

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2> /dev/null || echo 0)}
# One thread: how many there are changes the bytes.
export SOURCE_DATE_EPOCH DPKG_DEB_THREADS_MAX=1
version=$(dotnet msbuild "$root/src/UneXt50.Cli" -target:MinVer -getProperty:MinVerVersion)
packages=${PACKAGES:-$root/artifacts/packages}
# Older than the release it leads to.
debian_version=${version/-/\~}
name=unext50-$version-$rid
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# old FOLDER: gives everything in it the one time.
old() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# The archive's folder: it runs where it is, and install.sh puts it where it belongs.
archive_folder() {
  local target=$work/$name
  cp -r --no-preserve=timestamps "$folder" "$target"
  mkdir "$target/share"
  # The program may be for another processor; its source is not.
  dotnet run --project "$root/src/UneXt50.Cli" -c Release -v quiet -- manual | gzip -9n > "$target/share/unext50.1.gz"
  cp "$root"/src/UneXt50.Cli/Documentation/unext50.{bash,zsh,fish} "$target/share/"
  cp "$root"/deploy/systemd/unext50{.service,.sysusers,.default,-serve.service,-serve.socket} "$root"/deploy/udev/60-unext50.rules "$target/share/"
  install -m 755 "$root/deploy/install.sh" "$target/"
  (cd "$target" && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum) > "$work/SHA256SUMS"
  mv "$work/SHA256SUMS" "$target/"
  chmod -R u=rwX,go=rX "$target"
}

archive() {
  old "$work/$name"
  tar --create --directory "$work" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner "$name" |
    libdeflate-gzip -9 > "$packages/$name.tar.gz"
}

changelog() {
  echo "unext50 ($debian_version) unstable; urgency=medium"
  echo
  # The newest release's points, one a line, folded as Debian's are.
  awk '/^## / { if (seen++) exit; next } !seen || !NF { next }
       /^- / { if (point) print point; point = substr($0, 3); next } { sub(/^ +/, ""); point = point " " $0 }
       END { print point }' "$root/CHANGELOG.md" |
    while read -r point; do fold --spaces --width=74 <<< "$point" | sed -e 's/ *$//' -e '1s/^/  * /' -e '2,$s/^/    /'; done
  echo
  echo " -- The unext50 authors <unext50@example.org>  $(LC_ALL=C date --utc --date="@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S +0000')"
}

# debian_file NAME: a file of deploy/debian with its placeholders filled in.
debian_file() {
  local licence
  licence=$(sed -e '1,/^Copyright/d' -e 's/^$/./' -e 's/^/ /' "$root/LICENSE" | sed '1{/^ \.$/d}')
  awk -v version="$debian_version" -v architecture="$architecture" -v kibibytes="$kibibytes" -v licence="$licence" '
    { gsub(/@VERSION@/, version); gsub(/@ARCHITECTURE@/, architecture); gsub(/@KIBIBYTES@/, kibibytes) }
    /@LICENSE@/ { print licence; next }
    { print }' "$root/deploy/debian/$1"
}

debian_package() {
  local tree=$work/tree kibibytes file
  DESTDIR=$tree "$work/$name/install.sh" --prefix /usr
  # dpkg keeps its own list, and the licence is in the file called copyright.
  rm "$tree/usr/lib/unext50/installed-files" "$tree/usr/share/doc/unext50/LICENSE"
  mkdir -p "$tree/DEBIAN" "$tree/usr/share/lintian/overrides"
  kibibytes=$(du --apparent-size --summarize --block-size=1024 "$tree/usr" | cut -f 1)
  debian_file control.in > "$tree/DEBIAN/control"
  debian_file copyright.in > "$tree/usr/share/doc/unext50/copyright"
  changelog | gzip -9n > "$tree/usr/share/doc/unext50/changelog.gz"
  cp "$root/deploy/debian/lintian-overrides" "$tree/usr/share/lintian/overrides/unext50"
  echo /etc/default/unext50 > "$tree/DEBIAN/conffiles"
  for file in postinst prerm postrm; do install -m 755 "$root/deploy/debian/$file" "$tree/DEBIAN/"; done
  (cd "$tree" && find usr -type f | LC_ALL=C sort | xargs md5sum > DEBIAN/md5sums)
  chmod -R u=rwX,go=rX "$tree"
  old "$tree"
  # xz, because Debian 11 knows no zstd.
  dpkg-deb --root-owner-group "-Z${COMPRESSION:-xz}" ${COMPRESSION_LEVEL:+"-z$COMPRESSION_LEVEL"} --build "$tree" "$packages/unext50_${debian_version}_$architecture.deb" > /dev/null
}

mkdir -p "$packages"
# Those of another version.
rm -f "$packages"/unext50-*-"$rid.tar.gz" "$packages"/unext50_*_"$architecture.deb"
archive_folder
archive
debian_package
(cd "$packages" && find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.tar.gz' \) -printf '%P\n' | LC_ALL=C sort |
  xargs sha256sum > SHA256SUMS)
(cd "$packages" && ls -l)
