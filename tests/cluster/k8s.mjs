// k8s.mjs arguments FILE: the arguments of the first container, one a line.
// k8s.mjs check FILE...: holds manifests against the JSON schemas that Kubernetes publishes, as the npm package
// kubernetes-models has them. The schemas allow fields that they do not know; a mistyped one is still found, because the
// validators ask for every field that there is: one they never ask for is none.
import { readFileSync } from "node:fs";
import { validate as daemonSet } from "kubernetes-models/_schemas/IoK8sApiAppsV1DaemonSet";
import { validate as job } from "kubernetes-models/_schemas/IoK8sApiBatchV1Job";
import { parseAllDocuments, parseDocument } from "yaml";

const schemas = { "batch/v1 Job": job, "apps/v1 DaemonSet": daemonSet };

// A value that notes which of its fields nobody has asked for.
function watched(value, path, unasked) {
  if (typeof value !== "object" || value === null) return value;
  const fields = Array.isArray(value) ? [] : Object.keys(value);
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, inner] of Object.entries(value)) copy[key] = watched(inner, `${path}/${key}`, unasked);
  fields.forEach((field) => unasked.add(`${path}/${field}`));
  return new Proxy(copy, {
    get: (target, key) => (unasked.delete(`${path}/${String(key)}`), target[key]),
  });
}

const [verb, ...files] = process.argv.slice(2);
if (verb === "arguments") {
  const { spec } = parseDocument(readFileSync(files[0], "utf8")).toJS();
  console.log(spec.template.spec.containers[0].args.join("\n"));
  process.exit(0);
}

let failed = false;
for (const file of files) {
  for (const document of parseAllDocuments(readFileSync(file, "utf8"), { uniqueKeys: true, strict: true })) {
    const problems = document.errors.map((error) => error.message);
    const manifest = document.toJS();
    const validate = schemas[`${manifest.apiVersion} ${manifest.kind}`];
    if (!validate) throw new Error(`${file}: ${manifest.apiVersion} ${manifest.kind} is not known here`);
    const unasked = new Set();
    validate(watched(manifest, "", unasked));
    problems.push(...(validate.errors ?? []).map(
      ({ instancePath, keyword, params }) => `${instancePath}: ${keyword} ${JSON.stringify(params)}`));
    problems.push(...[...unasked].map((field) => `there is no field ${field}`));
    problems.forEach((problem) => console.error(`${file}: ${problem}`));
    failed ||= problems.length > 0;
  }
}
process.exit(failed ? 1 : 0);
