#!/usr/bin/env bash
# packages.sh: looks at artifacts/packages, made by deploy/package.sh of artifacts/linux-arm64: what is in them, that they
# are made the same again, and what the installer does and refuses. That the package works is tested on the emulated board.
source "$(dirname "$0")/checks.sh"

packages=$repository/artifacts/packages
archive=$(echo "$packages"/unext50-*-linux-arm64.tar.gz)
package=$(echo "$packages"/unext50_*_arm64.deb)
unpacked=$scratch/$(basename "$archive" .tar.gz)

digests_are_right() { (cd "$packages" && sha256sum --check --quiet SHA256SUMS); }

is_clean() { lintian --fail-on error,warning --tag-display-limit 0 "$package"; }

# What dpkg compresses is compared before it is: xz takes a minute, and one thread of it always writes the same.
is_made_the_same_again() {
  PACKAGES=$scratch/again COMPRESSION=none "$repository/deploy/package.sh"
  cmp "$archive" "$scratch/again/$(basename "$archive")"
  local part
  for part in --fsys-tarfile --ctrl-tarfile; do
    cmp <(dpkg-deb "$part" "$package") <(dpkg-deb "$part" "$scratch/again/$(basename "$package")")
  done
}

# What dpkg would lay out, and nobody but root owns or may change.
contents() { dpkg-deb --contents "$package"; }

belongs_to_root() { ! contents | grep -v ' root/root '; }

has_what_a_system_expects() {
  contents > "$scratch/contents"
  local path
  for path in bin/unext50 lib/unext50/unext50 lib/systemd/system/unext50.service lib/sysusers.d/unext50.conf \
    lib/udev/rules.d/60-unext50.rules share/man/man1/unext50.1.gz share/bash-completion/completions/unext50 \
    share/zsh/vendor-completions/_unext50 share/fish/vendor_completions.d/unext50.fish share/doc/unext50/copyright \
    share/doc/unext50/THIRD-PARTY-NOTICES.txt.gz share/unext50/SHA256SUMS; do
    grep --quiet " ./usr/$path\( ->.*\)\?$" "$scratch/contents" || { echo "no /usr/$path"; return 1; }
  done
}

unit_is_valid() {
  # systemd looks for the unit's program, too, which this machine has not installed.
  dpkg-deb --fsys-tarfile "$package" | tar --extract --to-stdout ./usr/lib/systemd/system/unext50.service |
    sed 's,^ExecStart=/usr/bin/unext50,ExecStart=/bin/true,' > "$scratch/unext50.service"
  systemd-analyze verify --man=no "$scratch/unext50.service" 2>&1 | tee "$scratch/said"
  [[ ! -s $scratch/said ]]
}

refuses() {  # refuses WORDS COMMAND...
  local words=$1; shift
  exits_with 1 "$@" 2>&1 | tee "$scratch/said"
  grep --quiet --fixed-strings "$words" "$scratch/said"
}

refuses_another_machine() { refuses "this is unext50 for aarch64, and the machine is x86_64" "$unpacked/install.sh" --prefix "$scratch/prefix"; }

refuses_what_is_damaged() {
  cp -r "$unpacked" "$scratch/damaged"
  echo >> "$scratch/damaged/models/README.md"
  refuses "files are damaged" "$scratch/damaged/install.sh" --prefix "$scratch/prefix"
}

refuses_to_uninstall_what_is_not_there() { refuses "was not installed below" "$unpacked/install.sh" --uninstall --prefix "$scratch/prefix"; }

wrote_nothing() { [[ ! -e $scratch/prefix ]]; }

installs_and_uninstalls() {
  local root=$scratch/root
  DESTDIR=$root "$unpacked/install.sh"
  [[ $(readlink -f "$root/usr/local/bin/unext50") == "$root/usr/local/lib/unext50/unext50" ]]
  grep '^ExecStart=/usr/local/bin/unext50 ' "$root/usr/local/lib/systemd/system/unext50.service"
  echo "OPTIONS='--camera rpicam'" > "$root/etc/default/unext50"
  DESTDIR=$root "$unpacked/install.sh"
  grep rpicam "$root/etc/default/unext50"
  DESTDIR=$root "$unpacked/install.sh" --uninstall
  [[ $(cd "$root" && find . ! -type d) == ./etc/default/unext50 ]]
}

# Below any prefix, twice, and gone without a trace; what somebody has put beside it stays.
leaves_nothing() {
  local root=$scratch/whole prefix
  for prefix in /opt/x /usr/local /usr; do
    mkdir -p "$root/usr/local/share" "$root/opt"
    (cd "$root" && find . | sort) > "$scratch/before"
    DESTDIR=$root "$unpacked/install.sh" --prefix "$prefix"
    DESTDIR=$root "$unpacked/install.sh" --prefix "$prefix/"
    [[ -f $root$prefix/share/unext50/$(basename "$unpacked"/models/*.onnx) ]]
    DESTDIR=$root "$unpacked/install.sh" --uninstall --prefix "$prefix"
    (cd "$root" && find . | sort) | diff "$scratch/before" -
  done
  DESTDIR=$root "$unpacked/install.sh" --prefix /opt/x
  touch "$root/opt/x/share/mine"
  DESTDIR=$root "$unpacked/install.sh" --uninstall --prefix /opt/x
  [[ $(cd "$root" && find . ! -type d) == ./opt/x/share/mine ]]
}

# Without root's rights, in a folder of one's own, with a program of this machine.
serves_one_user() {
  [[ $(uname -m) == aarch64 ]] || return 0
  local home=$scratch/home
  mkdir -p "$home" && chown nobody "$home" && chmod -R a+rX "$scratch"
  setpriv --reuid nobody --clear-groups "$unpacked/install.sh" --prefix "$home/x"
  env -i "$home/x/bin/unext50" model info > /dev/null
  setpriv --reuid nobody --clear-groups "$unpacked/install.sh" --uninstall --prefix "$home/x"
  [[ -z $(ls -A "$home") ]]
}

tar --extract --gzip --file "$archive" --directory "$scratch"
check "the digests of the packages are right" digests_are_right
check "the package belongs to root" belongs_to_root
check "the package has what a system expects" has_what_a_system_expects
if command -v lintian > /dev/null; then check "lintian has nothing to say" is_clean; else skip "lintian" "not installed"; fi
if command -v systemd-analyze > /dev/null; then check "the unit is valid" unit_is_valid; else skip "the unit" "no systemd here"; fi
if [[ $(uname -m) == x86_64 ]]; then check "the installer refuses another machine" refuses_another_machine; fi
check "the installer refuses what is damaged" refuses_what_is_damaged
check "the installer refuses to uninstall what is not there" refuses_to_uninstall_what_is_not_there
check "and has written nothing" wrote_nothing
check "the installer installs, keeps settings, and uninstalls all else" installs_and_uninstalls
check "the installer leaves nothing below any prefix" leaves_nothing
check "the installer serves one user without root's rights" serves_one_user
check "the packages are made the same again" is_made_the_same_again
