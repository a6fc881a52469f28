"""Writes what numpy 1.24 says of a vote of the nearest photos, for the photos that make_goldens.py has written.

    /usr/bin/python3 make_knn_goldens.py
"""
import numpy as np

COUNTS, TEMPERATURE = (1, 3, 5, 7, 10, 15, 20, 30, 50, 100), 0.07


def probabilities(known, classes, asked, k, class_count):
    """Softmax of the cosines over the k nearest, summed by class, and one vote more for all classes alike."""
    k = min(k, len(known))
    known = known / np.linalg.norm(known, axis=1, keepdims=True)
    asked = asked / np.linalg.norm(asked, axis=1, keepdims=True)
    cosines = asked @ known.T
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
    shares = np.exp(np.take_along_axis(cosines, nearest, 1) / TEMPERATURE)
    shares /= shares.sum(axis=1, keepdims=True)
    votes = np.zeros((len(asked), class_count))
    for c in range(class_count):
        votes[:, c] = (shares * (classes[nearest] == c)).sum(axis=1)
    return (k * votes + 1 / class_count) / (k + 1)


for name in ("fewer-photos-than-features", "more-photos-than-features"):
    features = np.loadtxt(f"{name}.features.txt")
    classes = np.loadtxt(f"{name}.classes.txt", dtype=int)
    folds = np.loadtxt(f"{name}.folds.txt", dtype=int)
    count, counts = classes.max() + 1, [k for k in COUNTS if k <= len(classes)]
    losses = []
    for k in counts:
        held_out = np.zeros((len(classes), count))
        for fold in range(5):
            training, rest = folds != fold, folds == fold
            held_out[rest] = probabilities(features[training], classes[training], features[rest], k, count)
        losses.append(-np.log(held_out[np.arange(len(classes)), classes]).mean())
    k = counts[int(np.argmin(losses))]
    np.savetxt(f"{name}.knn-k.txt", [k], fmt="%d")
    np.savetxt(f"{name}.knn-losses.txt", losses, fmt="%.9g")
    np.savetxt(f"{name}.knn-probabilities.txt", probabilities(features, classes, features, k, count), fmt="%.9g")
