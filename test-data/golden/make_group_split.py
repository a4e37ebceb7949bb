"""Golden divisions of grouped rows, by scikit-learn's StratifiedGroupKFold.

Writes division/group_split.json beside this file. Made with Debian 12's package
python3-sklearn 1.2.1:

    /usr/bin/python3 test-data/golden/make_group_split.py

The groups of a case differ so much in size that their order is the same in both
programs: no two have an unevenness of the same power of two.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.model_selection import StratifiedGroupKFold


def case(name, counts, folds):
    """counts: of every group, of every class."""
    counts = np.array(counts)
    exponents = [np.frexp(np.std(group))[1] for group in counts]
    assert len(set(exponents)) == len(exponents), exponents
    groups = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
    labels = np.concatenate([np.repeat(np.arange(len(c)), c) for c in counts])
    order = np.random.default_rng(3).permutation(len(labels))
    groups, labels = groups[order], labels[order]
    split = StratifiedGroupKFold(n_splits=folds)
    parts = [test.tolist() for _, test in split.split(labels, labels, groups)]
    assert all(len(set(labels[part])) == counts.shape[1] for part in parts), name
    return {
        "name": name,
        "labels": labels.tolist(),
        "groups": groups.tolist(),
        "classes": counts.shape[1],
        "parts": parts,
    }


def main():
    rng = np.random.default_rng(11)
    cases = []
    for k, (folds, classes, n) in enumerate([(2, 2, 7), (3, 2, 9), (3, 3, 9), (2, 3, 8)]):
        while True:  # until every fold has every class, as ours require
            sizes = 2 ** np.arange(n)
            shares = rng.dirichlet(np.full(classes, 2.0), size=n)
            counts = np.maximum(1, np.rint(3 * sizes[:, None] * shares)).astype(int)
            counts[:, 0] += sizes  # the first class is the largest
            try:
                cases.append(case(f"{n} groups of {classes} classes in {folds}", counts, folds))
                break
            except AssertionError:
                continue
    path = pathlib.Path(__file__).parent / "division" / "group_split.json"
    path.parent.mkdir(exist_ok=True)
    made = {"madeWith": f"scikit-learn {sklearn.__version__}"}
    path.write_text(json.dumps({**made, "cases": cases}) + "\n")


main()
