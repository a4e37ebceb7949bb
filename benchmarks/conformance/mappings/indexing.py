"""Elements and slices chosen by indices, and put where indices say."""

from ours import Products, Refused, Tensor, Value

from . import maps
from .common import INF, axis_of, negative_index, vector, where, zeros


OPEN = "which of several elements at one place stays is open"


def front(index, n):
    """An index vector from the front, negative ones counted from the end."""
    known = index.known
    return negative_index(index, n) if known is not None and (known < 0).any() else index


@maps("gather")
def gather(x, dim, index, sparse_grad=False):
    y, back = vector(x)
    i, _ = vector(index)
    if i.size == 0:
        return zeros(x, index.shape)
    result = y.gatherElements(axis_of(dim, y.rank), i)
    return result.reshape(list(index.shape))


@maps("take_along_dim")
def take_along_dim(x, index, dim=None):
    if dim is None:
        return x.flatten().gatherElements(0, front(index, x.size).flatten())
    axis = axis_of(dim, x.rank)
    shape = [n if i == axis else max(n, m) for i, (n, m) in enumerate(zip(x.shape, index.shape))]
    to = [index.shape[axis] if i == axis else n for i, n in enumerate(shape)]
    return x.expand(shape).gatherElements(axis, front(index, x.shape[axis]).expand(to))


@maps("index_select")
def index_select(x, dim, index):
    y, back = vector(x)
    return back(y.gather(axis_of(dim, y.rank), vector(index)[0]))


@maps("take")
def take(x, index):
    return x.flatten().gather(0, front(index, x.size).flatten()).reshape(list(index.shape))


@maps("nn.functional.embedding")
def embedding(weight, index, padding_idx=None, max_norm=None, norm_type=2.0,
              scale_grad_by_freq=False, sparse=False):
    if max_norm is not None or scale_grad_by_freq or sparse:
        raise Refused("changes the weights or the gradient by counts")
    if padding_idx is not None:
        # the row at padding_idx learns nothing
        rows = weight.shape[0]
        at = padding_idx + rows if padding_idx < 0 else padding_idx
        still = weight.recording.array([float(i == at) for i in range(rows)], (rows, 1))
        weight = where(still, weight.stopGradient(), weight)
    y = weight.gather(0, index.flatten())
    return y.reshape([*index.shape, weight.shape[1]])


@maps("nn.functional.one_hot")
def one_hot(x, num_classes=-1):
    if num_classes < 0:
        raise Refused("as many classes as the largest index says")
    return x.oneHot(num_classes)


def along(vector_, axis, rank, n):
    return vector_.reshape([n if i == axis else 1 for i in range(rank)])


def slices(x, dim, index, source):
    """x, the axis, the indices, and the source as a tensor of slices; scalars as vectors."""
    y, back = vector(x)
    i, _ = vector(index)
    axis = axis_of(dim, y.rank)
    s = source.reshape([1]) if isinstance(source, Value) and source.rank == 0 and y.rank == 1 else source
    return y, axis, i, s, back


@maps("index_add")
def index_add(x, dim, index, source, alpha=1):
    y, axis, i, s, back = slices(x, dim, index, source)
    added = s.scatterAdd(axis, i, y.shape[axis])
    return back(y.add(added if alpha == 1 else added.mul(alpha)))


@maps("index_copy")
def index_copy(x, dim, index, source):
    y, axis, i, s, back = slices(x, dim, index, source)
    n = y.shape[axis]
    if index.known is not None and repeated(index.known.reshape(-1), 0):
        raise Refused(OPEN)
    found = along(ones(i).scatterAdd(0, i, n), axis, y.rank, n)
    return back(where(found, s.scatterAdd(axis, i, n), y))


@maps("index_fill")
def index_fill(x, dim, index, value):
    y, axis, i, _, back = slices(x, dim, index, None)
    n = y.shape[axis]
    i = front(i, n)
    return back(where(along(ones(i).scatterAdd(0, i, n), axis, y.rank, n), value, y))


def ones(x):
    return x.recording.full(1, x.shape)


def scattered(x, dim, index, source):
    """As scatter: parts of x, the source's first elements, and how to put the part back."""
    y, back = vector(x)
    i, _ = vector(index)
    axis = axis_of(dim, y.rank)
    if isinstance(source, Value):
        s = source.reshape([1]) if source.rank == 0 else source
        if s.shape != i.shape:
            for k in range(s.rank):
                s = s.slice(k, 0, i.shape[k])
    else:
        s = i.recording.full(source, i.shape)
    return y, axis, i, s, back


def widened(part, y, axis):
    """Zeros added where the indices reach less far than x."""
    for k in range(y.rank):
        if k != axis and part.shape[k] < y.shape[k]:
            part = part.pad(k, 0, y.shape[k] - part.shape[k])
    return part


@maps("scatter_add")
def scatter_add(x, dim, index, src):
    y, axis, i, s, back = scattered(x, dim, index, src)
    if i.size == 0:
        return x
    return back(y.add(widened(s.scatterAddElements(axis, i, y.shape[axis]), y, axis)))


