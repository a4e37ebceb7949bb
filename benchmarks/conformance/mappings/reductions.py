"""Sums, extremes, statistics, norms, and what comes together along an axis."""

import math

from ours import (Cumulative, Elementwise, Norms, Products, Ranked, Rearrange, Refused, Sorting,
                  Statistics, Tensor)

from . import maps
from .common import INF, axes_of, axis_of, not_a_number, lift, vector, where


def over(x, dim, keepdim, reduce):
    """Reduces by a function of a tensor and its axes; a scalar has no axes."""
    axes = axes_of(dim, x.rank)
    if x.rank == 0:
        return reduce(x.reshape([1]), [0]).reshape([])
    y = reduce(x, axes)
    return y.reshape([1 if i in axes else n for i, n in enumerate(x.shape)]) if keepdim else y


@maps("sum")
def sum_(x, dim=None, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: y.sum(axes))


@maps("mean")
def mean(x, dim=None, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: y.mean(axes))


@maps("nansum")
def nansum(x, dim=None, keepdim=False):
    return sum_(where(not_a_number(x), 0, x), dim, keepdim)


@maps("nanmean")
def nanmean(x, dim=None, keepdim=False):
    return nansum(x, dim, keepdim).div(sum_(x.eq(x), dim, keepdim))


@maps("prod")
def prod(x, dim=None, keepdim=False):
    return over(x, dim, keepdim, Products.product)


@maps("amax")
def amax(x, dim=None, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: y.max(axes))


@maps("amin")
def amin(x, dim=None, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: y.min(axes))


@maps("aminmax")
def aminmax(x, dim=None, keepdim=False):
    return amin(x, dim, keepdim), amax(x, dim, keepdim)


@maps("max.reduction_no_dim")
def max_all(x):
    return amax(x)


@maps("min.reduction_no_dim")
def min_all(x):
    return amin(x)


def ranked(x, dim, keepdim, choose):
    """Values and indices of an operation that takes an axis away."""
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    both = choose(y, axis)
    shape = [1 if i == axis else n for i, n in enumerate(x.shape)]
    results = [Ranked.values(both), Ranked.indices(both)]
    for r in results:
        r.shape = y.shape[:axis] + y.shape[axis + 1:]
    return tuple(r.reshape(shape) if keepdim or x.rank == 0 else r for r in results)


@maps("max.reduction_with_dim")
def max_dim(x, dim, keepdim=False):
    return ranked(x, dim, keepdim, Sorting.max)


@maps("min.reduction_with_dim")
def min_dim(x, dim, keepdim=False):
    return ranked(x, dim, keepdim, Sorting.min)


def arg(x, dim, keepdim, choose):
    if dim is None:
        y = choose(x.reshape([-1]), 0)
        return y.reshape([1] * x.rank) if keepdim else y
    y, _ = vector(x)
    axis = axis_of(dim, y.rank)
    index = choose(y, axis)
    shape = [1 if i == axis else n for i, n in enumerate(x.shape)]
    return index.reshape(shape) if keepdim or x.rank == 0 else index


@maps("argmax")
def argmax(x, dim=None, keepdim=False):
    return arg(x, dim, keepdim, Sorting.argmax)


@maps("argmin")
def argmin(x, dim=None, keepdim=False):
    return arg(x, dim, keepdim, Sorting.argmin)


@maps("all")
def all_(x, dim=None, keepdim=False):
    return over(x.ne(0), dim, keepdim, lambda y, axes: y.eq(0).sum(axes).eq(0))


@maps("any")
def any_(x, dim=None, keepdim=False):
    return over(x.ne(0), dim, keepdim, lambda y, axes: y.sum(axes).gt(0))


@maps("count_nonzero")
def count_nonzero(x, dim=None):
    return over(x.ne(0), dim, False, lambda y, axes: y.sum(axes))


# ---- statistics ----


def corrected(unbiased, correction):
    return float(1 if unbiased is None and correction is None else
                 unbiased if correction is None else correction)


