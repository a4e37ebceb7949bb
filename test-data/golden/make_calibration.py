"""Golden values of calibration, by scikit-learn and SciPy.

Writes calibration/calibration.json beside this file. Made with Debian 12's
packages python3-sklearn 1.2.1 and python3-scipy 1.10.1:

    /usr/bin/python3 test-data/golden/make_calibration.py

Platt's fit is scikit-learn's (`_sigmoid_calibration`), improved by SciPy's
trust-exact, since its BFGS stops early; isotonic regression is scikit-learn's of Platt's targets; temperature and beta
are SciPy's optimizers on the log loss of these, and cross-fitted losses are
those of fits without each fold.
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, log_softmax, softmax
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression

LEAST = 2.0**-126
KINDS = ["none", "temperature", "prior", "platt", "beta", "isotonic"]


def logs(p):
    return np.log(np.maximum(p, LEAST))


def targets(y, classes):
    """What is seen of a row's class is n + 1 of n + 2; the rest is shared by the others."""
    own = (np.bincount(y, minlength=classes) + 1) / (np.bincount(y, minlength=classes) + 2)
    t = np.repeat((1 - own[y])[:, None] / (classes - 1), classes, axis=1)
    t[np.arange(len(y)), y] = own[y]
    return t


def platt_targets(y):
    positives, negatives = (y == 1).sum(), (y == 0).sum()
    t = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    assert np.allclose(t, targets(y, 2)[:, 1])
    return t


def logistic(features, y):
    """Maximum likelihood with weights of at least 0, the last column being constant."""
    t = platt_targets(y)
    x = np.column_stack([features, np.ones(len(y))])

    def loss(w):
        z = x @ w
        return np.sum(np.logaddexp(0, z) - t * z)

    def gradient(w):
        return x.T @ (expit(x @ w) - t)

    def hessian(w):
        p = expit(x @ w)
        return (x * (p * (1 - p))[:, None]).T @ x

    width = features.shape[1]
    best = None
    for used in range(2**width):  # the least loss over all faces of the constraint
        free = [j for j in range(width) if used >> j & 1] + [width]

        def full(part):
            w = np.zeros(width + 1)
            w[free] = part
            return w

        start = np.zeros(len(free))
        start[-1] = np.log(t.mean() / (1 - t.mean()))
        found = minimize(
            lambda part: loss(full(part)),
            start,
            jac=lambda part: gradient(full(part))[free],
            hess=lambda part: hessian(full(part))[np.ix_(free, free)],
            method="trust-exact",
            options={"gtol": 1e-10, "maxiter": 10000},
        )
        w = full(found.x)
        if (w[:width] >= 0).all() and (best is None or loss(w) < best[0] - 1e-9):
            best = loss(w), w
    return best[1]


def fit(kind, p, y):
    """Returns the numbers by name, and the function."""
    if kind == "none":
        return {}, lambda q: q
    if kind == "temperature":
        a = logs(p)
        t = targets(y, p.shape[1])
        loss = lambda u: -(t * log_softmax(a * np.exp(u), axis=1)).sum()
        found = minimize_scalar(
            loss, bounds=(-np.log(64), np.log(4)), method="bounded", options={"xatol": 1e-11}
        )
        inverse = np.exp(found.x)
        for end in (1 / 64, 4.0):  # the method never tries the ends
            inverse = end if loss(np.log(end)) <= loss(np.log(inverse)) else inverse
        return {"temperature": [1 / inverse]}, lambda q: softmax(logs(q) * inverse, axis=1)
    if kind == "prior":
        weights = np.bincount(y, minlength=p.shape[1]) / len(y) * p.shape[1]
        shift = lambda q: q * weights / (q * weights).sum(axis=1, keepdims=True)
        return {"weights": weights.tolist()}, shift
    if kind == "platt":
        odds = lambda q: logs(q[:, 1]) - logs(q[:, 0])
        w = logistic(odds(p)[:, None], y)
        if w[0] > 0:
            theirs = _sigmoid_calibration(odds(p), y)
            assert np.allclose(w, [-theirs[0], -theirs[1]], rtol=1e-3, atol=1e-3), (w, theirs)
        return {"slope": [w[0]], "intercept": [w[1]]}, lambda q: two(w[0] * odds(q) + w[1])
    if kind == "beta":
        w = logistic(np.column_stack([logs(p[:, 1]), -logs(p[:, 0])]), y)
        z = lambda q: w[0] * logs(q[:, 1]) - w[1] * logs(q[:, 0]) + w[2]
        return {"a": [w[0]], "b": [w[1]], "c": [w[2]]}, lambda q: two(z(q))
    isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(p[:, 1], platt_targets(y))

    def both(q):
        positive = isotonic.predict(q[:, 1])
        return np.column_stack([1 - positive, positive])

    return {}, both


def two(z):
    return np.column_stack([expit(-z), expit(z)])


def cross_fitted(kind, p, y):
    """Every class goes to five folds in turn, beginning with the fold of its own number."""
    turn = np.zeros(len(y), dtype=int)
    for c in range(p.shape[1]):
        rows = np.flatnonzero(y == c)
        turn[rows] = (np.arange(len(rows)) + c) % 5
    own = np.zeros(len(y))
    for f in range(5):
        rest = turn != f
        _, calibrate = fit(kind, p[rest], y[rest])
        own[~rest] = calibrate(p[~rest])[np.arange((~rest).sum()), y[~rest]]
    return float(-np.log(np.maximum(own, 2.0**-23)).mean())


def case(name, p, y, tried):
    rng = np.random.default_rng(7)
    classes = p.shape[1]
    new = rng.dirichlet(np.full(classes, 0.5), size=12).round(6)
    new[0] = np.eye(classes)[0]
    new[1] = np.eye(classes)[classes - 1]
    kinds = {}
    for kind in tried:
        numbers, calibrate = fit(kind, p, y)
        kinds[kind] = {
            "numbers": numbers,
            "calibrated": calibrate(new).tolist(),
            "crossFitted": cross_fitted(kind, p, y),
        }
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": y.tolist(),
        "new": new.tolist(),
        "kinds": kinds,
    }


def binary(z, decimals=6):
    positive = expit(z).round(decimals)
    return np.column_stack([1 - positive, positive])


def main():
    rng = np.random.default_rng(20)
    cases = []
    n = 150
    y = (rng.random(n) < 0.2).astype(int)
    y[:5] = 1
    cases.append(case("too sure", binary(4 * y - 2 + 3 * rng.normal(size=n)), y, KINDS))
    cases.append(case("balanced training", binary(1.2 * y + rng.normal(size=n)), y, KINDS))
    cases.append(case("skewed", binary(-np.exp(rng.normal(size=n)) + 2 * y), y, KINDS))
    cases.append(case("ties", binary(2 * y - 2 + 2 * rng.normal(size=n), 1), y, KINDS))
    cases.append(case("separable", binary(6 * y - 3 + rng.random(n)), y, KINDS))
    cases.append(case("upside down", binary(1 - 2 * y + rng.normal(size=n)), y, KINDS))
    y = rng.choice(3, size=n, p=[0.7, 0.2, 0.1])
    y[:3] = [0, 1, 2]
    z = 3 * rng.normal(size=(n, 3)) + 3 * np.eye(3)[y]
    cases.append(case("three classes", softmax(z, axis=1).round(6), y, KINDS[:3]))
    path = pathlib.Path(__file__).parent / "calibration" / "calibration.json"
    path.parent.mkdir(exist_ok=True)
    made = {"madeWith": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}"}
    path.write_text(json.dumps({**made, "cases": cases}) + "\n")


main()
