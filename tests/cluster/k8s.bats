#!/usr/bin/env bats
# k8s.bats: holds deploy/k8s against the schemas that Kubernetes publishes, and runs here what each pod of the job would.
# Needs node and npm, which fetches two packages.
source "$BATS_TEST_DIRNAME/program.bash"

manifests=("$repository"/deploy/k8s/*.yaml)
job=$repository/deploy/k8s/features-job.yaml

setup_file() {
  npm install --silent --no-audit --no-fund --prefix "$scratch" kubernetes-models@5.1.0 yaml@2.9.1
  cp "$repository/tests/cluster/k8s.mjs" "$scratch/"
}

# pod INDEX: the arguments and the environment of the job's container, with folders here for its volumes.
pod() {
  local arguments
  export JOB_COMPLETION_INDEX=$1 UNEXT50_SHARDS=$completions
  mapfile -t arguments < <(node "$scratch/k8s.mjs" arguments "$job" |
    sed "s|\$(JOB_COMPLETION_INDEX)|$1|; s|/photos|$scratch/photos|; s|/parts|$scratch/parts|")
  "$UNEXT50" "${arguments[@]}"
}

@test "the manifests are what Kubernetes' schemas allow" {
  node "$scratch/k8s.mjs" check "${manifests[@]}"
}

@test "mistakes in manifests are found" {
  sed 's/completions: 8/completions: "8"/; s/mountPath: .parts/mountPth: x/; s/backoffLimitPerIndex/backoffLimit_/' "$job" \
    > "$scratch/wrong.yaml"
  exits_with 1 node "$scratch/k8s.mjs" check "$scratch/wrong.yaml" 2> "$scratch/said"
  cat "$scratch/said"
  grep -q 'completions: type' "$scratch/said" && grep -q 'mountPth' "$scratch/said" && grep -q 'backoffLimit_' "$scratch/said"
}

@test "the pods of the job make what one run does" {
  local index
  make_photos "$scratch/photos" 30
  mkdir "$scratch/parts"
  completions=$(sed -n 's/^  completions: \([0-9]*\).*/\1/p' "$job")
  grep -A1 'name: UNEXT50_SHARDS' "$job" | grep -q "value: \"$completions\"" || { echo "UNEXT50_SHARDS is not completions"; return 1; }
  for (( index = 0; index < completions; index++ )); do pod "$index" || return; done
  same_as_one_run "$scratch/photos" "$scratch/parts"
}
