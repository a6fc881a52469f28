"""Compares scores for `--unknown`: how well each tells photos of known classes from others, and how many it turns away when
it is calibrated as `head train` does. The figures are in models/README.md.

    for set in beans3/train beans3/test leaf33/calibration leaf33/test; do
      unext50 features -r $set --out ${set/\\//-}.npy
    done
    /usr/bin/python3 check_unknown_scores.py FOLDER_WITH_THE_FOUR_FILES
"""
import csv
import os
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

PERCENT = 5


def load(name):
    path = os.path.join(sys.argv[1], name)
    with open(path + ".index.csv", newline="") as index:
        folders = [row["input"].split("/")[-2] for row in csv.DictReader(index) if row["status"] == "ok"]
    return np.load(path + ".npy").astype(np.float64), np.unique(folders, return_inverse=True)[1]


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def class_means(rows, classes):
    return np.array([rows[classes == k].mean(0) for k in range(classes.max() + 1)])


def mahalanobis(standardise, rows, classes, shrinkage=0.5):
    """To the nearest class mean, with one covariance for all classes, shrunk towards a multiple of the identity."""
    means = class_means(rows, classes)
    _, singular, axes = np.linalg.svd(rows - means[classes], full_matrices=False)
    variances = singular**2 / len(rows)
    mean_variance = variances.sum() / rows.shape[1]

    def score(features):
        best = np.inf
        for mean in means:
            difference = standardise(features) - mean
            along = difference @ axes.T
            across = (difference**2).sum(1) - (along**2).sum(1)
            shrunk = (1 - shrinkage) * variances + shrinkage * mean_variance
            best = np.minimum(best, across / (shrinkage * mean_variance) + (along**2 / shrunk).sum(1))
        return best
    return score


def residual(features, rank):
    """What the first principal axes of the training photos leave unexplained."""
    mean = unit(features).mean(0)
    axes = np.linalg.svd(unit(features) - mean, full_matrices=False)[2][:rank]
    return lambda x: ((unit(x) - mean)**2).sum(1) - (((unit(x) - mean) @ axes.T)**2).sum(1)


def scores(features, classes):
    """Name -> function of features; the higher, the less like the training photos."""
    mean, deviation = features.mean(0), features.std(0)
    deviation[deviation == 0] = 1

    def standardise(x):
        return (x - mean) / deviation

    means = unit(class_means(unit(features), classes))
    centred = unit(class_means(unit(features - mean), classes))
    model = LogisticRegression(C=0.03, max_iter=300, tol=1e-3).fit(standardise(features), classes)

    def energy(x):
        logits = model.decision_function(standardise(x))
        logits = np.c_[-logits, logits] / 2 if logits.ndim == 1 else logits
        return -np.logaddexp.reduce(logits, axis=1)

    return {
        "cosine to class mean": lambda x: 1 - (unit(x) @ means.T).max(1),
        "cosine to class mean, centred": lambda x: 1 - (unit(x - mean) @ centred.T).max(1),
        "cosine to nearest photo": lambda x: 1 - (unit(x) @ unit(features).T).max(1),
        "cosine to fifth nearest photo": lambda x: 1 - np.sort(unit(x) @ unit(features).T, 1)[:, -5],
        "Mahalanobis, shrunk": mahalanobis(standardise, standardise(features), classes),
        "residual of 16 axes": residual(features, 16),
        "residual of 32 axes": residual(features, 32),
        "residual of 64 axes": residual(features, 64),
        "highest probability": lambda x: 1 - model.predict_proba(standardise(x)).max(1),
        "energy": energy,
    }


def compare(name, features, classes, known, unknown):
    held_out = {}
    for train, test in StratifiedKFold(5).split(features, classes):
        for score, function in scores(features[train], classes[train]).items():
            held_out.setdefault(score, []).append(function(features[test]))
    for score, function in scores(features, classes).items():
        threshold = np.quantile(np.concatenate(held_out[score]), 1 - PERCENT / 100)
        of_known, of_unknown = function(known), function(unknown)
        area = roc_auc_score(np.r_[np.zeros(len(known)), np.ones(len(unknown))], np.r_[of_known, of_unknown])
        print(f"{name:30} {score:30} AUROC {area:.4f}  known turned away {np.mean(of_known > threshold):.3f}"
              f"  unknown turned away {np.mean(of_unknown > threshold):.3f}", flush=True)


beans, bean_classes = load("beans3-train")
bean_test, bean_test_classes = load("beans3-test")
leaves, leaf_classes = load("leaf33-calibration")
leaf_test, leaf_test_classes = load("leaf33-test")

compare("beans, other leaves", beans, bean_classes, bean_test, leaf_test)
for left_out in range(3):
    kept = bean_classes != left_out
    compare(f"beans, class {left_out} left out", beans[kept], np.unique(bean_classes[kept], return_inverse=True)[1],
            bean_test[bean_test_classes != left_out], bean_test[bean_test_classes == left_out])
even = leaf_classes % 2 == 0
compare("leaves, every other class", leaves[even], leaf_classes[even] // 2,
        leaf_test[leaf_test_classes % 2 == 0], leaf_test[leaf_test_classes % 2 == 1])
