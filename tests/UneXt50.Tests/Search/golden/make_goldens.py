"""Writes small arrays, and what numpy 1.24 finds in them in float64, for the tests beside this folder.

    /usr/bin/python3 make_goldens.py
"""
import numpy as np

ROWS, WIDTH, QUERIES, TOP = 300, 107, 5, 20


def features():
    """Vectors as a trunk gives them, some of them twice, nearly twice, as multiples, and one of zeros."""
    rng = np.random.default_rng(7)
    rows = np.maximum(0, rng.normal(0.2, 1, (ROWS, WIDTH))).astype(np.float32)
    rows[rng.random(rows.shape) < 0.1] *= -1e-5  # subnormal in float16
    rows[40] = 0
    rows[[50, 120, 299]] = rows[10]
    rows[60] = 2 * rows[11]
    rows[70] = rows[12] + rng.normal(0, 0.05, WIDTH)
    rows[71] = rows[70] + rng.normal(0, 0.05, WIDTH)
    return rows


def cosines(left, right):
    lengths = np.linalg.norm(left, axis=1)[:, None] * np.linalg.norm(right, axis=1)[None, :]
    dots = left @ right.T
    return np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)


def distances(left, right):
    return np.sqrt(((left[:, None, :] - right[None, :, :]) ** 2).sum(axis=2))


def write_nearest(name, values, sign):
    """One line a query: ROW VALUE of the best rows, in float32, of two as good the first one first."""
    with open(name, "w") as file:
        for row in values.astype(np.float32):
            order = np.lexsort((np.arange(len(row)), sign * row))[:TOP]
            print(*(f"{i} {row[i]:.9g}" for i in order), file=file)


def write_duplicates(name, similar, threshold):
    """One line a group: its rows, ascending."""
    group = np.arange(len(similar))
    for left, right in np.argwhere(similar.astype(np.float32) >= np.float32(threshold)):
        if left != right:
            group[group == group[right]] = group[left]
    with open(name, "w") as file:
        for first in sorted({int(np.flatnonzero(group == g)[0]) for g in group if np.sum(group == g) > 1}):
            print(*np.flatnonzero(group == group[first]), file=file)


rng = np.random.default_rng(8)
queries = np.maximum(0, rng.normal(0.2, 1, (QUERIES, WIDTH))).astype(np.float32)
queries[1] = features()[10]
queries[2] = features()[11]
np.save("queries.npy", queries)
for dtype in ("float32", "float16"):
    rows = features().astype(dtype)
    np.save(f"{dtype}.npy", rows)
    exact, asked = rows.astype(np.float64), queries.astype(np.float64)
    write_nearest(f"{dtype}.cosine.txt", cosines(asked, exact), -1)
    write_nearest(f"{dtype}.euclidean.txt", distances(asked, exact), 1)
    for threshold in (0.98, 0.6):
        write_duplicates(f"{dtype}.duplicates-{threshold}.txt", cosines(exact, exact), threshold)
