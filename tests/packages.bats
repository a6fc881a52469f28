#!/usr/bin/env bats
# packages.bats: looks at artifacts/packages, made by deploy/package.sh of artifacts/linux-arm64: what is in them, that they
# are made the same again, and what the installer does and refuses. That the package works is tested on the emulated board.
source "$BATS_TEST_DIRNAME/helper.bash"

packages=$repository/artifacts/packages
archive=$(echo "$packages"/unext50-*-linux-arm64.tar.gz)
package=$(echo "$packages"/unext50_*_arm64.deb)
unpacked=$scratch/$(basename "$archive" .tar.gz)

# What dpkg would lay out, and nobody but root owns or may change.
contents() { dpkg-deb --contents "$package"; }

# refuses WORDS COMMAND...
refuses() {
  local words=$1; shift
  exits_with 1 "$@" 2>&1 | tee "$scratch/said"
  grep --quiet --fixed-strings "$words" "$scratch/said"
}

setup_file() { tar --extract --gzip --file "$archive" --directory "$scratch"; }

@test "the digests of the packages are right" {
  (cd "$packages" && sha256sum --check --quiet SHA256SUMS)
}

@test "the package belongs to root" {
  contents > "$scratch/contents"
  if grep -v ' root/root ' "$scratch/contents"; then return 1; fi
}

@test "the package has what a system expects" {
  contents > "$scratch/contents"
  local path
  for path in bin/unext50 lib/unext50/unext50 lib/systemd/system/unext50.service lib/systemd/system/unext50-serve.service \
    lib/systemd/system/unext50-serve.socket lib/sysusers.d/unext50.conf \
    lib/udev/rules.d/60-unext50.rules share/man/man1/unext50.1.gz share/bash-completion/completions/unext50 \
    share/zsh/vendor-completions/_unext50 share/fish/vendor_completions.d/unext50.fish share/doc/unext50/copyright \
    share/doc/unext50/THIRD-PARTY-NOTICES.txt.xz share/unext50/SHA256SUMS; do
    grep --quiet " ./usr/$path\( ->.*\)\?$" "$scratch/contents" || { echo "no /usr/$path"; return 1; }
  done
}

@test "lintian has nothing to say" {
  needs lintian
  lintian --fail-on error,warning --tag-display-limit 0 "$package"
}

@test "the unit is valid" {
  needs systemd-analyze
  # systemd looks for the unit's program, too, which this machine has not installed.
  local unit
  for unit in unext50.service unext50-serve.service unext50-serve.socket; do
    dpkg-deb --fsys-tarfile "$package" | tar --extract --to-stdout "./usr/lib/systemd/system/$unit" |
      sed 's,^ExecStart=/usr/bin/unext50,ExecStart=/bin/true,' > "$scratch/$unit"
  done
  systemd-analyze verify --man=no "$scratch"/unext50{.service,-serve.service,-serve.socket} 2>&1 | tee "$scratch/said"
  [[ ! -s $scratch/said ]]
}

@test "the installer refuses another machine" {
  [[ $(uname -m) == x86_64 ]] || skip "this is the machine that it is for"
  refuses "this is unext50 for aarch64, and the machine is x86_64" "$unpacked/install.sh" --prefix "$scratch/prefix"
}

@test "the installer refuses what is damaged" {
  cp -r "$unpacked" "$scratch/damaged"
  echo >> "$scratch/damaged/models/README.md"
  refuses "files are damaged" "$scratch/damaged/install.sh" --prefix "$scratch/prefix"
}

@test "the installer refuses to uninstall what is not there" {
  refuses "was not installed below" "$unpacked/install.sh" --uninstall --prefix "$scratch/prefix"
}

@test "and has written nothing" {
  [[ ! -e $scratch/prefix ]]
}

@test "the installer installs, keeps settings, and uninstalls all else" {
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
@test "the installer leaves nothing below any prefix" {
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
@test "the installer serves one user without root's rights" {
  [[ $(uname -m) == aarch64 ]] || skip "the program is for another machine"
  local home=$scratch/home
  mkdir -p "$home" && chown nobody "$home" && chmod -R a+rX "$scratch"
  setpriv --reuid nobody --clear-groups "$unpacked/install.sh" --prefix "$home/x"
  env -i "$home/x/bin/unext50" model info > /dev/null
  setpriv --reuid nobody --clear-groups "$unpacked/install.sh" --uninstall --prefix "$home/x"
  [[ -z $(ls -A "$home") ]]
}

# What dpkg compresses is compared before it is: xz takes a minute, and one thread of it always writes the same.
@test "the packages are made the same again" {
  PACKAGES=$scratch/again COMPRESSION=none "$repository/deploy/package.sh"
  cmp "$archive" "$scratch/again/$(basename "$archive")"
  local part
  for part in --fsys-tarfile --ctrl-tarfile; do
    cmp <(dpkg-deb "$part" "$package") <(dpkg-deb "$part" "$scratch/again/$(basename "$package")")
  done
}