@maps("scatter")
def scatter(x, dim, index, src, reduce=None):
    y, axis, i, s, back = scattered(x, dim, index, src)
    if i.size == 0:
        return x
    if reduce == "add":
        return back(y.add(widened(s.scatterAddElements(axis, i, y.shape[axis]), y, axis)))
    if reduce == "multiply":
        return scatter_reduce(x, dim, index, src, reduce="prod", src_value=s)
    found = ones(s).scatterAddElements(axis, i, y.shape[axis])
    known = i.known if i.known is not None else index.known
    if known is not None and repeated(known.reshape(i.shape), axis):
        raise Refused(OPEN)
    put = s.scatterAddElements(axis, i, y.shape[axis])
    return back(where(widened(found, y, axis), widened(put, y, axis), y))


def repeated(index, axis):
    s = index.sort(axis).values
    n = s.shape[axis]
    return bool((s.narrow(axis, 1, n - 1) == s.narrow(axis, 0, n - 1)).any()) if n > 1 else False


def dense(y, axis, i, s):
    """For each place of the axis what goes there: a mask and elements, [.., place, element, ..]."""
    n = y.shape[axis]
    m = i.shape[axis]
    place = y.recording.array([float(k) for k in range(n)], (n,)).reshape(
        [n if k == axis else 1 for k in range(y.rank + 1)])
    at = i.unsqueeze(axis).eq(place)
    return at, s.unsqueeze(axis).expand(list(at.shape))


@maps("scatter_reduce.sum", "scatter_reduce.prod", "scatter_reduce.mean", "scatter_reduce.amin",
      "scatter_reduce.amax")
def scatter_reduce(x, dim, index, src, reduce, include_self=True, src_value=None):
    y, axis, i, s, back = scattered(x, dim, index, src if src_value is None else src_value)
    if i.size == 0:
        return x
    for k in range(y.rank):
        if k != axis and i.shape[k] < y.shape[k]:
            return partly(y, axis, i, s, back, reduce, include_self)
    return back(reduced_into(y, axis, i, s, reduce, include_self))


def partly(y, axis, i, s, back, reduce, include_self):
    """Where the indices reach less far than x, the rest of x stays."""
    part = y
    for k in range(y.rank):
        if k != axis:
            part = part.slice(k, 0, i.shape[k])
    result = reduced_into(part, axis, i, s, reduce, include_self)
    inside = widened(ones(part), y, axis)
    return back(where(inside, widened(result, y, axis), y))


def reduced_into(y, axis, i, s, reduce, include_self):
    n = y.shape[axis]
    found = ones(s).scatterAddElements(axis, i, n)
    if reduce in ("sum", "mean"):
        total = s.scatterAddElements(axis, i, n)
        base = y if include_self else where(found, 0, y)
        if reduce == "sum":
            return base.add(total)
        count = found.add(1) if include_self else found.maximum(1)
        return base.add(total).div(count)
    at, elements = dense(y, axis, i, s)
    neutral = {"prod": 1, "amax": -INF, "amin": INF}[reduce]
    base = y if include_self else where(found, neutral, y)
    all_ = Tensor.concat(axis + 1, [base.unsqueeze(axis + 1), where(at, elements, neutral)])
    if reduce == "prod":
        return Products.product(all_, [axis + 1])
    return all_.max([axis + 1]) if reduce == "amax" else all_.min([axis + 1])


@maps("index_reduce.mean", "index_reduce.prod", "index_reduce.amin", "index_reduce.amax")
def index_reduce(x, dim, index, source, reduce, include_self=True):
    y, axis, i, s, back = slices(x, dim, index, source)
    shape = [i.size if k == axis else n for k, n in enumerate(y.shape)]
    wide = along(i, axis, y.rank, i.size).expand(shape)
    if wide.size == 0:
        return x
    return back(reduced_into(y, axis, wide, s, reduce, include_self))


@maps("put")
def put(x, index, source, accumulate=False):
    flat = x.reshape([x.size])
    i = front(index, x.size).reshape([index.size])
    s = source.reshape([source.size])
    added = s.scatterAdd(0, i, x.size)
    if accumulate:
        return flat.add(added).reshape(list(x.shape))
    if index.known is not None and repeated((index.known % max(x.size, 1)).reshape(-1), 0):
        raise Refused(OPEN)
    found = ones(i).scatterAdd(0, i, x.size)
    return where(found, added, flat).reshape(list(x.shape))


# ---- x[...] ----


def indexed(x, key):
    """The places in x, flattened, of the elements of x[key]; and their shape."""
    import torch
    places = torch.arange(x.size).reshape(x.shape)
    key = tuple(k if not isinstance(k, Value) else k.known.bool() if k.was_bool else
                k.known.long() for k in key)
    chosen = places[key]
    return x.recording.array(chosen.reshape(-1)), tuple(chosen.shape)


def as_tuple(key):
    return key if isinstance(key, tuple) else (key,)


@maps("__getitem__")
def getitem(x, key):
    at, shape = indexed(x, as_tuple(key))
    return x.reshape([x.size]).gather(0, at).reshape(list(shape))


@maps("index_put")
def index_put(x, indices, values, accumulate=False):
    at, shape = indexed(x, tuple(indices))
    s = values.expand(list(shape)).reshape([at.size])
    added = s.scatterAdd(0, at, x.size)
    flat = x.reshape([x.size])
    if accumulate:
        return flat.add(added).reshape(list(x.shape))
    if repeated(at.known, 0):
        raise Refused(OPEN)
    return where(ones(at).scatterAdd(0, at, x.size), added, flat).reshape(list(x.shape))
