#!/bin/sh
# install.sh [--prefix FOLDER]: installs unext50 from the folder this script was unpacked into, on systems without dpkg,
# below FOLDER (/usr/local). install.sh --uninstall [--prefix FOLDER] takes away all that it has made: files, folders, the
# service's user and cache. Results in /var/lib/unext50 and settings that were changed in /etc/default/unext50 stay. Nothing
# is fetched. DESTDIR=ROOT lays the files out below ROOT and does nothing else: packages are made that way. Without root's
# rights only the program and what belongs to it is installed, without the service.
set -eu

usage='usage: install.sh [--uninstall] [--prefix FOLDER]'
here=$(cd "$(dirname "$0")" && pwd)
prefix=/usr/local
action=install
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=${2:?$usage}; shift ;;
    --uninstall) action=uninstall ;;
    *) echo "$usage" >&2; exit 2 ;;
  esac
  shift
done
case $prefix in
  /) prefix= ;;
  /*) prefix=${prefix%/} ;;
  *) echo "install.sh: --prefix $prefix: give an absolute path" >&2; exit 2 ;;
esac
root=${DESTDIR:-}$prefix
list=$root/lib/unext50/installed-files
# Where systemd and udev look: below other prefixes than these they would not.
case $prefix in
  /usr | /usr/local) system=$root/lib ;;
  *) system=${DESTDIR:-}/etc ;;
esac
if [ "$(id -u)" = 0 ] || [ -n "${DESTDIR:-}" ]; then whole=yes; else whole=no; fi

fail() { echo "install.sh: $*" >&2; exit 1; }

has() { command -v "$1" > /dev/null 2>&1; }

# What the program needs and this machine lacks is said before anything is written.
check_machine() {
  (cd "$here" && sha256sum --check --quiet SHA256SUMS) || fail "files are damaged or missing: unpack the archive again"
  case $here in
    *linux-arm64) wanted=aarch64 ;;
    *linux-x64) wanted=x86_64 ;;
    *) fail "$here: this folder should be called unext50-VERSION-linux-arm64 or -x64, as it was unpacked" ;;
  esac
  [ "$(uname -m)" = "$wanted" ] || fail "this is unext50 for $wanted, and the machine is $(uname -m)"
  [ "$(id -u)" = 0 ] || [ -n "${DESTDIR:-}" ] || [ -w "$(nearest "$prefix")" ] || fail "run it as root: sudo $0"
  glibc=$(getconf GNU_LIBC_VERSION 2> /dev/null | sed 's/^glibc //') || true
  [ -n "$glibc" ] || fail "the GNU C library 2.31 or newer is needed, and this system has another one"
  newest=$(printf '2.31\n%s\n' "$glibc" | sort -V | tail -n 1)
  [ "$newest" = "$glibc" ] || fail "the GNU C library 2.31 or newer is needed, and this system has $glibc"
  if has dpkg-query && dpkg-query --status unext50 > /dev/null 2>&1; then
    fail "the Debian package is installed: 'sudo apt remove unext50' first, or install the newer package over it"
  fi
}

nearest() {
  folder=$1
  while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
  echo "$folder"
}

# note KIND NAME: for the day it goes. A folder, user or group that an earlier run of this script has made stays noted.
note() { echo "$1 $2" >> "$list.new"; }

# folder PATH: makes it and those above it, and notes the ones that were missing.
folder() {
  [ ! -d "$1" ] || return 0
  folder "$(dirname "$1")"
  mkdir "$1"
  made="${made}d ${1#"${DESTDIR:-}"}
"
}

# put MODE FILE PATH: a file, whole or not at all.
put() {
  folder "$(dirname "$3")"
  cp "$here/$2" "$3.new"
  chmod "$1" "$3.new"
  mv -f "$3.new" "$3"
  note f "${3#"${DESTDIR:-}"}"
}

lay_out() {
  made=
  zsh=$root/share/zsh/site-functions
  [ "$prefix" != /usr ] || zsh=$root/share/zsh/vendor-completions
  [ -z "${DESTDIR:-}" ] || mkdir -p "$DESTDIR"
  folder "$root/lib/unext50"
  folder "$root/bin"
  : > "$list.new"
  put 755 unext50 "$root/lib/unext50/unext50"
  put 644 libonnxruntime.so "$root/lib/unext50/libonnxruntime.so"
  put 644 libSkiaSharp.so "$root/lib/unext50/libSkiaSharp.so"
  ln -sfn ../lib/unext50/unext50 "$root/bin/unext50"
  note f "$prefix/bin/unext50"
  for model in "$here"/models/*.onnx "$here"/models/SHA256SUMS; do
    put 644 "models/${model##*/}" "$root/share/unext50/${model##*/}"
  done
  put 644 models/README.md "$root/share/doc/unext50/model.md"
  put 644 LICENSE "$root/share/doc/unext50/LICENSE"
  put 644 THIRD-PARTY-NOTICES.txt.xz "$root/share/doc/unext50/THIRD-PARTY-NOTICES.txt.xz"
  put 644 share/unext50.1.gz "$root/share/man/man1/unext50.1.gz"
  put 644 share/unext50.bash "$root/share/bash-completion/completions/unext50"
  put 644 share/unext50.zsh "$zsh/_unext50"
  put 644 share/unext50.fish "$root/share/fish/vendor_completions.d/unext50.fish"
  [ "$whole" = no ] || lay_out_service
  printf '%s' "$made" >> "$list.new"
  if [ -f "$list" ]; then
    # Of an earlier version: what it had made, and away with what this one does not bring any more.
    sed -n '/^[dugs] /p' "$list" >> "$list.new"
    sed -n 's/^f //p' "$list" | while read -r file; do
      grep -qxF "f $file" "$list.new" || rm -f "${DESTDIR:-}$file"
    done
  fi
  mv -f "$list.new" "$list"
}

