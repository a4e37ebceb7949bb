"""Golden values of the comparison of methods over data sets, by SciPy.

Writes statistics/ranking.json beside this file. Made with SciPy 1.17.1:

    python3 test-data/golden/make_statistics.py

Every case holds values (data sets x methods, the larger the better) and what
SciPy gives for them: ranks with ties averaged, Friedman's chi-squared (which
is corrected for ties), Iman and Davenport's F from it, and Wilcoxon's
signed-rank test of every pair. Holm's correction is written out below.
"""

import itertools
import json
import pathlib

import numpy as np
import scipy
from scipy import stats


def wilcoxon(difference):
    difference = difference[difference != 0]
    if len(difference) == 0:
        return 1.0
    tied = len(np.unique(np.abs(difference))) < len(difference)
    # the exact distribution has no ties; so has ours, and the zeros are gone in both
    method = "approx" if tied else "exact"
    return float(stats.wilcoxon(difference, correction=tied, method=method).pvalue)


def holm(p):
    order = np.argsort(p, kind="stable")
    corrected = np.empty(len(p))
    least = 0.0
    for i, which in enumerate(order):
        least = max(least, min(1.0, p[which] * (len(p) - i)))
        corrected[which] = least
    return corrected


def case(name, values):
    values = np.asarray(values, float)
    n, k = values.shape
    ranks = stats.rankdata(-values, axis=1)
    friedman = stats.friedmanchisquare(*values.T) if k > 2 else None
    chi = float(friedman.statistic) if friedman else None
    f = (n - 1) * chi / (n * (k - 1) - chi) if friedman else None
    pairs = list(itertools.combinations(range(k), 2))
    p = [wilcoxon(values[:, a] - values[:, b]) for a, b in pairs]
    return {
        "name": name,
        "values": values.tolist(),
        "meanRanks": ranks.mean(axis=0).tolist(),
        "chiSquared": chi,
        "chiSquaredP": float(friedman.pvalue) if friedman else None,
        "f": f,
        "fP": float(stats.f.sf(f, k - 1, (k - 1) * (n - 1))) if friedman else None,
        "pairs": [
            {"a": a, "b": b, "p": p[i], "corrected": float(c)}
            for i, ((a, b), c) in enumerate(zip(pairs, holm(np.array(p))))
        ],
    }


rng = np.random.default_rng(1)
quality = np.array([0.0, 0.02, 0.05, 0.3])
cases = [
    case("continuous", rng.normal(size=(12, 4)) * 0.1 + quality),
    case("tied", np.round(rng.normal(size=(9, 3)) + [0, 0.4, 0.4], 0)),
    case("many", rng.normal(size=(40, 6)) + np.linspace(0, 1, 6)),
    case("two", rng.normal(size=(7, 2)) + [0, 1]),
]
out = pathlib.Path(__file__).with_name("statistics")
out.mkdir(exist_ok=True)
(out / "ranking.json").write_text(
    json.dumps({"scipy": scipy.__version__, "cases": cases}, indent=1) + "\n"
)
