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
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.over_sampling import ADASYN, SMOTE, SMOTENC, SVMSMOTE, BorderlineSMOTE, RandomOverSampler
from imblearn.under_sampling import (
    AllKNN,
    ClusterCentroids,
    EditedNearestNeighbours,
    NearMiss,
    RandomUnderSampler,
    TomekLinks,
)
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OneHotEncoder
from sklearn.svm import SVC

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


def data(rng, counts, width, apart=1):
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    return grid(rng.normal(size=(y.size, width)) + apart * y[:, None]), y


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


def base(x, y):
    return {"width": x.shape[1], "labels": y.tolist(), "features": x.ravel().tolist()}


def pair_draws(state, table_size, n):
    """The draws of imbalanced-learn's _make_samples, in its order."""
    return state.randint(low=0, high=table_size, size=n), state.uniform(size=n)


def drawn(pairs, steps, rows):
    return {"pairs": pairs.tolist(), "steps": steps.tolist(), "rows": rows.ravel().tolist()}


def between(start, end, step):
    return start + step * (end - start)


def strangers(x, y, rows, label, m):
    return (y[neighbour_table(x, m)[1][rows]] != label).sum(axis=1)


def borderline(rng):
    """Kind 1 as it is; kind 2 by the rule of imbalanced-learn from 0.11 on.

    In 0.10 kind 2 looks up neighbours within the class in the table of the other classes, so it
    pairs arbitrary rows. Later versions take neighbours from all rows and multiply the way to one
    of another class by a number uniform in [0, 0.5).
    """
    cases = []
    for counts, width in (((60, 25), 3), ((50, 22, 17), 2)):
        x, y = data(rng, counts, width, 1.7)
        made_x, made_y = BorderlineSMOTE(random_state=SEED).fit_resample(x, y)
        sampler = BorderlineSMOTE(random_state=SEED)
        classes, start = [], y.size
        for label in range(1, len(counts)):
            own = np.flatnonzero(y == label)
            other = strangers(x, y, own, label, 10)
            danger = own[(other >= 5) & (other < 10)]
            assert 0 < danger.size < own.size
            more = max(counts) - counts[label]
            within = own[neighbour_table(x[own], 5)[1][np.isin(own, danger)]]
            pairs, steps = pair_draws(np.random.RandomState(SEED), within.size, more)
            first = drawn(pairs, steps, made_x[start : start + more])
            assert (made_y[start : start + more] == label).all()
            start += more
            to_any = neighbour_table(x, 5)[1][danger]
            state = np.random.RandomState(SEED)
            pairs, steps = pair_draws(state, to_any.size, more)
            shorter = state.uniform(size=more)
            factor = np.where(y[to_any.ravel()[pairs]] != label, 0.5 * shorter, 1.0)
            assert 0 < (factor < 1).sum() < more
            rows = sampler._generate_samples(
                x[danger], x, to_any, pairs // 5, pairs % 5, (steps * factor)[:, None]
            )
            second = drawn(pairs, steps, rows)
            classes.append(
                {
                    "label": label,
                    "danger": danger.tolist(),
                    "within": within.ravel().tolist(),
                    "kind1": first,
                    "toAny": to_any.ravel().tolist(),
                    "kind2": {**second, "shorter": shorter.tolist()},
                }
            )
        assert start == len(made_y)
        cases.append({**base(x, y), "classes": classes})
    return cases


def svm_smote(rng):
    cases = []
    for counts, width in (((80, 30), 3), ((60, 30, 24), 2)):
        x, y = data(rng, counts, width, 1.7)
        made_x, made_y = SVMSMOTE(random_state=SEED).fit_resample(x, y)
        machine = SVC(gamma="scale").fit(x, y)
        fractions = np.random.RandomState(SEED)
        classes, start = [], y.size
        for label in range(1, len(counts)):
            own = np.flatnonzero(y == label)
            support = machine.support_[y[machine.support_] == label]
            other = strangers(x, y, support, label, 10)
            danger, safe = support[(other >= 5) & (other < 10)], support[other < 5]
            assert danger.size and safe.size
            more = max(counts) - counts[label]
            fraction = fractions.beta(10, 10)
            inward = int(fraction * (more + 1))
            parts = {}
            for part, bases, n, longest in (("danger", danger, inward, 1.0), ("safe", safe, more - inward, -0.5)):
                ends = own[neighbour_table(x[own], 5)[1][np.searchsorted(own, bases)]]
                pairs, steps = pair_draws(np.random.RandomState(SEED), ends.size, n)
                rows = made_x[start : start + n]
                assert (made_y[start : start + n] == label).all()
                parts[part] = {
                    "bases": bases.tolist(),
                    "ends": ends.ravel().tolist(),
                    **drawn(pairs, longest * steps, rows),
                }
                start += n
            classes.append({"label": label, "more": more, "fraction": fraction, "inward": inward, **parts})
        assert start == len(made_y)
        support = np.sort(machine.support_).tolist()
        cases.append({**base(x, y), "gamma": machine._gamma, "support": support, "classes": classes})
    return cases