def spread(method):
    def of(x, dim=None, unbiased=None, keepdim=False, correction=None):
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        by = corrected(unbiased, correction)
        return over(x, dim, keepdim, lambda y, axes: getattr(Statistics, method)(y, by, axes))

    return of


var = maps("var", "var.unbiased")(spread("variance"))
std = maps("std", "std.unbiased")(spread("standardDeviation"))


@maps("var_mean", "var_mean.unbiased")
def var_mean(x, dim=None, unbiased=None, keepdim=False, correction=None):
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    return var(x, dim, unbiased, keepdim, correction), mean(x, dim, keepdim)


@maps("std_mean", "std_mean.unbiased")
def std_mean(x, dim=None, unbiased=None, keepdim=False, correction=None):
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    return std(x, dim, unbiased, keepdim, correction), mean(x, dim, keepdim)


@maps("cov")
def cov(x, correction=1, fweights=None, aweights=None):
    y = x.reshape([1, -1]) if x.rank < 2 else x
    w = None
    for weights in (fweights, aweights):
        if weights is not None:
            w = weights if w is None else w.mul(weights)
    n = y.shape[1]
    if w is None:
        centred = y.sub(y.meanKeep([1]))
        divisor = y.recording.constant(max(n - correction, 0))
        product = centred.matmul(centred.transpose())
    else:
        total = w.sum()
        centred = y.sub(y.mul(w).sumKeep([1]).div(total))
        ratio = w.mul(aweights).sum().div(total) if aweights is not None else None
        divisor = total.sub(correction) if ratio is None else total.sub(ratio.mul(correction))
        divisor = divisor.relu()
        product = centred.mul(w).matmul(centred.transpose())
    result = product.div(divisor)
    return result.reshape([]) if x.rank < 2 or x.shape[0] == 1 else result


@maps("corrcoef")
def corrcoef(x):
    c = cov(x)
    if c.rank == 0:
        return c.div(c)
    d = Rearrange.diagonal(c, 0, 0, 1).sqrt()
    return Elementwise.clamp(c.div(d.unsqueeze(1)).div(d.unsqueeze(0)), -1.0, 1.0)


