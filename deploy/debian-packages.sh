#!/usr/bin/env bash
# debian-packages.sh SUITE ARCH FOLDER PACKAGE...
# Downloads packages of another Debian suite or architecture from this machine's mirror, checks their signatures as
# apt does, and unpacks them into FOLDER, whose dpkg takes them for installed. On this machine nothing is installed and this machine's apt is left as it is.
# Needs a Debian machine (apt-get, dpkg, debian-archive-keyring). DEBIAN_MIRROR names another mirror.
set -euo pipefail

(( $# >= 4 )) || { echo "usage: debian-packages.sh SUITE ARCH FOLDER PACKAGE..." >&2; exit 2; }
suite=$1 arch=$2 folder=$(realpath -m "$3"); shift 3

# shellcheck disable=SC2016  # apt expands it
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/debian/$' || true)}
[[ -n $mirror ]] || { echo "debian-packages.sh: this machine has no Debian mirror; set DEBIAN_MIRROR" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"/{lists/partial,archives/partial,downloads}
: > "$scratch/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$scratch/sources.list"
cat > "$scratch/apt.conf" <<CONF
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Dir::State "$scratch";
Dir::State::lists "$scratch/lists";
Dir::State::status "$scratch/status";
Dir::Cache "$scratch";
Dir::Etc::sourcelist "$scratch/sources.list";
Dir::Etc::sourceparts "/dev/null";
CONF
export APT_CONFIG=$scratch/apt.conf

apt-get -qq update
packages=()
for package; do
  # A metapackage such as linux-image-arm64 stands for the versioned package it depends on.
  if [[ $package == *'->' ]]; then
    package=$(apt-cache depends "${package%'->'}" | awk '/Depends:/ && !name { name = $2 } END { print name }')
  fi
  packages+=("$package")
done
(cd "$scratch/downloads" && apt-get -qq download "${packages[@]}")

mkdir -p "$folder"
for deb in "$scratch"/downloads/*.deb; do
  dpkg --extract "$deb" "$folder"
  mkdir -p "$folder/var/lib/dpkg"
  dpkg --field "$deb" | sed 's/^Package: .*/&\nStatus: install ok installed/' >> "$folder/var/lib/dpkg/status"
  echo >> "$folder/var/lib/dpkg/status"
done
