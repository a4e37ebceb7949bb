"""Golden values of ROC curves, by scikit-learn.

Writes metrics/roc.json beside this file. Made with Debian 12's package
python3-sklearn 1.2.1:

    /usr/bin/python3 test-data/golden/make_roc.py

The true positive rate at a false positive rate is read off scikit-learn's curve
without interpolation; the equal error rate is where the curve's straight pieces
meet the line from (0, 1) to (1, 0), found by numpy.interp on fpr + tpr.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score, roc_curve


def case(name, labels, scores):
    fpr, tpr, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    return {
        "name": name,
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "falsePositiveRates": fpr.tolist(),
        "truePositiveRates": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "area": roc_auc_score(labels, scores),
        "at": {str(r): float(tpr[fpr <= r].max()) for r in (0.001, 0.01, 0.1, 0.5, 1.0)},
        "equalErrorRate": float(np.interp(1, fpr + tpr, fpr)),
    }


def data(rng, n, positives, shift, decimals):
    labels = np.zeros(n, dtype=int)
    labels[rng.permutation(n)[:positives]] = 1
    return labels, np.round(np.tanh(rng.normal(shift * labels - 0.3, 0.5)), decimals)


def main():
    rng = np.random.default_rng(20250202)
    cases = [
        case("cosines", *data(rng, 400, 80, 0.8, 17)),
        case("ties", *data(rng, 120, 40, 0.6, 1)),
        case("chance", *data(rng, 60, 30, 0.0, 2)),
        case("separated", *data(rng, 40, 20, 9.0, 17)),
        case("reversed", *data(rng, 40, 20, -9.0, 17)),
    ]
    out = pathlib.Path(__file__).parent / "metrics" / "roc.json"
    made = {"scikit-learn": sklearn.__version__}
    lines = ",\n".join(json.dumps(c) for c in cases)
    out.write_text('{"made": %s, "cases": [\n%s\n]}\n' % (json.dumps(made), lines))


if __name__ == "__main__":
    main()
