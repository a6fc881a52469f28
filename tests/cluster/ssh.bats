#!/usr/bin/env bats
# ssh.bats: deploy/cluster/ssh-hosts.sh on three hosts, which are sshd on loopback addresses with keys of this test, and a
# fourth that is down. Installs parallel and openssh-server if they are not there; run as root.
source "$BATS_TEST_DIRNAME/program.bash"

photos=$scratch/photos
export PARALLEL_SSH="ssh -F $scratch/ssh.conf" PARALLEL_HOME=$scratch/parallel

start_hosts() {
  local host
  mkdir -p /run/sshd "$PARALLEL_HOME"
  ssh-keygen -q -t ed25519 -N '' -f "$scratch/key"
  cat > "$scratch/ssh.conf" << CONF
IdentityFile $scratch/key
IdentitiesOnly yes
StrictHostKeyChecking accept-new
UserKnownHostsFile $scratch/known_hosts
Port $port
ConnectTimeout 5
LogLevel ERROR
CONF
  for host in 1 2 3; do
    ssh-keygen -q -t ed25519 -N '' -f "$scratch/host-$host"
    cat > "$scratch/sshd-$host.conf" << CONF
ListenAddress 127.0.0.$((host + 1)):$port
HostKey $scratch/host-$host
AuthorizedKeysFile $scratch/key.pub
PasswordAuthentication no
UsePAM no
StrictModes no
PidFile none
CONF
    start_daemon "$scratch/sshd-$host.log" /usr/sbin/sshd -D -e -f "$scratch/sshd-$host.conf"
  done
  for host in 1 2 3; do
    wait_for 20 grep -q 'Server listening' "$scratch/sshd-$host.log"
    echo "1/127.0.0.$((host + 1))" >> "$scratch/hosts"
  done
}

on_hosts() { "$repository/deploy/cluster/ssh-hosts.sh" "$scratch/hosts" 6 "$photos" "$scratch/parts"; }

setup_file() {
  install_debian parallel openssh-server openssh-client
  port=$((20000 + RANDOM % 10000))
  make_photos "$photos" 40
  start_hosts
}

teardown_file() { stop_daemons; }

@test "GNU parallel over ssh to three hosts makes what one run does" {
  on_hosts && same_as_one_run "$photos" "$scratch/parts" || return
  for host in 1 2 3; do grep -q 'Accepted publickey' "$scratch/sshd-$host.log" || { echo "host $host did nothing"; return 1; }; done
}

@test "called again with another photo it makes what one run does" {
  on_hosts > "$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
  cp "$repository/tests/samples/leaf.jpg" "$photos/new.jpg"
  on_hosts > "$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
  same_as_one_run "$photos" "$scratch/parts"
}

@test "the shards of a host that is down go to others" {
  rm -r "$scratch/parts"
  sed -i '$s/.*/1\/127.0.0.9/' "$scratch/hosts"
  on_hosts > "$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }
  same_as_one_run "$photos" "$scratch/parts"
}
