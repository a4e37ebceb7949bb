"""Golden values of samplers, by scikit-learn and imbalanced-learn.

Writes samplers/*.json beside this file. Made with Debian 12's packages
python3-sklearn 1.2.1 and python3-imblearn 0.10.0:

    /usr/bin/python3 test-data/golden/make_samplers.py

Random numbers differ between libraries, so the draws are recorded too: the
tested code is given the same draws and must give the same rows. All features
are multiples of 1/1024, exact in 32 bits.
"""

import json
import pathlib

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OneHotEncoder

SEED = 7


def grid(x):
    return np.round(x * 1024) / 1024


def neighbour_table(x, k):
    distances, indices = NearestNeighbors(n_neighbors=k + 1, algorithm="brute").fit(x).kneighbors(x)
    assert (indices[:, 0] == np.arange(len(x))).all()
    gaps = np.diff(np.sort(np.linalg.norm(x[:, None] - x[None], axis=2), axis=1)[:, : k + 2], axis=1)
    assert gaps.min() > 1e-9, "the table must not depend on how ties are broken"
    return distances[:, 1:], indices[:, 1:]


def neighbours(rng):
    cases = []
    for rows, width, k in ((2, 1, 1), (7, 3, 5), (300, 13, 5), (520, 2, 3)):
        x = grid(rng.normal(size=(rows, width)))
        distances, indices = neighbour_table(x, k)
        cases.append(
            {
                "width": width,
                "k": k,
                "points": x.ravel().tolist(),
                "indices": indices.ravel().tolist(),
                "distances": distances.ravel().round(12).tolist(),
            }
        )
    return cases


def data(rng, counts, width):
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    return grid(rng.normal(size=(y.size, width)) + y[:, None]), y


def smote(rng):
    """The draws of imbalanced-learn's SMOTE, class by class from the same seed."""
    cases = []
    for counts, width in (((30, 9), 4), ((25, 12, 7), 3)):
        x, y = data(rng, counts, width)
        new_x, new_y = SMOTE(random_state=SEED).fit_resample(x, y)
        classes, start = [], y.size
        for label in range(1, len(counts)):
            more = max(counts) - counts[label]
            state = np.random.RandomState(SEED)
            pairs = state.randint(low=0, high=counts[label] * 5, size=more)
            steps = state.uniform(size=more)
            _, table = neighbour_table(x[y == label], 5)
            rows = new_x[start : start + more]
            assert (new_y[start : start + more] == label).all()
            classes.append(
                {
                    "label": label,
                    "neighbours": table.ravel().tolist(),
                    "pairs": pairs.tolist(),
                    "steps": steps.tolist(),
                    "rows": rows.ravel().tolist(),
                }
            )
            start += more
        assert start == len(new_y)
        cases.append({"width": width, "labels": y.tolist(), "features": x.ravel().tolist(), "classes": classes})
    return cases


def smote_nc(rng):
    """Mixed columns: 3 numeric, then categorical ones of 3 and 4 values, one-hot encoded.

    The distances are those of imbalanced-learn from 0.11 on: one-hot entries are the class's median
    standard deviation / sqrt(2) (0.10 divided by 2, against the paper). The rows are made by
    imbalanced-learn's own rule; where the vote is tied all winners are recorded.
    """
    cases = []
    for counts in ((40, 14), (30, 8, 11)):
        x, y = data(rng, counts, 3)
        categories = np.column_stack([rng.integers(0, 3, y.size), rng.integers(0, 4, y.size)])
        encoder = OneHotEncoder().fit(categories)
        one_hot = encoder.transform(categories).toarray()
        classes = []
        for label in range(1, len(counts)):
            own = y == label
            median = float(np.median(x[own].std(axis=0)))
            encoded = np.hstack((x[own], one_hot[own] * median / np.sqrt(2)))
            _, table = neighbour_table(encoded, 5)
            more = max(counts) - counts[label]
            state = np.random.RandomState(SEED)
            pairs = state.randint(low=0, high=table.size, size=more)
            steps = state.uniform(size=more)
            rows, cols = np.divmod(pairs, 5)
            sampler = SMOTENC(categorical_features=[3, 4], random_state=SEED)
            sampler.continuous_features_ = np.arange(3)
            sampler.ohe_ = encoder
            sampler.median_std_ = median
            made = sampler._generate_samples(encoded, encoded, table, rows, cols, steps[:, None])
            votes = one_hot[own][table[rows]].sum(axis=1)
            winners = [
                [
                    (3 + start + np.flatnonzero(v[start:end] == v[start:end].max())).tolist()
                    for start, end in ((0, 3), (3, 7))
                ]
                for v in votes
            ]
            for row, both in zip(made, winners):
                assert all(row[w].sum() == 1 for w in both)
            classes.append(
                {
                    "label": label,
                    "median": median,
                    "neighbours": table.ravel().tolist(),
                    "pairs": pairs.tolist(),
                    "steps": steps.tolist(),
                    "numeric": made[:, :3].ravel().tolist(),
                    "winners": winners,
                }
            )
        cases.append(
            {
                "labels": y.tolist(),
                "features": np.hstack((x, one_hot)).ravel().tolist(),
                "widths": [1, 1, 1, 3, 4],
                "classes": classes,
            }
        )
    return cases


def random_samplers(rng):
    """Class counts after resampling, and the noise of a smoothed bootstrap."""
    x, y = data(rng, (40, 11, 6), 4)
    over_x, over_y = RandomOverSampler(random_state=SEED, shrinkage=0.7).fit_resample(x, y)
    _, under_y = RandomUnderSampler(random_state=SEED).fit_resample(x, y)
    state = np.random.RandomState(SEED)
    classes, start = [], y.size
    for label in (1, 2):
        own = np.flatnonzero(y == label)
        more = 40 - own.size
        chosen = state.choice(own, size=more, replace=True)
        normals = state.randn(more, 4)
        noise = over_x[start : start + more] - x[chosen]
        bandwidths = noise[0] / normals[0]
        assert np.allclose(noise, normals * bandwidths)
        classes.append({"label": label, "bandwidths": bandwidths.tolist()})
        start += more
    binary = y[y < 2]
    _, over_half = RandomOverSampler(sampling_strategy=0.5).fit_resample(x[y < 2], binary)
    _, under_half = RandomUnderSampler(sampling_strategy=0.4).fit_resample(x[y < 2], binary)
    return {
        "width": 4,
        "labels": y.tolist(),
        "features": x.ravel().tolist(),
        "shrinkage": 0.7,
        "overCounts": np.bincount(over_y).tolist(),
        "underCounts": np.bincount(under_y).tolist(),
        "classes": classes,
        "binaryOverRatio": {"ratio": 0.5, "counts": np.bincount(over_half).tolist()},
        "binaryUnderRatio": {"ratio": 0.4, "counts": np.bincount(under_half).tolist()},
    }


def write(name, value):
    out = pathlib.Path(__file__).parent / "samplers" / (name + ".json")
    out.parent.mkdir(exist_ok=True)
    made = {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__}
    cases = value if isinstance(value, list) else [value]
    lines = ",\n".join(json.dumps(case) for case in cases)
    out.write_text('{"made": %s, "cases": [\n%s\n]}\n' % (json.dumps(made), lines))


def main():
    rng = np.random.default_rng(20250102)
    write("neighbours", neighbours(rng))
    write("smote", smote(rng))
    write("smote-nc", smote_nc(rng))
    write("random", random_samplers(rng))


if __name__ == "__main__":
    main()
