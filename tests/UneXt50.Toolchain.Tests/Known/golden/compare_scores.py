#!/usr/bin/python3
"""compare_scores.py PROGRAM MODEL SHARED: which score tells best what a model does not know (models/README.md).

Known are the photos of SHARED/leaf33/test; strange are those of SHARED/beans3/test, noise, black and grey frames, and our
own test pictures. What a score learns, it learns from SHARED/leaf33/calibration. PROGRAM writes the features; the logits
are computed here, with the classifier that is read from the model file. For each score it prints the AUROC against each
kind of strange picture, and the share that is told of it where 95 % of the known are kept. Needs numpy and PIL.
"""
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

from reference import SIZE, leave_one_out, matrix, oas, sketch

program, model, shared = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
repository = pathlib.Path(__file__).resolve().parents[4]


def fields(data):
    position = 0

    def varint():
        nonlocal position
        value = shift = 0
        while True:
            byte = data[position]
            position += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while position < len(data):
        tag = varint()
        if tag & 7 == 2:
            length = varint()
            yield tag >> 3, data[position:position + length]
            position += length
        elif tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            position += 4 if tag & 7 == 5 else 8


def classifier():
    """The last linear layer: weights [classes, features] and bias."""
    graph = next(value for number, value in fields(memoryview(pathlib.Path(model).read_bytes())) if number == 7)
    tensors, last = {}, None
    for number, value in fields(graph):
        if number == 1:
            node = list(fields(value))
            if any(n == 4 and bytes(v) == b"Gemm" for n, v in node):
                last = [bytes(v).decode() for n, v in node if n == 1]
        if number == 5:
            tensor = list(fields(value))
            name = next(bytes(v).decode() for n, v in tensor if n == 8)
            tensors[name] = next((v for n, v in tensor if n == 9), b"")
    weights, bias = (np.frombuffer(tensors[name], "<f4").astype(np.float64) for name in last[1:])
    return weights.reshape(len(bias), -1), bias


def features(*inputs):
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/all.npy"
        subprocess.run([program, "features", "-r", *map(str, inputs), "--model", model, "--out", out, "--quiet"],
                       stderr=subprocess.DEVNULL)
        return np.load(out).astype(np.float64)


def made_pictures(folder):
    """Noise of several grains, and frames of one colour."""
    random = np.random.default_rng(1)
    for grain in (1, 4, 16, 64):
        for i in range(15):
            small = random.integers(0, 256, (256 // grain, 256 // grain, 3), dtype=np.uint8)
            Image.fromarray(small).resize((256, 256), Image.BICUBIC).save(f"{folder}/noise-{grain}-{i}.png")
    for level in range(0, 256, 5):
        (folder / "flat").mkdir(exist_ok=True)
        Image.new("RGB", (256, 256), (level, level, level)).save(f"{folder}/flat/{level}.png")


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def auroc(known, strange):
    """The share of pairs in which the strange one has the higher score."""
    both = np.concatenate([known, strange])
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):
        same = both == value
        ranks[same] = ranks[same].mean()
    return (ranks[len(known):].sum() - len(strange) * (len(strange) + 1) / 2) / (len(known) * len(strange))


weights, bias = classifier()
logits = lambda x: x @ weights.T + bias
calibration = features(shared / "leaf33/calibration")
known = features(shared / "leaf33/test")
with tempfile.TemporaryDirectory() as name:
    made_pictures(pathlib.Path(name))
    subprocess.run(["bash", repository / "tests/published/pictures.sh", f"{name}/own"], check=True)
    sets = {
        "beans": features(shared / "beans3/test"),
        "noise": features(*sorted(pathlib.Path(name).glob("noise*"))),
        "flat": features(f"{name}/flat"),
        "own": features(f"{name}/own/formats", f"{name}/own/leaf.jpg"),
    }
classes = logits(calibration).argmax(1)
kinds = np.unique(classes)


def means(x):
    return np.stack([x[classes == k].mean(0) for k in kinds])


def mahalanobis(project, shrink=oas):
    x = project(calibration)
    centres = means(x)
    residuals = x - centres[np.searchsorted(kinds, classes)]
    factor = np.linalg.cholesky(shrink(residuals.T @ residuals / len(x), len(x)))
    whiten = lambda v: np.linalg.solve(factor, v.T).T
    whitened = whiten(centres)
    return lambda f: np.sqrt(((whiten(project(f))[:, None] - whitened) ** 2).sum(2).min(1))


def principal(size, scaled=lambda x: x):
    x = scaled(calibration)
    centre = x.mean(0)
    axes = np.linalg.svd(x - centre, full_matrices=False)[2][:size]
    return lambda f: (scaled(f) - centre) @ axes.T


def nearest(k):
    # A photo of the calibration is not among those compared here.
    x = unit(calibration)
    return lambda f: -np.sort(unit(f) @ x.T, axis=1)[:, -k]


def residual(size):
    project = principal(size)
    centre = calibration.mean(0)
    return lambda f: np.sqrt(np.maximum(((f - centre) ** 2).sum(1) - (project(f) ** 2).sum(1), 0))


def dense(size):
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (calibration.shape[1], size))
    return lambda f: np.sqrt(f) @ signs


