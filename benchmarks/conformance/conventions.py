"""Which differences a documented convention explains.

A rule names a row of docs/conventions.md, operations, the parts in which it may show (value, gradient,
product), and where: a mask of elements, over the broadcast inputs or over the result that is compared. What
is apart anywhere else is unexplained.
"""

import re

import torch

RULES = {}
FIRST = ("gradient", "product")
SECOND = ("product",)


class Rule:
    def __init__(self, row, parts, where):
        self.row = row
        self.parts = parts
        self.where = where


def rule(row, names, parts, where):
    for name in names.split():
        RULES.setdefault(name, []).append(Rule(row, parts, where))


def of(case, i):
    return case.inputs[i].double()


def union(masks):
    result = None
    for m in masks:
        try:
            result = m if result is None else result | m
        except RuntimeError:  # shapes of an operation that is not elementwise
            return result
    return result


def any_input(condition):
    return lambda case, ours, theirs: union(condition(t.double()) for t in case.inputs)


def first(condition):
    return lambda case, ours, theirs: condition(of(case, 0))


nan = torch.isnan


def near(relative):
    """Where both agree but for so much: a constant of less digits."""
    return lambda case, ours, theirs: (ours.double() - theirs.double()).abs() <= relative * theirs.abs()


rule("relu at NaN", "nn.functional.relu", FIRST, first(nan))
rule("abs at NaN", "abs", FIRST, first(nan))
rule("sign of NaN", "sign sgn", ("value",), first(nan))
rule("maximum at NaN", "maximum minimum max.binary min.binary", FIRST, any_input(nan))
rule("clamp at NaN", "clamp clamp_min clamp_max", FIRST, any_input(nan))
rule("clamp at NaN", "nn.functional.hardtanh nn.functional.relu6 nn.functional.hardsigmoid"
     " nn.functional.hardswish nn.functional.softshrink nn.functional.hardshrink"
     " nn.functional.margin_ranking_loss nn.functional.hinge_embedding_loss", FIRST, any_input(nan))
ELUS = "nn.functional.elu nn.functional.celu nn.functional.selu"
rule("elu at NaN", ELUS, FIRST, first(nan))
rule("elu at 0, second", ELUS, SECOND, first(lambda x: x == 0))
rule("softplus of 25", "nn.functional.softplus nn.functional.mish nn.functional.soft_margin_loss",
     ("value", *FIRST), first(lambda x: x.abs() > 20))
rule("expm1 far below 0", "expm1", FIRST, first(lambda x: x < -10))
rule("mish of 1000, second", "nn.functional.mish", SECOND,
     lambda case, ours, theirs: (of(case, 0) > 20) & theirs.isnan() & (ours == 0))
rule("celu in F64", "nn.functional.celu", FIRST, near(1e-6))
rule("hardsigmoid in F64", "nn.functional.hardsigmoid", FIRST, near(1e-6))
rule("binary cross-entropy of shares, second", "nn.functional.binary_cross_entropy", SECOND, near(1e-5))
rule("atan2 at 0, 0, second", "atan2", SECOND,
     lambda case, ours, theirs: (of(case, 0) == 0) & (of(case, 1) == 0))
rule("copysign at 0, infinity and NaN", "copysign", FIRST,
     first(lambda x: (x == 0) | x.isinf() | x.isnan()))
rule("hypot at 0 and infinity", "hypot", FIRST,
     lambda case, ours, theirs: any_input(torch.isinf)(case, ours, theirs)
     | (of(case, 0) == 0) & (of(case, 1) == 0))
rule("fmod, slope by the divisor", "fmod", ("gradient",), lambda case, ours, theirs: (
    (of(case, 0) / of(case, 1)).trunc()
    != ((of(case, 0) - torch.fmod(of(case, 0), of(case, 1))) / of(case, 1)).round()))
rule("remainder by infinity, slope", "remainder __rmod__", ("gradient",), any_input(torch.isinf))
rule("x log y at 0", "xlogy special.xlog1py", FIRST, lambda case, ours, theirs: of(case, 0) == 0)
rule("log-add-exp of -infinity twice", "logaddexp logaddexp2 masked.logaddexp", FIRST,
     lambda case, ours, theirs: theirs.isnan())
rule("norm of zeros, second", "linalg.norm.subgradients_at_zero linalg.norm linalg.vector_norm norm"
     " norm.fro dist", SECOND, lambda case, ours, theirs: (of(case, 0) == 0).all() & theirs.isnan())


def powers(base, exponent):
    def zero(i):
        return lambda case, ours, theirs: of(case, i) == 0 if len(case.inputs) > i else torch.tensor(False)

    return zero(base), zero(exponent)


for _names, _base, _exponent in (("pow float_power", 0, 1), ("__rpow__", 1, 0)):
    _zero_base, _zero_exponent = powers(_base, _exponent)
    rule("powers of 0, second", _names, SECOND, _zero_base)
    rule("a to the b at b = 0, mixed", _names, SECOND, _zero_exponent)


def explained(name, case, part, apart, ours, theirs):
    """Returns the rows that together cover where results are apart, or none."""
    left = apart
    rows = []
    for r in RULES.get(name, ()):
        if part not in r.parts or not left.any():
            continue
        mask = fitted(r.where(case, ours, theirs), apart.shape)
        if mask is not None and (left & mask).any():
            rows.append(r.row)
            left = left & ~mask
    return [] if left.any() else rows


def fitted(mask, shape):
    """A mask over the broadcast inputs as one over an input: where any element is."""
    if mask is None:
        return None
    if mask.shape == shape or mask.dim() == 0:
        return mask.expand(shape)
    try:
        if mask.dim() > len(shape) or torch.broadcast_shapes(mask.shape, shape) == mask.shape:
            return mask.double().sum_to_size(shape) > 0
        return mask.expand(shape)
    except RuntimeError:
        return None


def check_rows(document):
    """Every row named here must stand in the table of docs/conventions.md."""
    text = document.read_text(encoding="utf-8")
    rows = {m.group(1).strip() for m in re.finditer(r"^\| ([^|]+) \|", text, re.MULTILINE)}
    missing = sorted({r.row for rules in RULES.values() for r in rules} - rows)
    if missing:
        raise SystemExit(f"conformance: no row in {document.name}: {'; '.join(missing)}")


