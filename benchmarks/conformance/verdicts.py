"""What became of each sample, and the sums over an operation."""

import collections

from compare import apart, scale_of
from conventions import explained
from worker import NAMES, decode

PASS, DIFFER, REFUSED, UNEXPLAINED = "pass", "differ", "refused", "unexplained"
WORST = [PASS, DIFFER, REFUSED, UNEXPLAINED]


class Row:
    """The samples of one operation, or of one kind of program."""

    def __init__(self, name):
        self.name = name
        self.counts = collections.Counter()
        self.functions = collections.Counter()
        self.conventions = collections.Counter()
        self.reasons = collections.Counter()
        self.remarks = []  # what is unexplained
        self.without_second = 0
        self.theirs = 0  # samples that PyTorch does not run

    @property
    def samples(self):
        return sum(self.counts.values())

    def refuse(self, reason):
        self.counts[REFUSED] += 1
        self.reasons[reason] += 1

    def fail(self, what):
        self.counts[UNEXPLAINED] += 1
        self.remarks.append(what)

    def judge(self, case, answers):
        """Counts a sample with the answers of all providers: the worst one."""
        self.functions.update(case.functions)
        self.without_second += not case.second
        refusals = [a["refused"] for a in answers if "refused" in a]
        failures = [a["failed"] for a in answers if "failed" in a]
        if failures:
            return self.fail(f"{NAMES[case.dtype]}: our side fails: {failures[0]}")
        if refusals:
            if len(refusals) < len(answers):
                return self.fail(f"{NAMES[case.dtype]}: only one provider refuses: {refusals[0]}")
            return self.refuse(refusals[0])
        rows, wrong = set(), []
        for k, answer in enumerate(answers):
            for part, rest in self.differences(case, answer):
                if isinstance(rest, list):
                    rows.update(rest)
                else:
                    wrong.append(f"{NAMES[case.dtype]} provider {k} {part}: {rest}")
        if wrong:
            return self.fail("; ".join(wrong[:3]))
        self.counts[DIFFER if rows else PASS] += 1
        self.conventions.update(sorted(rows))
        return None

    def differences(self, case, answer):
        """Yields a part and the rows that explain a difference there, or what is wrong."""
        parts = case.parts()
        for p, (part, theirs) in enumerate(parts):
            ours = [decode(a, case.dtype) for a in answer[part + "s"]]
            if len(ours) != len(theirs):
                yield part, f"{len(ours)} results, {len(theirs)} there"
                continue
            results = [tensors for _, tensors in parts[:p + 1]]
            for i, (a, b) in enumerate(zip(ours, theirs)):
                if a.shape != b.shape:
                    yield part, f"shape {list(a.shape)}, there {list(b.shape)}"
                    continue

                def exact():
                    wide = case.exact() if case.exact else None
                    return None if wide is None else wide[p][i].double()

                scale = scale_of(part, b, results, case.elementwise)
                mask = apart(a, b, case.dtype, part, scale, case.elementwise, exact)
                if mask.any():
                    rows = explained(self.name, case, part, mask, a, b)
                    yield part, rows or example(case, i, mask, a, b)


def example(case, i, mask, a, b):
    at = mask.reshape(-1).nonzero()[0].item()
    inputs = [f"{t.reshape(-1)[at].item():.9g}" for t in case.inputs if t.shape == mask.shape]
    return (f"{i}: {a.reshape(-1)[at].item():.17g}, there {b.reshape(-1)[at].item():.17g}"
            f" at {at} of {list(mask.shape)}, {int(mask.sum())} apart"
            f"{', inputs ' + ' '.join(inputs) if inputs else ''} {case.note}").strip()


def total(rows):
    return {status: sum(r.counts[status] for r in rows) for status in WORST}