@maps("median")
def median(x, dim=None, keepdim=False):
    return kth(x, dim, keepdim, lambda n: (n - 1) // 2, True)


@maps("kthvalue")
def kthvalue(x, k, dim=-1, keepdim=False):
    return kth(x, dim, keepdim, lambda n: k - 1, False)


def kth(x, dim, keepdim, place, nan_first):
    """The element at a place of the sorted axis, and its index."""
    whole = dim is None
    y = x.reshape([-1]) if whole else vector(x)[0]
    axis = 0 if whole else axis_of(dim, y.rank)
    n = y.shape[axis]
    at = place(n)
    index = Sorting.argsort(y, axis).slice(axis, at, at + 1)
    if nan_first:
        # one NaN makes the median NaN: the first of them
        missing = not_a_number(y)
        some = missing.sumKeep([axis]).gt(0)
        first = Sorting.argmax(missing, axis).reshape(
            [1 if i == axis else m for i, m in enumerate(y.shape)])
        index = where(some, first, index)
    shape = [1 if i == axis else m for i, m in enumerate(y.shape)] if keepdim else \
        [m for i, m in enumerate(y.shape) if i != axis]
    shape = shape if x.rank else []
    value = y.gatherElements(axis, index).reshape(shape)
    return value if whole else (value, index.reshape(shape))


@maps("nanmedian")
def nanmedian(x, dim=None, keepdim=False):
    y = x.reshape([-1]) if dim is None else vector(x)[0]
    axis = 0 if dim is None else axis_of(dim, y.rank)
    # NaN is sorted behind all numbers
    numbers = y.eq(y).sumKeep([axis])
    place = numbers.sub(1).div(2).floor().maximum(0)
    index = Sorting.argsort(y, axis).gatherElements(axis, place)
    shape = [1 if i == axis else m for i, m in enumerate(y.shape)] if keepdim else \
        [m for i, m in enumerate(y.shape) if i != axis]
    shape = shape if x.rank else []
    value = y.gatherElements(axis, index).reshape(shape)
    return value if dim is None else (value, index.reshape(shape))


def quantiles(x, q, dim, keepdim, interpolation, numbers_only):
    y = x.reshape([-1]) if dim is None else vector(x)[0]
    axis = 0 if dim is None else axis_of(dim, y.rank)
    n = y.shape[axis]
    sorted_ = Ranked.values(Sorting.sort(y, axis))
    sorted_.shape = y.shape
    probabilities = [q] if not hasattr(q, "shape") else None
    p = x.recording.array([float(q)]) if probabilities else q.reshape([-1])
    numbers = y.eq(y).sumKeep([axis])
    count = p.size
    # [.., 1, ..] times [count] along the axis
    along = [count if i == axis else 1 for i in range(y.rank)]
    places = numbers.sub(1).maximum(0) if numbers_only else numbers.mul(0).add(n - 1)
    rank = places.mul(p.reshape(along))
    if not numbers_only:
        rank = where(numbers.lt(n), n - 1, rank)
    low, high = rank.floor(), rank.ceil()
    if interpolation == "lower":
        at, share = low, None
    elif interpolation == "higher":
        at, share = high, None
    elif interpolation == "nearest":
        at, share = rank.round(), None
    else:
        at, share = low, rank.sub(low) if interpolation == "linear" else low.mul(0).add(0.5)
    value = sorted_.gatherElements(axis, at)
    if share is not None:
        value = value.add(sorted_.gatherElements(axis, high).sub(value).mul(share))
    order = [axis] + [i for i in range(y.rank) if i != axis]
    value = value.permute(order)
    rest = [m for i, m in enumerate(y.shape) if i != axis]
    if keepdim:
        rest = [1] * x.rank if dim is None else [1 if i == axis else m for i, m in enumerate(y.shape)]
    if x.rank == 0:
        rest = []
    lead = [] if probabilities or q.rank == 0 else [count]
    return value.reshape(lead + rest)


@maps("quantile")
def quantile(x, q, dim=None, keepdim=False, interpolation="linear"):
    return quantiles(x, q, dim, keepdim, interpolation, False)


@maps("nanquantile")
def nanquantile(x, q, dim=None, keepdim=False, interpolation="linear"):
    return quantiles(x, q, dim, keepdim, interpolation, True)


# ---- norms ----


@maps("linalg.vector_norm")
def vector_norm(x, ord=2, dim=None, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: Norms.norm(y, float(ord), axes))


@maps("norm", "norm.fro", "norm.inf")
def norm(x, p="fro", dim=None, keepdim=False):
    if p == "nuc":
        raise Refused("the nuclear norm needs singular values")
    return vector_norm(x, 2 if p in ("fro", None) else p, dim, keepdim)


@maps("linalg.matrix_norm")
def matrix_norm(x, ord="fro", dim=(-2, -1), keepdim=False):
    if ord in ("nuc", 2, -2):
        raise Refused(f"ord={ord} needs singular values")
    if ord == "fro":
        return vector_norm(x, 2, dim, keepdim)
    rows, columns = axes_of(dim, x.rank)
    # the largest or smallest sum of columns (1) or rows (inf)
    summed, kept = (rows, columns) if abs(ord) == 1 else (columns, rows)
    y = x.abs().sumKeep([summed])
    y = y.maxKeep([kept]) if ord > 0 else y.minKeep([kept])
    return y if keepdim else y.reshape([n for i, n in enumerate(x.shape) if i not in (rows, columns)])


@maps("linalg.norm", "linalg.norm.subgradients_at_zero")
def linalg_norm(x, ord=None, dim=None, keepdim=False):
    if ord is None:
        return vector_norm(x, 2, dim, keepdim)
    if x.rank == 2 and dim is None or isinstance(dim, (tuple, list)) and len(dim) == 2:
        return matrix_norm(x, ord, (-2, -1) if dim is None else dim, keepdim)
    return vector_norm(x, ord, dim, keepdim)


@maps("dist")
def dist(x, other, p=2):
    return Norms.norm(x.sub(other), float(p))


@maps("renorm")
def renorm(x, p, dim, maxnorm):
    axes = [i for i in range(x.rank) if i != axis_of(dim, x.rank)]
    n = Norms.normKeep(x, float(p), axes)
    return x.mul(where(n.gt(maxnorm), n.add(1e-7).rdiv(maxnorm), 1))


# ---- along an axis ----


@maps("cumsum")
def cumsum(x, dim):
    y, back = vector(x)
    return back(Cumulative.sum(y, dim))


@maps("cumprod")
def cumprod(x, dim):
    y, back = vector(x)
    return back(Cumulative.product(y, dim))


@maps("logcumsumexp")
def logcumsumexp(x, dim):
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    n = y.shape[axis]
    # each element looks at those up to itself: an axis more, like a matrix
    wide = y.unsqueeze(axis).expand([*y.shape[:axis], n, *y.shape[axis:]])
    shape = [n if i in (axis, axis + 1) else 1 for i in range(y.rank + 1)]
    seen = y.recording.array([[float(j <= i) for j in range(n)] for i in range(n)], (n, n)).reshape(shape)
    return back(where(seen, wide, -INF).logSumExp([axis + 1]))


def extreme_so_far(x, dim, largest):
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    n = y.shape[axis]
    if y.size == 0:
        return y, y
    wide = y.unsqueeze(axis).expand([*y.shape[:axis], n, *y.shape[axis:]])
    shape = [n if i in (axis, axis + 1) else 1 for i in range(y.rank + 1)]
    seen = y.recording.array([[float(j <= i) for j in range(n)] for i in range(n)], (n, n)).reshape(shape)
    masked = where(seen, wide, -INF if largest else INF)
    best = masked.maxKeep([axis + 1]) if largest else masked.minKeep([axis + 1])
    # the last of those that tie, as PyTorch
    count = y.recording.array([float(i) for i in range(n)], (n,)).reshape(
        [n if i == axis + 1 else 1 for i in range(y.rank + 1)])
    found = masked.eq(best).add(not_a_number(masked)).mul(seen)
    index = where(found, count, -1).max([axis + 1])
    return back(y.gatherElements(axis, index)), back(index)


@maps("cummax")
def cummax(x, dim):
    return extreme_so_far(x, dim, True)


@maps("cummin")
def cummin(x, dim):
    return extreme_so_far(x, dim, False)


@maps("logsumexp")
def logsumexp(x, dim, keepdim=False):
    return over(x, dim, keepdim, lambda y, axes: y.logSumExp(axes))


def trapezes(y, x, dx, dim):
    axis = axis_of(dim, y.rank)
    n = y.shape[axis]
    sums = y.slice(axis, 1, n).add(y.slice(axis, 0, n - 1)).mul(0.5)
    if x is None:
        return sums.mul(float(1 if dx is None else dx)), axis
    if x.rank == 1 and y.rank > 1:
        x = x.reshape([n if i == axis else 1 for i in range(y.rank)])
    along = axis - y.rank
    m = x.shape[along]
    return sums.mul(x.slice(along, 1, m).sub(x.slice(along, 0, m - 1))), axis


@maps("trapz", "trapezoid")
def trapezoid(y, x=None, dx=None, dim=-1):
    terms, axis = trapezes(y, x, dx, dim)
    return terms.sum([axis])


@maps("cumulative_trapezoid")
def cumulative_trapezoid(y, x=None, dx=None, dim=-1):
    terms, axis = trapezes(y, x, dx, dim)
    return Cumulative.sum(terms, axis)


@maps("diff")
def diff(x, n=1, dim=-1, prepend=None, append=None):
    if n == 0:
        return x
    axis = axis_of(dim, x.rank)
    parts = [p if p is x or p.rank else p.expand([1 if i == axis else n for i, n in enumerate(x.shape)])
             for p in (prepend, x, append) if p is not None]
    y = Tensor.concat(axis, parts) if len(parts) > 1 else x
    for _ in range(n):
        m = y.shape[axis]
        if m == 0:
            return y
        y = y.slice(axis, 1, m).sub(y.slice(axis, 0, m - 1))
    return y


@maps("gradient")
def gradient(x, *args, spacing=None, dim=None, edge_order=1):
    axes = axes_of(dim, x.rank)
    spacing = 1 if spacing is None else spacing
    spacings = list(spacing) if isinstance(spacing, (list, tuple)) else [spacing] * len(axes)
    return tuple(slopes(x, axis, h, edge_order) for axis, h in zip(axes, spacings))


def slopes(x, axis, spacing, edge_order):
    """Second-order differences, one-sided ones at the edges; at equal distances or at coordinates."""
    n = x.shape[axis]
    if hasattr(spacing, "shape"):
        h = spacing.slice(0, 1, n).sub(spacing.slice(0, 0, n - 1)).reshape(
            [n - 1 if i == axis else 1 for i in range(x.rank)])
    else:
        h = x.recording.full(spacing, [n - 1 if i == axis else 1 for i in range(x.rank)])

    def at(y, start, end=None):
        return y.slice(axis, start, start + 1 if end is None else end)

    d = at(x, 1, n).sub(at(x, 0, n - 1)).div(h)  # slopes between neighbours
    before, after = at(h, 0, n - 2), at(h, 1, n - 1)
    middle = at(d, 0, n - 2).mul(after).add(at(d, 1, n - 1).mul(before)).div(before.add(after))
    first, last = at(d, 0), at(d, n - 2)
    if edge_order == 2:
        first = first.add(first.sub(at(d, 1)).mul(at(h, 0)).div(at(h, 0).add(at(h, 1))))
        last = last.add(last.sub(at(d, n - 3)).mul(at(h, n - 2)).div(at(h, n - 2).add(at(h, n - 3))))
    return Tensor.concat(axis, [first, middle, last])


# ---- sorting ----


@maps("sort")
def sort(x, dim=-1, descending=False, stable=None):
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    both = (Sorting.sortDescending if descending else Sorting.sort)(y, axis)
    return tuple(back(r) for r in (Ranked.values(both), Ranked.indices(both)))


@maps("argsort")
def argsort(x, dim=-1, descending=False, stable=None):
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    return back((Sorting.argsortDescending if descending else Sorting.argsort)(y, axis))


@maps("msort")
def msort(x):
    y, back = vector(x)
    return back(Ranked.values(Sorting.sort(y, 0)))


@maps("topk")
def topk(x, k, dim=-1, largest=True, sorted=True):
    y, back = vector(x)
    axis = axis_of(dim, y.rank)
    both = (Sorting.topK if largest else Sorting.bottomK)(y, k, axis)
    results = (Ranked.values(both), Ranked.indices(both))
    for r in results:
        r.shape = both.shape
    return tuple(back(r) if x.rank == 0 else r for r in results)


@maps("mode")
def mode(x, dim=-1, keepdim=False):
    y, _ = vector(x)
    axis = axis_of(dim, y.rank)
    both = Sorting.sort(y, axis)
    s = Ranked.values(both)
    n = y.shape[axis]
    s.shape = y.shape
    wide = s.unsqueeze(axis + 1)
    # how often each value is there; the smallest of the most frequent
    count = wide.eq(s.unsqueeze(axis)).sum([axis + 1])
    value = s.gatherElements(axis, Sorting.argmax(count, axis).unsqueeze(axis))
    places = y.recording.array([float(i) for i in range(n)], (n,)).reshape(
        [n if i == axis else 1 for i in range(y.rank)])
    index = where(y.eq(value), places, -1).maxKeep([axis])
    shape = [1 if i == axis else m for i, m in enumerate(x.shape)] if keepdim else \
        [m for i, m in enumerate(x.shape) if i != axis]
    return y.gatherElements(axis, index).reshape(shape), index.reshape(shape)


@maps("bucketize")
def bucketize(x, boundaries, right=False, out_int32=False):
    return searchsorted(boundaries, x, right=right)


@maps("searchsorted")
def searchsorted(sequence, x, right=False, side=None, sorter=None, out_int32=False):
    """How many of a sorted sequence stand before each element."""
    if sorter is not None:
        sequence = sequence.gatherElements(sequence.rank - 1, sorter)
    right = right if side is None else side == "right"
    y = lift(x, sequence).unsqueeze(-1)
    s = sequence if sequence.rank == 1 else sequence.unsqueeze(-2)
    return (s.le(y) if right else s.lt(y)).sum([-1])


# ---- masked ----


def masked(name, fill, reduce):
    @maps(f"masked.{name}")
    def of(x, dim=None, keepdim=False, mask=None, **kwargs):
        y = x if mask is None else where(mask, x, fill)
        return reduce(y, dim, keepdim, **kwargs)

    return of


masked("sum", 0, sum_)
masked("prod", 1, prod)
masked("amax", -INF, amax)
masked("amin", INF, amin)
masked("logsumexp", -INF, logsumexp)
masked("argmax", -INF, argmax)
masked("argmin", INF, argmin)
masked_cumsum = maps("masked.cumsum")(lambda x, dim, mask=None: cumsum(
    x if mask is None else where(mask, x, 0), dim))
masked_cumprod = maps("masked.cumprod")(lambda x, dim, mask=None: cumprod(
    x if mask is None else where(mask, x, 1), dim))


@maps("masked.norm")
def masked_norm(x, ord, dim=None, keepdim=False, mask=None):
    y = x if mask is None else where(mask, x, INF if ord == -INF else 0)
    return vector_norm(y, ord, dim, keepdim)


def counted(x, mask, dim, keepdim):
    seen = x.recording.full(1, x.shape) if mask is None else mask.expand(list(x.shape))
    return sum_(seen, dim, keepdim)


@maps("masked.mean")
def masked_mean(x, dim=None, keepdim=False, mask=None):
    y = x if mask is None else where(mask, x, 0)
    return sum_(y, dim, keepdim).div(counted(x, mask, dim, keepdim))


@maps("masked.var")
def masked_var(x, dim=None, unbiased=None, keepdim=False, mask=None, correction=None):
    by = corrected(unbiased, correction)
    n = counted(x, mask, dim, True)
    y = x if mask is None else where(mask, x, 0)
    centre = sum_(y, dim, True).div(n)
    off = x.sub(centre.reshape([1] * x.rank) if dim is None else centre)
    off = off if mask is None else where(mask, off, 0)
    left = counted(x, mask, dim, keepdim).sub(by).maximum(0)
    return sum_(off.square(), dim, keepdim).div(left)


@maps("masked.std")
def masked_std(*args, **kwargs):
    return masked_var(*args, **kwargs).sqrt()


@maps("masked.softmax")
def masked_softmax(x, dim, mask=None):
    y, back = vector(x if mask is None else where(mask, x, -INF))
    return back(y.softmax(dim))


@maps("masked.log_softmax")
def masked_log_softmax(x, dim, mask=None):
    y, back = vector(x if mask is None else where(mask, x, -INF))
    return back(y.logSoftmax(dim))


@maps("masked.softmin")
def masked_softmin(x, dim, mask=None):
    y, back = vector((x if mask is None else where(mask, x, INF)).neg())
    return back(y.softmax(dim))


@maps("masked.normalize")
def masked_normalize(x, ord, dim, mask=None, eps=1e-12):
    y = x if mask is None else where(mask, x, 0)
    n = Norms.normKeep(y, float(ord), [axis_of(dim, x.rank)]) if x.rank else \
        vector_norm(y, ord, None, False)
    return y.div(n.maximum(eps))


@maps("masked.logaddexp")
def masked_logaddexp(x, other, input_mask=None, other_mask=None):
    a = x if input_mask is None else where(input_mask, x, -INF)
    b = other if other_mask is None else where(other_mask, other, -INF)
    return Elementwise.logAddExp(a, b)


@maps("masked.median")
def masked_median(x, dim=None, keepdim=False, mask=None):
    y = x if mask is None else where(mask, x, math.nan)
    result = nanmedian(y, dim, keepdim)
    return result[0] if isinstance(result, tuple) else result
