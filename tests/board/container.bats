#!/usr/bin/env bats
# container.bats: builds Dockerfile.arm64 on an arm64 root of Debian 12 made by debootstrap, and runs it here under emulation
# without a network: classes of a photo, doctor, the user it runs as. Installs what it needs from Debian; run it as root.
# Takes minutes (debootstrap under emulation), so CI does not run it. Run `deploy/build-arm64.sh` first.
source "$BATS_TEST_DIRNAME/../helper.bash"

image=localhost/unext50-test base=localhost/debian-arm64-test
cache=${XDG_CACHE_HOME:-$HOME/.cache}/unext50

install_tools() {
  local packages=(podman buildah runc debootstrap qemu-user-static binfmt-support jq)
  dpkg-query --show "${packages[@]}" > /dev/null 2>&1 && return
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${packages[@]}"
}

# The kernel runs arm64 programs by qemu's static one, which is opened now and so needs to be in no root.
emulate_arm64() {
  mountpoint --quiet /proc/sys/fs/binfmt_misc || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  update-binfmts --enable qemu-aarch64
}

debian_root() {
  local mirror
  [[ ! -f $cache/debian-12-arm64.tar ]] || return 0
  # shellcheck disable=SC2016  # apt expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/debian/$')
  debootstrap --arch=arm64 --variant=minbase bookworm "$scratch/root" "$mirror"
  rm -rf "$scratch"/root/var/{cache,lib}/apt/* "$scratch"/root/usr/share/{doc,man,locale}
  tar --create --directory "$scratch/root" --one-file-system --file "$cache/debian-12-arm64.tar.part" .
  mv "$cache/debian-12-arm64.tar.part" "$cache/debian-12-arm64.tar"
}

setup_file() {
  mkdir -p "$cache"
  install_tools
  emulate_arm64
  debian_root
  "$repository/tests/board/arm64.sh" cortex-a72 true > /dev/null 2>&1 || true  # leaves the Arm cpuinfo in the cache
}

teardown_file() {
  podman image inspect --format '{{.Size}}' "$image" "$base" | awk '
    NR == 1 { image = $1 } NR == 2 { printf "# image %.1f MB, of which ours %.1f MB\n", image / 1e6, (image - $1) / 1e6 }' >&3
  podman rmi --force "$image" "$base"
}

# contained ARGUMENT...: as deploy/README.md runs it; without a network, and with an Arm /proc/cpuinfo, which emulation lacks.
contained() {
  podman --runtime runc --cgroup-manager=cgroupfs run --rm --network=none --read-only --arch arm64 \
    --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
    --volume "$cache/cpuinfo.cortex-a72:/proc/cpuinfo:ro" --volume "$repository/tests/samples:/work:ro" "$image" "$@"
}

@test "the image is built without running anything in it" {
  podman import --arch arm64 "$cache/debian-12-arm64.tar" "$base"
  podman build --arch arm64 --pull=never --isolation=chroot --build-arg "BASE=$base" --format docker \
    --file "$repository/Dockerfile.arm64" --tag "$image" "$repository"
}

@test "a library of one's own comes in by a build argument, and without it none is named" {
  local library=$repository/artifacts/onnxruntime-test
  mkdir -p "$library" && echo "stands for a library" > "$library/libonnxruntime.so"
  environment() { podman image inspect "$1" | jq --raw-output '.[0].Config.Env[] | select(startswith("UNEXT50_ONNXRUNTIME"))'; }
  podman build --arch arm64 --pull=never --isolation=chroot --build-arg "BASE=$base" --format docker \
    --build-arg ONNXRUNTIME=artifacts/onnxruntime-test --file "$repository/Dockerfile.arm64" --tag "$image-gpu" "$repository"
  rm -r "$library"
  [[ $(environment "$image-gpu") == UNEXT50_ONNXRUNTIME=/opt/onnxruntime ]]
  [[ $(environment "$image") == UNEXT50_ONNXRUNTIME= || -z $(environment "$image") ]]
  podman --runtime runc --cgroup-manager=cgroupfs run --rm --network=none --arch arm64 --entrypoint /bin/cat "$image-gpu" \
    /opt/onnxruntime/libonnxruntime.so | grep --quiet "stands for a library"
  podman rmi --force "$image-gpu"
}

@test "it classifies a photo" {
  contained classify leaf.jpg --top 1 | tee "$scratch/said" && grep --quiet leaf.jpg "$scratch/said"
}

@test "its health check finds nothing in the way" {
  contained doctor | tee "$scratch/said" && grep --quiet "This machine is ready" "$scratch/said"
}

@test "it runs as nobody in particular, in group video" {
  [[ $(podman image inspect "$image" | jq --raw-output '.[0].Config.User') == 1000:44 ]]
}

@test "it has a health check" {
  podman image inspect "$image" | jq --exit-status '.[0].Healthcheck.Test | index("doctor")'
}
