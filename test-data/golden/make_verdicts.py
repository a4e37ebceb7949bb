"""Golden values of methods against a baseline on splits of one table, by SciPy and statsmodels.

Writes statistics/verdicts.json beside this file. Made with SciPy 1.10.1 and
statsmodels 0.13.5:

    python3 test-data/golden/make_verdicts.py

Every case holds values (methods x splits) of which the first row is the baseline,
and for each other method, the best mean first: the mean difference, its standard
error and p-value in the corrected resampled t test (Nadeau and Bengio, Machine
Learning 52, 2003: the variance of the mean is (1/n + test/train) s^2), and Holm's
correction by statsmodels. `splits` is the smallest number of splits, tried one by
one up to 1000, with which the best method would be beyond noise after both, with
the same means and spreads; null if none is.
"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests


def test(difference, ratio, splits=None):
    k = len(difference)
    n = splits or k
    error = np.sqrt((1 / n + ratio) * difference.var(ddof=1))
    return error, 2 * stats.t.sf(abs(difference.mean()) / error, n - 1)


def holm(differences, ratio, splits=None):
    p = [test(d, ratio, splits)[1] for d in differences]
    return multipletests(p, method="holm")[1]


def case(name, values, ratio):
    values = np.round(np.asarray(values, float), 4)
    order = 1 + np.argsort(-values[1:].mean(axis=1), kind="stable")
    differences = [values[m] - values[0] for m in order]
    corrected = holm(differences, ratio)
    splits = None
    for n in range(2, 1001):
        if holm(differences, ratio, n)[0] < 0.05:
            splits = n
            break
    return {
        "name": name,
        "testOverTrain": ratio,
        "values": values.tolist(),
        "others": [
            {
                "method": int(m),
                "difference": float(d.mean()),
                "standardError": float(test(d, ratio)[0]),
                "p": float(test(d, ratio)[1]),
                "holm": float(c),
            }
            for m, d, c in zip(order, differences, corrected)
        ],
        "splits": splits,
    }


rng = np.random.default_rng(10)


def table(quality, splits, spread):
    level = rng.normal(0.4, 0.05, size=splits)
    return np.array([level + q + rng.normal(0, spread, splits) for q in quality])


cases = [
    case("clear", table([0, 0.05, 0.01, -0.06], 5, 0.005), 1 / 3),
    case("few splits", table([0, 0.02, 0.015, 0.0, -0.01], 3, 0.006), 1 / 3),
    case("hopeless", table([0, 0.002, 0.001], 8, 0.01), 1 / 3),
    case("behind", table([0, -0.02], 6, 0.01), 1 / 4),
    case("independent", table([0, 0.004, 0.001], 10, 0.01), 0.0),
]
out = pathlib.Path(__file__).with_name("statistics")
out.mkdir(exist_ok=True)
(out / "verdicts.json").write_text(
    json.dumps(
        {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "cases": cases},
        indent=1,
    )
    + "\n"
)
