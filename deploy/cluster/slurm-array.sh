#!/usr/bin/env bash
# A Slurm array job: one task for each shard of a collection. Send it off, and what puts the parts together after it, with
#
#   job=$(sbatch --parsable --array=1-8 deploy/cluster/slurm-array.sh photos parts)
#   sbatch --dependency=afterany:$job --wrap 'unext50 features merge parts/part-*.npy --out all.npy'
#
# A task that is stopped (time limit, preemption) and runs again goes on where it was; one whose node fails goes on from its
# last output. To submit single shards again, say how many there are: UNEXT50_SHARDS=8 sbatch --array=3,7 deploy/cluster/slurm-array.sh photos parts
# A task in which some photos failed ends with 1 and has done all others; merge takes its part and names the rest.
#
# Arguments: the folder of photos, the folder for the parts, and further options of `unext50 features`.
# UNEXT50 names the program, if it is not on the path.

#SBATCH --job-name=unext50
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60

set -euo pipefail
photos=$1 parts=$2
shift 2

# Not left to --shard auto, which cannot know how many there are when a list of tasks is submitted again.
export UNEXT50_SHARDS=${UNEXT50_SHARDS:-${SLURM_ARRAY_TASK_COUNT:?submit it with --array=1-N}}

mkdir -p "$parts"
# In the place of this shell, so that Slurm's signal reaches it: it then keeps what it has and ends with 143.
exec "${UNEXT50:-unext50}" features -r "$photos" --shard auto --resume --quiet \
  --threads "${SLURM_CPUS_PER_TASK:-0}" --out "$parts/part-$SLURM_ARRAY_TASK_ID.npy" "$@"