def adasyn(rng):
    cases = []
    for counts, width in (((60, 25), 3), ((50, 22, 17), 2)):
        x, y = data(rng, counts, width)
        neighbour_table(x, 5)
        made_x, made_y = ADASYN(random_state=SEED).fit_resample(x, y)
        state = np.random.RandomState(SEED)
        classes, start = [], y.size
        for label in range(1, len(counts)):
            own = np.flatnonzero(y == label)
            n = (made_y == label).sum() - own.size
            ranks, steps = state.choice(5, size=n), state.uniform(size=(n, 1)).ravel()
            rows = made_x[start : start + n]
            assert (made_y[start : start + n] == label).all()
            start += n
            # how many begin at each row follows from the rows: they lie on lines from it
            ends = neighbour_table(x[own], 5)[1]
            counted = np.zeros(own.size, int)
            at = 0
            for i in range(n):
                while not np.allclose(between(x[own[at]], x[own[ends[at, ranks[i]]]], steps[i]), rows[i], atol=1e-12):
                    at += 1
                counted[at] += 1
            classes.append(
                {
                    "label": label,
                    "more": max(counts) - counts[label],
                    "counts": counted.tolist(),
                    "ranks": ranks.tolist(),
                    "steps": steps.tolist(),
                    "rows": rows.ravel().tolist(),
                }
            )
        assert start == len(made_y)
        cases.append({**base(x, y), "classes": classes})
    return cases


def kept(sampler, x, y):
    sampler.fit_resample(x, y)
    return np.sort(sampler.sample_indices_).tolist()


def cleaning(rng):
    """The rows that deterministic under-samplers keep."""
    cases = []
    for counts, width in (((60, 25), 3), ((45, 30, 20), 2), ((33, 30), 2)):
        x, y = data(rng, counts, width)
        neighbour_table(x, 6)
        neighbour_table(x[y == y.max()], 4)
        samplers = []

        def add(name, sampler, **options):
            samplers.append({"name": name, **options, "kept": kept(sampler, x, y)})

        for classes in ("auto", "all"):
            add("tomek-links", TomekLinks(sampling_strategy=classes), classes=classes)
            for kind in ("all", "mode"):
                for k in (3, 4):
                    add(
                        "enn",
                        EditedNearestNeighbours(sampling_strategy=classes, n_neighbors=k, kind_sel=kind),
                        classes=classes,
                        kind=kind,
                        k=k,
                    )
        for kind in ("all", "mode"):
            for allow in (False, True):
                add(
                    "all-knn",
                    AllKNN(kind_sel=kind, n_neighbors=4, allow_minority=allow),
                    kind=kind,
                    k=4,
                    allowMinority=allow,
                )
        for k in (1, 3):
            add("near-miss-1", NearMiss(n_neighbors=k), k=k, ratio=1)
        if len(counts) == 2:
            ratio = 0.9 if counts[1] > 25 else 0.6
            sampler = NearMiss(sampling_strategy=ratio)
            add("near-miss-1", sampler, k=3, ratio=ratio)
        cases.append({**base(x, y), "samplers": samplers})
    stops = [{tuple(s["kept"]) for s in c["samplers"] if s["name"] == "all-knn" and s["kind"] == "all"} for c in cases]
    assert any(len(s) == 2 for s in stops), "the early stop must be seen"
    return cases


def cluster_centroids(rng):
    """With one k-means run, as is scikit-learn's default from 1.4 on."""
    cases = []
    for counts, width in (((90, 12), 3), ((70, 40, 9), 2)):
        x, y = data(rng, counts, width)
        n = min(counts)
        made = {
            voting: ClusterCentroids(voting=voting, estimator=KMeans(n_init=1, random_state=SEED)).fit_resample(x, y)
            for voting in ("soft", "hard")
        }
        classes = []
        for label in range(len(counts) - 1):
            own = np.flatnonzero(y == label)
            state = np.random.RandomState(SEED)
            first = state.randint(own.size)
            uniforms = state.uniform(size=(n - 1) * (2 + int(np.log(n))))
            centred = x[own] - x[own].mean(axis=0)
            _, seeds = kmeans_plusplus(centred, n, random_state=SEED)
            assert seeds[0] == first
            soft = made["soft"][0][made["soft"][1] == label]
            hard = made["hard"][0][made["hard"][1] == label]
            machine = KMeans(n, n_init=1, random_state=SEED).fit(x[own])
            assert np.allclose(machine.cluster_centers_, soft) and 3 < machine.n_iter_
            classes.append(
                {
                    "label": label,
                    "first": first,
                    "uniforms": uniforms.tolist(),
                    "seeds": seeds.tolist(),
                    "centres": soft.ravel().tolist(),
                    "clusters": machine.labels_.tolist(),
                    "hard": hard.ravel().tolist(),
                }
            )
        cases.append({**base(x, y), "count": n, "classes": classes})
    return cases


def combined(rng):
    """What cleaning leaves of the rows SMOTE gives, rounded to 32 bits."""
    cases = []
    for counts, width in (((40, 15), 3), ((30, 18, 12), 2)):
        x, y = data(rng, counts, width)
        made_x, made_y = SMOTE(random_state=SEED).fit_resample(x, y)
        made_x = made_x.astype(np.float32).astype(np.float64)
        neighbour_table(made_x, 4)
        case = base(made_x, made_y)
        for name, both, cleaner in (
            ("enn", SMOTEENN, EditedNearestNeighbours),
            ("tomek", SMOTETomek, TomekLinks),
        ):
            case[name] = kept(cleaner(sampling_strategy="all"), made_x, made_y)
            result_x, result_y = both(random_state=SEED).fit_resample(x, y)
            order = np.lexsort(made_x[case[name]].T)
            assert np.allclose(made_x[case[name]][order], result_x[np.lexsort(result_x.T)], atol=1e-6)
            assert (np.bincount(made_y[case[name]]) == np.bincount(result_y)).all()
            assert 0 < len(case[name]) < made_y.size
        cases.append(case)
    return cases


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
    write("borderline", borderline(rng))
    write("svm-smote", svm_smote(rng))
    write("adasyn", adasyn(rng))
    write("cleaning", cleaning(rng))
    write("cluster-centroids", cluster_centroids(rng))
    write("combined", combined(rng))


if __name__ == "__main__":
    main()