lay_out_service() {
  put 644 share/60-unext50.rules "$system/udev/rules.d/60-unext50.rules"
  put 644 share/unext50.sysusers "$system/sysusers.d/unext50.conf"
  for unit in unext50.service unext50-serve.service unext50-serve.socket; do
    put 644 "share/$unit" "$system/systemd/system/$unit"
    sed -i "s,/usr/bin/,$prefix/bin/," "$system/systemd/system/$unit"
  done
  settings=${DESTDIR:-}/etc/default/unext50
  if [ ! -e "$settings" ]; then
    folder "$(dirname "$settings")"
    cp "$here/share/unext50.default" "$settings"
    chmod 644 "$settings"
    note s "$(sha256sum < "$settings" | cut -d ' ' -f 1)"
  fi
}

# Users, rules and units of the running system, where it has them.
announce() {
  if has systemd-sysusers; then
    had_user=$(getent passwd unext50 || true)
    had_group=$(getent group gpio || true)
    systemd-sysusers "$system/sysusers.d/unext50.conf" || true
    if [ -z "$had_user" ] && getent passwd unext50 > /dev/null; then echo "u unext50" >> "$list"; fi
    if [ -z "$had_group" ] && getent group gpio > /dev/null; then echo "g gpio" >> "$list"; fi
  fi
  reload
}

reload() {
  if [ -S /run/udev/control ]; then
    udevadm control --reload
    udevadm trigger --subsystem-match=gpio || true
  fi
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
}

# noted KIND: what the list has of it.
noted() { sed -n "s/^$1 //p" "$list"; }

uninstall() {
  [ -f "$list" ] || fail "there is no $list: unext50 was not installed below $prefix by this script"
  [ "$whole" = yes ] || [ -w "$list" ] || fail "run it as root: sudo $0"
  if [ "$whole" = yes ] && [ -d /run/systemd/system ] && [ -z "${DESTDIR:-}" ]; then
    systemctl disable --now unext50.service unext50-serve.service unext50-serve.socket || true
  fi
  noted f | while read -r file; do rm -f "${DESTDIR:-}$file"; done
  settings=${DESTDIR:-}/etc/default/unext50
  digest=$(noted s | head -n 1)
  if [ -n "$digest" ] && [ -f "$settings" ]; then
    [ "$(sha256sum < "$settings" | cut -d ' ' -f 1)" != "$digest" ] || rm -f "$settings"
  fi
  if [ -z "${DESTDIR:-}" ] && [ "$whole" = yes ]; then
    rm -rf /var/cache/unext50 /var/cache/private/unext50
    rmdir /var/lib/unext50 2> /dev/null || true
    for user in $(noted u); do userdel "$user" || true; done
    # A group of others by now stays.
    for group in $(noted g); do [ -n "$(getent group "$group" | cut -d : -f 4)" ] || groupdel "$group" || true; done
  fi
  # The longest first: folders in folders.
  folders=$(noted d | awk '{ print length($0), $0 }' | sort -rn | cut -d ' ' -f 2-)
  rm -f "$list"
  echo "$folders" | while read -r folder; do
    [ -z "$folder" ] || rmdir "${DESTDIR:-}$folder" 2> /dev/null || true
  done
  [ -n "${DESTDIR:-}" ] || [ "$whole" = no ] || reload
  left=
  [ ! -e "$settings" ] || left="$left /etc/default/unext50"
  [ ! -e "${DESTDIR:-}/var/lib/unext50" ] || left="$left /var/lib/unext50"
  echo "unext50 is gone from ${prefix:-/}${left:+; what is yours is left:$left}"
}

if [ "$action" = uninstall ]; then
  uninstall
elif [ -n "${DESTDIR:-}" ]; then
  lay_out
else
  check_machine
  lay_out
  next="'unext50 doctor'"
  if [ "$whole" = yes ]; then
    announce
    next="$next; for the service, 'systemctl enable --now unext50'"
  fi
  case :$PATH: in *":$prefix/bin:"*) ;; *) next="$next (as $prefix/bin/unext50, which is not on the search path)" ;; esac
  echo "unext50 is installed below ${prefix:-/}. Next: $next"
fi
