#!/bin/sh
# install.sh [--prefix FOLDER]: installs unext50 from the folder this script was unpacked into, on systems without dpkg,
# below FOLDER (/usr/local). install.sh --uninstall [--prefix FOLDER] takes it away again; results in /var/lib/unext50 and
# settings in /etc/default/unext50 stay. Nothing is fetched. DESTDIR=ROOT lays the files out below ROOT and does nothing
# else: packages are made that way.
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
root=${DESTDIR:-}$prefix
list=$root/lib/unext50/installed-files

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

# put MODE FILE PATH: a file, whole or not at all, and noted for the day it goes.
put() {
  mkdir -p "$(dirname "$3")"
  cp "$here/$2" "$3.new"
  chmod "$1" "$3.new"
  mv -f "$3.new" "$3"
  echo "${3#"${DESTDIR:-}"}" >> "$list.new"
}

lay_out() {
  zsh=$root/share/zsh/site-functions
  [ "$prefix" != /usr ] || zsh=$root/share/zsh/vendor-completions
  mkdir -p "$root/lib/unext50" "$root/bin"
  : > "$list.new"
  put 755 unext50 "$root/lib/unext50/unext50"
  put 644 libonnxruntime.so "$root/lib/unext50/libonnxruntime.so"
  put 644 libSkiaSharp.so "$root/lib/unext50/libSkiaSharp.so"
  ln -sfn ../lib/unext50/unext50 "$root/bin/unext50"
  echo "$prefix/bin/unext50" >> "$list.new"
  for model in "$here"/models/*.onnx "$here"/models/SHA256SUMS; do
    put 644 "models/${model##*/}" "$root/share/unext50/${model##*/}"
  done
  put 644 models/README.md "$root/share/doc/unext50/model.md"
  put 644 LICENSE "$root/share/doc/unext50/LICENSE"
  put 644 THIRD-PARTY-NOTICES.txt.gz "$root/share/doc/unext50/THIRD-PARTY-NOTICES.txt.gz"
  put 644 share/unext50.1.gz "$root/share/man/man1/unext50.1.gz"
  put 644 share/unext50.bash "$root/share/bash-completion/completions/unext50"
  put 644 share/unext50.zsh "$zsh/_unext50"
  put 644 share/unext50.fish "$root/share/fish/vendor_completions.d/unext50.fish"
  put 644 share/60-unext50.rules "$root/lib/udev/rules.d/60-unext50.rules"
  put 644 share/unext50.sysusers "$root/lib/sysusers.d/unext50.conf"
  put 644 share/unext50.service "$root/lib/systemd/system/unext50.service"
  sed -i "s,/usr/bin/,$prefix/bin/," "$root/lib/systemd/system/unext50.service"
  settings=${DESTDIR:-}/etc/default/unext50
  if [ ! -e "$settings" ]; then
    mkdir -p "$(dirname "$settings")"
    cp "$here/share/unext50.default" "$settings"
    chmod 644 "$settings"
  fi
  mv -f "$list.new" "$list"
}

# Users, rules and units of the running system, where it has them.
announce() {
  if has systemd-sysusers; then
    systemd-sysusers "$root/lib/sysusers.d/unext50.conf" || true
  fi
  if [ -S /run/udev/control ]; then
    udevadm control --reload
    udevadm trigger --subsystem-match=gpio || true
  fi
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
}

uninstall() {
  [ -f "$list" ] || fail "there is no $list: unext50 was not installed below $prefix by this script"
  if [ -d /run/systemd/system ] && [ -z "${DESTDIR:-}" ]; then
    systemctl disable --now unext50.service || true
  fi
  while read -r file; do
    rm -f "${DESTDIR:-}$file"
  done < "$list"
  rm -f "$list"
  for folder in lib/unext50 share/unext50 share/doc/unext50; do
    rmdir "$root/$folder" 2> /dev/null || true
  done
  [ -n "${DESTDIR:-}" ] || [ ! -d /run/systemd/system ] || systemctl daemon-reload
  echo "unext50 is gone from $prefix; /etc/default/unext50 and /var/lib/unext50 are left, if they were there"
}

if [ "$action" = uninstall ]; then
  uninstall
elif [ -n "${DESTDIR:-}" ]; then
  lay_out
else
  check_machine
  lay_out
  announce
  echo "unext50 is installed below $prefix. Next: 'unext50 doctor'; for the service, 'systemctl enable --now unext50'"
fi
