#!/usr/bin/env bats
# slurm.bats: deploy/cluster/slurm-array.sh on a Slurm of its own: Debian's slurmctld, slurmd and munged on this machine, with
# their files in a temporary folder and ports of loopback. Installs slurm-wlm if it is not there; run as root.
source "$BATS_TEST_DIRNAME/program.bash"

export SLURM_CONF=$scratch/slurm.conf
photos=$scratch/photos

start() { start_daemon "$scratch/$(basename "$1").log" "$@"; }

start_slurm() {
  mkdir "$scratch"/{state,spool,munge}
  # munge wants a socket that everybody reaches.
  chmod a+rx "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/file" "$scratch"
  head -c 128 /dev/urandom > "$scratch/munge.key"
  chmod 600 "$scratch/munge.key"
  chmod 711 "$scratch/munge"
  start munged --foreground --key-file="$scratch/munge.key" --socket="$scratch/munge/socket" \
    --pid-file="$scratch/munge/pid" --seed-file="$scratch/munge/seed" --log-file="$scratch/munge/log"
  cat > "$SLURM_CONF" << CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SwitchType=switch/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
SlurmdParameters=config_overrides
CONF
  wait_for 20 test -S "$scratch/munge/socket"
  start slurmctld -D -c
  start slurmd -D
  wait_for 60 bash -c 'sinfo --noheader --format %t | grep -qx idle'
}

# submit PARTS OPTION...: an array job, to its end; what a task of it said is in the parts' folder
submit() {
  local parts=$1; shift
  mkdir -p "$parts"
  sbatch --parsable --cpus-per-task=1 --output="$parts/%a.log" "$@" "$repository/deploy/cluster/slurm-array.sh" "$photos" "$parts"
}

is_writing() { compgen -G "$1/.unext50-*.tmp" > /dev/null; }

setup_file() {
  install_debian slurm-wlm munge procps
  port=$((20000 + RANDOM % 10000))
  make_photos "$photos" 120
  start_slurm
}

teardown_file() { stop_daemons; }

@test "a Slurm array job makes what one run does" {
  submit "$scratch/parts" --wait --array=1-4 || { cat "$scratch"/parts/*.log; return 1; }
  same_as_one_run "$photos" "$scratch/parts"
}

# Shard 2 of 3 is told to stop while it runs and submitted again alone, as a list of one.
@test "a Slurm task that is stopped and submitted again alone goes on" {
  local parts=$scratch/stopped job
  submit "$parts" --wait --array=1,3 --export=ALL,UNEXT50_SHARDS=3 || { cat "$parts"/*.log; return 1; }
  job=$(submit "$parts" --array=2 --export=ALL,UNEXT50_SHARDS=3)
  wait_for 60 is_writing "$parts"
  scancel --signal=TERM --batch "$job"
  wait_for 60 bash -c "! squeue --noheader | grep -q ."
  exits_with 4 "$UNEXT50" features merge "$parts"/part-*.npy --out "$scratch/early.npy" 2> "$scratch/said"
  grep 'was interrupted; run it again with --shard 2/3 --resume' "$scratch/said" || { cat "$scratch/said"; return 1; }
  submit "$parts" --wait --array=2 --export=ALL,UNEXT50_SHARDS=3 || { cat "$parts"/*.log; return 1; }
  same_as_one_run "$photos" "$parts"
}
