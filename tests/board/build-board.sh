#!/usr/bin/env bash
# build-board.sh: prints the folder with the emulated board's kernel and initramfs, which it makes if it is not cached.
# The kernel is Debian 12's for arm64 with the virtual camera vivid; the programs are busybox, v4l2-ctl, libgpiod, dpkg,
# netcat and the C and C++ libraries of Debian 11, the oldest supported. Needs Debian's kmod and cpio; nothing is installed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
fetch=$here/../../deploy/debian-packages.sh
modules=(virtio_pci virtio_mmio 9pnet_virtio 9p vivid)
programs=(busybox-static libc6 libgcc-s1 libstdc++6 v4l-utils libv4l-0 libv4lconvert0 libv4l2rds0 libjpeg62-turbo libudev1 libgpiod2
  dpkg tar libbz2-1.0 liblzma5 libselinux1 libpcre2-8-0 zlib1g libacl1 libc-bin netcat-openbsd libbsd0 libmd0)

# What goes into the board names its cache folder: another recipe is another board.
recipe=$(cat "$0" "$fetch" "$here/init" | sha256sum | head -c 12)
board=${XDG_CACHE_HOME:-$HOME/.cache}/unext50/board-$recipe
[[ -d $board ]] && { echo "$board"; exit; }

part=$board.part root=$board.part/root kernel=$board.part/kernel
rm -rf "$part"
mkdir -p "$root"/{bin,dev,etc,host,proc,sys,tmp}
{
  "$fetch" bullseye arm64 "$root" "${programs[@]}"
  "$fetch" bookworm arm64 "$kernel" 'linux-image-arm64->'
} >&2
rm -rf "${root:?}"/usr/{share,lib/*/gconv}
ln -s busybox "$root/bin/sh"
install -m 755 "$here/init" "$root/init"

version=$(basename "$kernel"/lib/modules/*)
depmod -b "$kernel" "$version"
for module in "${modules[@]}"; do
  modprobe -d "$kernel" -S "$version" --show-depends "$module" | awk '$1 == "insmod" { print $2 }'
done | sort -u | while read -r file; do
  install -D -m 644 "$file" "$root/lib/modules/$version/${file#*"/lib/modules/$version/"}"
done
cp "$kernel/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$root/lib/modules/$version/"
depmod -b "$root" "$version"

mv "$kernel"/boot/vmlinuz-* "$part/vmlinuz"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) > "$part/initramfs"
rm -rf "$root" "$kernel"
mv "$part" "$board"
echo "$board"
