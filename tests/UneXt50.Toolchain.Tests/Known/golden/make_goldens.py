#!/usr/bin/python3
"""make_goldens.py: writes known.tsv beside it: made-up photos, and what numpy makes of them (reference.py)."""
import pathlib

import numpy as np

from reference import leave_one_out, oas, sketch

random = np.random.default_rng(7)
CLASSES, WIDTH = 5, 40
centres = random.integers(-200, 800, (CLASSES, WIDTH))
kinds = np.array([*np.repeat(np.arange(CLASSES - 1), 15), 1, 1, 3, CLASSES - 1, 0, 0, 0])
photos = (centres[kinds] + random.integers(-300, 300, (len(kinds), WIDTH))) / 256
queries = np.concatenate([
    photos[:2], photos[20:22] + 0.25, (centres[2:4] + random.integers(-250, 250, (2, WIDTH))) / 256,
    random.integers(-300, 900, (2, WIDTH)) / 256, np.zeros((1, WIDTH))])
wide = (np.arange(2048) * 37 % 101 / 16 - 2)[None]

x = sketch(photos)
means = np.stack([x[kinds == k].mean(0) for k in range(CLASSES)])
several = np.array([(kinds == k).sum() > 1 for k in kinds])
residuals = (x - means[kinds])[several]
inverse = np.linalg.inv(oas(residuals.T @ residuals / len(residuals), len(residuals)))
held_out = leave_one_out(x, kinds)
differences = sketch(queries)[:, None] - means
distances = np.sqrt(np.einsum("qki,ij,qkj->qk", differences, inverse, differences).min(1))
shares = 1 - np.interp(distances, np.sort(held_out), np.linspace(0, 1, len(held_out)))

with open(pathlib.Path(__file__).parent / "known.tsv", "w") as file:
    def line(name, values):
        print(name, *(f"{value:.12g}" for value in values), sep="\t", file=file)

    line("wide", sketch(wide)[0])
    for kind, photo in zip(kinds, photos):
        line(f"photo {kind}", photo)
    line("held out", held_out)
    for query in queries:
        line("query", query)
    line("distances", distances)
    line("shares", shares)