scores = {
    "highest probability": lambda f: -softmax(logits(f)).max(1),
    "entropy of the probabilities": lambda f: -(softmax(logits(f)) * np.log(softmax(logits(f)) + 1e-30)).sum(1),
    "highest logit": lambda f: -logits(f).max(1),
    "energy": lambda f: -np.log(np.exp(logits(f)).sum(1)),
    "length of the features": lambda f: -np.linalg.norm(f, axis=1),
    "cosine to the nearest class mean": lambda f: -(unit(f) @ unit(means(unit(calibration))).T).max(1),
    "distance to the nearest class mean": lambda f: np.linalg.norm(f[:, None] - means(calibration), axis=2).min(1),
    "nearest photo, cosine": nearest(1),
    "fifth nearest photo, cosine": nearest(5),
    "what 96 principal axes leave": residual(96),
    "Mahalanobis, 32 principal axes": mahalanobis(principal(32)),
    "Mahalanobis, 96 principal axes": mahalanobis(principal(96)),
    "Mahalanobis, 96 principal axes of the roots": mahalanobis(principal(96, np.sqrt)),
    "Mahalanobis, sketch of 96 without roots": mahalanobis(lambda f: f @ matrix(f.shape[1])),
    "Mahalanobis, sketch of 48": mahalanobis(lambda f: sketch(f, 48)),
    "**Mahalanobis, sketch of 96**": mahalanobis(lambda f: sketch(f, 96)),
    "Mahalanobis, sketch of 192": mahalanobis(lambda f: sketch(f, 192)),
    "Mahalanobis, dense sketch of 96": mahalanobis(dense(96)),
    "Mahalanobis, sketch of 96, covariance not shrunk": mahalanobis(lambda f: sketch(f, 96), shrink=lambda scatter, count: scatter),
}

print("calibration", len(calibration), "known", len(known), {name: len(x) for name, x in sets.items()})
print("| score |", " | ".join(sets), "|")
for name, score in scores.items():
    ours = score(known)
    limit = np.quantile(ours, 0.95)
    cells = [f"{auroc(ours, score(x)):.3f}, {100 * (score(x) > limit).mean():.0f} %" for x in sets.values()]
    print(f"| {name} |", " | ".join(cells), "|")

distances = np.sort(leave_one_out(sketch(calibration, SIZE), classes))
score = mahalanobis(lambda f: sketch(f, SIZE))
share = lambda f: 1 - np.interp(score(f), distances, np.linspace(0, 1, len(distances)))
print("leaf33/test strange", (share(known) < 0.01).mean(), "unknown at 5", (share(known) < 0.05).mean())
for name, x in sets.items():
    print(name, "strange", (share(x) < 0.01).mean(), "unknown at 5", (share(x) < 0.05).mean())
