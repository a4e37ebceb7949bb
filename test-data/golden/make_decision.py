"""Golden values of thresholds for costs and constraints, by trying them all.

Writes decision/decision.json beside this file. Made with NumPy 1.24.2, and
precision and recall by Debian 12's python3-sklearn 1.2.1:

    /usr/bin/python3 test-data/golden/make_decision.py

Scores have two decimals in one case, so that many rows tie. Costs are summed
row by row; standard errors are those of the mean over rows.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.metrics import precision_score, recall_score


def thresholds(scores):
    """One below each distinct score, half-way to the next, and one above all."""
    distinct = np.unique(scores)[::-1]
    below = np.append(distinct[1:], 0)
    return np.append((1 + distinct[0]) / 2, (distinct + below) / 2)


def row_costs(scores, labels, amounts, threshold, fn, fp):
    flagged = scores >= threshold
    return np.where(labels == 1, fn * amounts * ~flagged, fp * flagged)


def estimate(costs):
    return [float(costs.mean()), float(costs.std(ddof=1) / np.sqrt(len(costs)))]


def case(name, scores, labels, amounts):
    tried = thresholds(scores)
    flags = [(scores >= t).astype(int) for t in tried]
    precision = np.array([precision_score(labels, f, zero_division=0) for f in flags])
    recall = np.array([recall_score(labels, f) for f in flags])
    alerts = np.array([1000 * f.mean() for f in flags])
    some = alerts > 0
    chosen = {}
    costs = {}
    for fn, fp in ((1, 1), (20, 1), (5, 2), (0, 1), (1, 0)):
        total = np.array([row_costs(scores, labels, amounts, t, fn, fp).mean() for t in tried])
        good = tried[total <= total.min() * (1 + 1e-12)]
        bayes = fp / (fp + fn)
        best = float(min(good, key=lambda t: (abs(t - bayes), t)))
        costs[f"{fn} {fp}"] = {
            "threshold": best,
            "cost": estimate(row_costs(scores, labels, amounts, best, fn, fp)),
            "flagNone": estimate(row_costs(scores, labels, amounts, 2, fn, fp)),
            "flagAll": estimate(row_costs(scores, labels, amounts, 0, fn, fp)),
        }
    for name_of, ok, merit, limits in (
        ("precision", lambda x: precision >= x - 1e-12, [recall, precision], (0.3, 0.6)),
        ("recall", lambda x: recall >= x - 1e-12, [precision, recall], (0.5, 0.8, 1.0)),
        ("alerts", lambda x: alerts <= x + 1e-9, [alerts], (50, 200.5, 1000)),
    ):
        for limit in limits:
            allowed = np.flatnonzero(some & ok(limit))
            best = max(allowed, key=lambda i: tuple(m[i] for m in merit))
            chosen[f"{name_of} {limit}"] = float(tried[best])
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "amounts": amounts.tolist(),
        "costs": costs,
        "chosen": chosen,
    }


def main():
    rng = np.random.default_rng(3)
    labels = (rng.random(160) < 0.15).astype(int)
    scores = 1 / (1 + np.exp(2 - 2 * labels - rng.normal(size=160)))
    amounts = rng.exponential(size=160).round(3)
    cases = [
        case("distinct", scores, labels, np.ones(160)),
        case("ties", scores.round(2), labels, np.ones(160)),
        case("amounts", scores.round(6), labels, amounts),
    ]
    path = pathlib.Path(__file__).parent / "decision" / "decision.json"
    path.parent.mkdir(exist_ok=True)
    made = {"madeWith": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"}
    path.write_text(json.dumps({**made, "cases": cases}) + "\n")


main()
