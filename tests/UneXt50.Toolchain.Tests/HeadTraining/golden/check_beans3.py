"""Compares 'unext50 head train' with scikit-learn on real features; the figures are in models/README.md.

    unext50 features -r beans3/train --out train.npy; unext50 features -r beans3/test --out test.npy
    /usr/bin/python3 check_beans3.py train.npy test.npy
"""
import csv
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import StandardScaler


def load(path):
    with open(path.replace(".npy", ".index.csv"), newline="") as index:
        folders = [row["input"].split("/")[-2] for row in csv.DictReader(index) if row["status"] == "ok"]
    return np.load(path).astype(np.float64), np.array(folders)


(train, train_classes), (test, test_classes) = load(sys.argv[1]), load(sys.argv[2])
scaler = StandardScaler().fit(train)
train, test = scaler.transform(train), scaler.transform(test)
strengths = 10.0 ** np.arange(-4, 0.01, 0.5)


def head(strength):
    return LogisticRegression(C=strength, max_iter=5000)


def losses(strength):
    held_out = cross_val_predict(head(strength), train, train_classes, cv=StratifiedKFold(5), method="predict_proba")
    return -np.log(held_out[np.arange(len(held_out)), np.unique(train_classes, return_inverse=True)[1]])


# The strongest penalty within one standard error of the smallest loss.
tried = np.array([losses(strength) for strength in strengths])
means = tried.mean(axis=1)
smallest = means.argmin()
error = tried[smallest].std() / np.sqrt(len(train))
best = np.flatnonzero(means <= means[smallest] + error)[0]
accuracy = head(strengths[best]).fit(train, train_classes).score(test, test_classes)
print(f"C {strengths[best]:.3g}, log loss {means[best]:.4f}, test accuracy {accuracy:.4f}")
