"""Golden values of metrics, by scikit-learn and imbalanced-learn.

Writes metrics/metrics.json beside this file. Made with Debian 12's packages
python3-sklearn 1.2.1 and python3-imblearn 0.10.0:

    /usr/bin/python3 test-data/golden/make_metrics.py

Every case holds labels and probabilities (rows x classes) and what the
libraries give for them. Scores are rounded to 1 or 2 decimals in some cases,
so that many rows tie.
"""

import json
import pathlib
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.metrics import geometric_mean_score
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    matthews_corrcoef,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
)

warnings.filterwarnings("ignore")


def calibration_error(probability, came_true, bins=15):
    """Bins (i/bins, (i+1)/bins], 0 in the first; the mean of bins is weighted by rows."""
    which = np.clip(np.ceil(probability * bins).astype(int) - 1, 0, bins - 1)
    total = 0.0
    for b in range(bins):
        rows = which == b
        if rows.any():
            total += rows.sum() * abs(probability[rows].mean() - came_true[rows].mean())
    return total / probability.size


def best_threshold(scores, labels, metric):
    """All middles between distinct scores; ties to the one nearest 1/2, then the lower."""
    distinct = np.unique(scores)
    middles = distinct[:-1] / 2 + distinct[1:] / 2
    values = np.array([metric(labels, (scores >= t).astype(int)) for t in middles])
    good = middles[values >= values.max() - 1e-12]
    return float(min(good, key=lambda t: (abs(t - 0.5), t))), float(values.max())


def binary(name, labels, p, thresholds=False):
    predicted = (p >= 0.5).astype(int)
    precision, recall, _ = precision_recall_curve(labels, p)
    case = {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": [[1 - x, x] for x in p.tolist()],
        "threshold": 0.5,
        "averagePrecision": average_precision_score(labels, p),
        "rocAuc": roc_auc_score(labels, p),
        "balancedAccuracy": balanced_accuracy_score(labels, predicted),
        "gMean": geometric_mean_score(labels, predicted, average="binary"),
        "f1": f1_score(labels, predicted),
        "mcc": matthews_corrcoef(labels, predicted),
        "kappa": cohen_kappa_score(labels, predicted),
        "brier": brier_score_loss(labels, p),
        "ece": calibration_error(p, labels),
        "perClassRecall": recall_score(labels, predicted, average=None).tolist(),
        "perClassPrecision": precision_score(labels, predicted, average=None).tolist(),
        "confusion": confusion_matrix(labels, predicted).tolist(),
        "precisionAtRecall": {
            str(r): float(precision[:-1][recall[:-1] >= r - 1e-12].max())
            for r in (0.4, 0.5, 0.75, 1.0)
        },
    }
    if thresholds:
        case["tuned"] = {
            key: dict(zip(("value", "attained"), best_threshold(p, labels, metric)))
            for key, metric in {
                "BALANCED_ACCURACY": balanced_accuracy_score,
                "F1": f1_score,
                "MCC": matthews_corrcoef,
                "G_MEAN": lambda y, q: geometric_mean_score(y, q, average="binary"),
                "KAPPA": cohen_kappa_score,
            }.items()
        }
    return case


def multiclass(name, labels, p):
    classes = p.shape[1]
    predicted = p.argmax(axis=1)
    one_hot = np.eye(classes)[labels]
    return {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": p.tolist(),
        "averagePrecision": average_precision_score(one_hot, p, average="macro"),
        "rocAuc": roc_auc_score(one_hot, p, average="macro"),
        "balancedAccuracy": balanced_accuracy_score(labels, predicted),
        "gMean": geometric_mean_score(labels, predicted, average="multiclass"),
        "f1": f1_score(labels, predicted, average="macro"),
        "mcc": matthews_corrcoef(labels, predicted),
        "kappa": cohen_kappa_score(labels, predicted),
        "brier": float(((p - one_hot) ** 2).sum(axis=1).mean()),
        "ece": calibration_error(p.max(axis=1), predicted == labels),
        "perClassRecall": recall_score(labels, predicted, average=None).tolist(),
        "perClassPrecision": precision_score(labels, predicted, average=None).tolist(),
        "confusion": confusion_matrix(labels, predicted).tolist(),
    }


def binary_data(rng, n, positives, decimals):
    labels = np.zeros(n, dtype=int)
    labels[rng.permutation(n)[:positives]] = 1
    p = 1 / (1 + np.exp(-rng.normal(1.5 * labels - 1, 1.2)))
    return labels, np.round(p, decimals)


def multiclass_data(rng, counts, decimals):
    labels = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    z = rng.normal(size=(labels.size, len(counts))) + 1.5 * np.eye(len(counts))[labels]
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return labels, np.round(p, decimals)


def main():
    rng = np.random.default_rng(20250101)
    cases = [
        binary("balanced", *binary_data(rng, 60, 30, 17), thresholds=True),
        binary("rare", *binary_data(rng, 150, 6, 17), thresholds=True),
        binary("ties", *binary_data(rng, 80, 15, 1), thresholds=True),
        binary("one positive", *binary_data(rng, 30, 1, 2), thresholds=True),
        binary("none predicted", *(lambda y, p: (y, p / 4))(*binary_data(rng, 40, 5, 2))),
        binary("all equal", np.array([0, 1, 0, 0, 1]), np.full(5, 0.3)),
        multiclass("three classes", *multiclass_data(rng, [60, 20, 5], 17)),
        multiclass("five classes, ties", *multiclass_data(rng, [40, 20, 10, 5, 3], 2)),
    ]
    # a class that is never predicted
    labels, p = multiclass_data(rng, [20, 10, 4], 17)
    p[:, 2] = 0
    p /= p.sum(axis=1, keepdims=True)
    cases.append(multiclass("a class never predicted", labels, p))
    out = pathlib.Path(__file__).parent / "metrics" / "metrics.json"
    out.parent.mkdir(exist_ok=True)
    made = {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    out.write_text('{"made": %s, "cases": [\n%s\n]}\n' % (json.dumps(made), lines))


if __name__ == "__main__":
    main()
