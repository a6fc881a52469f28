// run.js UNEXT50 PHOTO MODEL...: holds the published program against classify.js, model by model, in turns on this machine.
// Writes CSV: for each model the medians of both sides, and the median ratio of pairs. See run.sh.
import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [program, photo, ...models] = process.argv.slice(2);
const pairs = Number(process.env.PAIRS ?? 21);
const warmRuns = 25; // of which the first five do not count
const peer = join(dirname(fileURLToPath(import.meta.url)), "classify.js");

function run(file, args) {
  const start = performance.now();
  const done = spawnSync(file, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  const wall = performance.now() - start;
  if (done.status !== 0) throw new Error(`${file} ${args.join(" ")}: ${done.stderr || done.error}`);
  return { wall, json: JSON.parse(done.stdout) };
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

function sides(model) {
  const info = run(program, ["model", "info", model, "--format", "json"]).json;
  const job = { model, photo, size: info.input_size, mean: info.mean, std: info.std };
  const theirs = (runs) => run(process.execPath, [peer, JSON.stringify({ ...job, runs })]);
  const classify = (top) =>
    run(program, ["classify", photo, "--model", model, "--threads", "1", "--top", `${top}`, "--format", "json"]);
  return {
    labels: info.labels.length,
    ours: {
      cold: () => { const { wall, json } = classify(1); return { wall, memory: json.summary.peak_resident_bytes }; },
      warm: () => {
        const photos = ["--photos", photo, "--runs", `${warmRuns - 5}`, "--warm-up", "5", "--starts", "1"];
        return run(program, ["bench", model, ...photos, "--format", "json"]).json.latency_milliseconds.total.p50;
      },
      probabilities: () => {
        const { classes } = classify(info.labels.length).json.results[0];
        return classes.sort((a, b) => a.index - b.index).map((each) => each.probability);
      },
    },
    theirs: {
      cold: () => { const { wall, json } = theirs(1); return { wall, memory: json.peak_resident_bytes }; },
      warm: () => median(theirs(warmRuns).json.milliseconds.slice(5)),
      probabilities: () => theirs(1).json.probabilities,
    },
  };
}

/** Both sides, each first in every other pair. */
function inTurns(first, second) {
  const samples = [];
  for (let i = -1; i < pairs; i++) {
    const swapped = i % 2 !== 0;
    const early = swapped ? second() : first();
    const late = swapped ? first() : second();
    if (i >= 0) samples.push(swapped ? [late, early] : [early, late]);
  }
  return samples;
}

const machine = `"${cpus()[0].model.trim()}, ${cpus().length} cores"`;
console.log("model,figure,unit,unext50,peer,ratio,pairs,largest_probability_difference,machine,load");
function report(model, apart, figure, unit, samples) {
  const ratio = median(samples.map(([ours, theirs]) => ours / theirs));
  const [ours, theirs] = [0, 1].map((side) => median(samples.map((pair) => pair[side])));
  console.log(
    `${basename(model)},${figure},${unit},${ours.toFixed(2)},${theirs.toFixed(2)},${ratio.toFixed(3)},${pairs},` +
      `${apart.toFixed(4)},${machine},${loadavg()[0].toFixed(1)}`);
}

for (const model of models) {
  const { ours, theirs } = sides(model);
  const [mine, other] = [ours.probabilities(), theirs.probabilities()];
  const top = (values) => values.indexOf(Math.max(...values));
  const apart = Math.max(...mine.map((value, i) => Math.abs(value - other[i])));
  // Their resize is not Pillow's, so pixels differ by a level or two; another answer would be another job.
  if (top(mine) !== top(other) || apart > 0.05) throw new Error(`${model}: other answers, ${apart} apart`);

  const cold = inTurns(ours.cold, theirs.cold);
  report(model, apart, "cold one-photo wall time", "ms", cold.map((pair) => pair.map((side) => side.wall)));
  report(model, apart, "peak memory", "MB", cold.map((pair) => pair.map((side) => side.memory / 1e6)));
  report(model, apart, "warm time a photo", "ms", inTurns(ours.warm, theirs.warm));
}
