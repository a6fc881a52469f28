"""Writes what scikit-learn 1.2 and numpy 1.24 say, for the tests beside this folder. Run with Debian's python3-sklearn.

    /usr/bin/python3 make_goldens.py
"""
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

STRENGTHS = 10.0 ** np.arange(-4, 0.01, 0.5)


def photos(name, sizes, width, seed):
    """Features like a trunk's, never negative, in overlapping classes; one feature is the same in all."""
    rng = np.random.default_rng(seed)
    classes = np.repeat(np.arange(len(sizes)), sizes)
    centres = rng.normal(0, 0.6, (len(sizes), width))
    features = np.maximum(0, centres[classes] + rng.normal(0.3, 1, (len(classes), width))).astype(np.float32)
    features[:, -1] = 0.25
    np.savetxt(f"{name}.features.txt", features, fmt="%.9g")
    np.savetxt(f"{name}.classes.txt", classes, fmt="%d")
    return features.astype(np.float64), classes


def fit(inputs, classes, strength):
    return LogisticRegression(C=strength, tol=1e-10, max_iter=100_000).fit(inputs, classes)


def logistic(name, sizes, width, seed):
    """Standardised once, log loss in five folds for each strength, probabilities of the best head on all photos."""
    features, classes = photos(name, sizes, width, seed)
    inputs = StandardScaler().fit_transform(features)
    folds = list(StratifiedKFold(5).split(inputs, classes))
    losses, errors = [], []
    for strength in STRENGTHS:
        held_out = np.zeros((len(classes), len(sizes)))
        for training, rest in folds:
            held_out[rest] = fit(inputs[training], classes[training], strength).predict_proba(inputs[rest])
        each = -np.log(held_out[np.arange(len(classes)), classes])
        losses.append(each.mean())
        errors.append(each.std() / np.sqrt(len(classes)))
    # The strongest penalty within one standard error of the smallest loss.
    smallest = int(np.argmin(losses))
    strength = STRENGTHS[np.flatnonzero(np.array(losses) <= losses[smallest] + errors[smallest])[0]]
    best = fit(inputs, classes, strength)
    np.savetxt(f"{name}.strength.txt", [strength], fmt="%.12g")
    np.savetxt(f"{name}.losses.txt", np.array(losses), fmt="%.9g")
    np.savetxt(f"{name}.probabilities.txt", best.predict_proba(inputs), fmt="%.9g")
    fold_of = np.zeros(len(classes), int)
    for fold, (_, rest) in enumerate(folds):
        fold_of[rest] = fold
    np.savetxt(f"{name}.folds.txt", fold_of, fmt="%d")


logistic("fewer-photos-than-features", [11, 14, 9], 50, 1)
logistic("more-photos-than-features", [23, 17, 31, 12], 12, 2)
