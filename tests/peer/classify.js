// classify.js JOB: the same job as `unext50 classify`, with onnxruntime-node and sharp. JOB is a JSON object: model, photo,
// runs (photos in a row), size, mean, std. Writes one JSON object: classes of the photo, milliseconds of each run, peak memory.
import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const job = JSON.parse(process.argv[2]);
const area = job.size * job.size;

// One thread each, as the program beside it.
sharp.concurrency(1);
sharp.cache(false);
const session = await InferenceSession.create(job.model, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
  graphOptimizationLevel: "all",
});

async function classify(file) {
  const pixels = await sharp(file)
    .rotate() // as EXIF says
    .removeAlpha()
    .toColourspace("srgb")
    .resize(job.size, job.size, { fit: "cover", kernel: "linear" })
    .raw()
    .toBuffer();
  const planes = new Float32Array(3 * area);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * job.std[channel]);
    const offset = job.mean[channel] / job.std[channel];
    for (let i = 0; i < area; i++) planes[channel * area + i] = pixels[3 * i + channel] * scale - offset;
  }
  const outputs = await session.run({ image: new Tensor("float32", planes, [1, 3, job.size, job.size]) });
  return softmax(outputs.logits.data);
}

function softmax(logits) {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const milliseconds = [];
let probabilities;
for (let run = 0; run < job.runs; run++) {
  const start = performance.now();
  probabilities = await classify(await readFile(job.photo));
  milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ probabilities, milliseconds, peak_resident_bytes: process.resourceUsage().maxRSS * 1024 }));
