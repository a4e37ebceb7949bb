"""Elements moved, repeated, put together and taken apart; what makes tensors beside one."""

import itertools
import math

from ours import Rearrange, Tensor, Value, broadcast

from . import maps
from .common import axes_of, axis_of, lift, vector, where, zeros


def sizes(shape):
    """Extents given as a list or one by one."""
    flat = shape[0] if len(shape) == 1 and isinstance(shape[0], (list, tuple)) else shape
    return [int(n) for n in flat]


@maps("reshape", "view", "view_copy")
def reshape(x, *shape):
    shape = sizes(shape)
    if -1 in shape and math.prod(n for n in shape if n != -1):
        shape[shape.index(-1)] = x.size // math.prod(n for n in shape if n != -1)
    return x.reshape(shape)


@maps("reshape_as", "view_as")
def reshape_as(x, other):
    return x.reshape(list(other.shape))


@maps("ravel")
def ravel(x):
    return x.flatten()


@maps("flatten")
def flatten(x, start_dim=0, end_dim=-1):
    if x.rank == 0:
        return x.reshape([1])
    a, b = axis_of(start_dim, x.rank), axis_of(end_dim, x.rank)
    return x.reshape([*x.shape[:a], math.prod(x.shape[a:b + 1]), *x.shape[b + 1:]])


@maps("unflatten")
def unflatten(x, dim, sizes):
    axis = axis_of(dim, x.rank)
    sizes = list(sizes)
    if -1 in sizes:
        sizes[sizes.index(-1)] = x.shape[axis] // math.prod(n for n in sizes if n != -1)
    return x.reshape([*x.shape[:axis], *sizes, *x.shape[axis + 1:]])


@maps("expand", "expand_copy", "broadcast_to")
def expand(x, *shape):
    return x.expand(sizes(shape))


@maps("expand_as")
def expand_as(x, other):
    return x.expand(list(other.shape))


@maps("sum_to_size")
def sum_to_size(x, *shape):
    shape = sizes(shape)
    lead = x.rank - len(shape)
    axes = [i for i in range(x.rank) if i < lead or shape[i - lead] == 1 and x.shape[i] != 1]
    return (x.sum(axes) if axes else x).reshape(shape)


@maps("broadcast_tensors")
def broadcast_tensors(*tensors):
    to = list(broadcast(*(t.shape for t in tensors)))
    return tuple(t.expand(to) for t in tensors)


@maps("permute", "permute_copy")
def permute(x, *dims):
    return x.permute([axis_of(d, x.rank) for d in sizes(dims)])


@maps("transpose", "transpose_copy")
def transpose(x, dim0, dim1):
    if x.rank == 0:
        return x
    order = list(range(x.rank))
    a, b = axis_of(dim0, x.rank), axis_of(dim1, x.rank)
    order[a], order[b] = b, a
    return x.permute(order)


@maps("t", "t_copy", "T", "H")
def t(x):
    return x.permute(list(range(x.rank))[::-1])


@maps("mT", "mH")
def matrix_transpose(x):
    return x.transpose()


@maps("movedim")
def movedim(x, source, destination):
    source, destination = axes_of(source, x.rank), axes_of(destination, x.rank)
    order = [None] * x.rank
    for s, d in zip(source, destination):
        order[d] = s
    rest = iter(i for i in range(x.rank) if i not in source)
    return x.permute([next(rest) if o is None else o for o in order])


@maps("squeeze", "squeeze_copy", "squeeze.multiple")
def squeeze(x, dim=None):
    axes = [] if dim in ((), []) else axes_of(dim, x.rank)
    return x.reshape([n for i, n in enumerate(x.shape) if i not in axes or n != 1])


@maps("unsqueeze", "unsqueeze_copy")
def unsqueeze(x, dim):
    return x.unsqueeze(dim)


@maps("atleast_1d")
def atleast_1d(*tensors):
    return at_least(tensors, 1, lambda s: s + (1,))


@maps("atleast_2d")
def atleast_2d(*tensors):
    return at_least(tensors, 2, lambda s: (1,) * (2 - len(s)) + s)


@maps("atleast_3d")
def atleast_3d(*tensors):
    return at_least(tensors, 3, lambda s: {0: (1, 1, 1), 1: (1, *s, 1), 2: (*s, 1)}[len(s)])


def at_least(tensors, rank, shape):
    flat = list(tensors[0]) if isinstance(tensors[0], (list, tuple)) else list(tensors)
    results = [x if x.rank >= rank else x.reshape(list(shape(x.shape))) for x in flat]
    return results[0] if len(results) == 1 else tuple(results)


@maps("narrow", "narrow_copy")
def narrow(x, dim, start, length):
    axis = axis_of(dim, x.rank)
    start = int(start.known) if isinstance(start, Value) else start
    start = start + x.shape[axis] if start < 0 else start
    return x.slice(axis, start, start + length)


@maps("select")
def select(x, dim, index):
    axis = axis_of(dim, x.rank)
    index = index + x.shape[axis] if index < 0 else index
    return x.slice(axis, index, index + 1).squeeze(axis)


def bounds(n, start, end):
    start, end, _ = slice(start, end).indices(n)
    return start, max(start, end)


def strided(x, axis, start, end, step):
    start, end = bounds(x.shape[axis], start, end)
    if step == 1:
        return x.slice(axis, start, end)
    return x.gather(axis, x.recording.array([float(i) for i in range(start, end, step)]))


@maps("slice")
def slice_(x, dim=0, start=None, end=None, step=1):
    return strided(x, axis_of(dim, x.rank), start, end, step)


def replaced(x, y, axis, places):
    """x with slices of an axis replaced."""
    n = x.shape[axis]
    at = x.recording.array([float(i) for i in places])
    keep = x.recording.array([float(i not in set(places)) for i in range(n)])
    keep = keep.reshape([n if i == axis else 1 for i in range(x.rank)])
    return where(keep, x, y.scatterAdd(axis, at, n))


@maps("slice_scatter")
def slice_scatter(x, src, dim=0, start=None, end=None, step=1):
    axis = axis_of(dim, x.rank)
    start, end = bounds(x.shape[axis], start, end)
    return replaced(x, src, axis, list(range(start, end, step)))


@maps("select_scatter")
def select_scatter(x, src, dim, index):
    axis = axis_of(dim, x.rank)
    index = index + x.shape[axis] if index < 0 else index
    return replaced(x, src.unsqueeze(axis), axis, [index])


def parts(x, axis, lengths):
    at, result = 0, []
    for n in lengths:
        result.append(x.slice(axis, at, at + n))
        at += n
    return tuple(result)


@maps("split", "split.list_args", "unsafe_split", "split_with_sizes", "split_with_sizes_copy")
def split(x, size, dim=0):
    axis = axis_of(dim, x.rank)
    n = x.shape[axis]
    if isinstance(size, int):
        size = [min(size, n - i) for i in range(0, n, size)] if n else [0]
    return parts(x, axis, size)


@maps("chunk", "unsafe_chunk")
def chunk(x, chunks, dim=0):
    n = x.shape[axis_of(dim, x.rank)]
    return split(x, -(-n // chunks), dim)


@maps("tensor_split")
def tensor_split(x, by, dim=0):
    axis = axis_of(dim, x.rank)
    n = x.shape[axis]
    by = by.known.long().tolist() if isinstance(by, Value) else by
    if isinstance(by, int):
        return parts(x, axis, [n // by + (i < n % by) for i in range(by)])
    ends = [0, *by, n]
    return tuple(x.slice(axis, *bounds(n, a, b)) for a, b in zip(ends, ends[1:]))


@maps("hsplit")
def hsplit(x, by):
    return tensor_split(x, by, 0 if x.rank == 1 else 1)


@maps("vsplit")
def vsplit(x, by):
    return tensor_split(x, by, 0)


@maps("dsplit")
def dsplit(x, by):
    return tensor_split(x, by, 2)


@maps("unbind", "unbind_copy")
def unbind(x, dim=0):
    axis = axis_of(dim, x.rank)
    return tuple(x.slice(axis, i, i + 1).squeeze(axis) for i in range(x.shape[axis]))


def joined(tensors, axis):
    # PyTorch passes over vectors of nothing
    some = [t for t in tensors if t.shape != (0,)] or list(tensors[:1])
    return Tensor.concat(axis_of(axis, some[0].rank), some) if len(some) > 1 else some[0]


@maps("cat")
def cat(tensors, dim=0):
    return joined(tensors, dim)


@maps("stack")
def stack(tensors, dim=0):
    return Tensor.stack(dim, list(tensors))


@maps("hstack")
def hstack(tensors):
    flat = [x.reshape([1]) if x.rank == 0 else x for x in tensors]
    return joined(flat, 0 if flat[0].rank == 1 else 1)


@maps("vstack")
def vstack(tensors):
    return joined([atleast_2d(x) for x in tensors], 0)


@maps("dstack")
def dstack(tensors):
    return joined([atleast_3d(x) for x in tensors], 2)


@maps("column_stack")
def column_stack(tensors):
    return joined([x.reshape([x.size, 1]) if x.rank < 2 else x for x in tensors], 1)


@maps("block_diag")
def block_diag(*tensors):
    blocks = [atleast_2d(x) for x in tensors]
    rows, columns = sum(b.shape[0] for b in blocks), sum(b.shape[1] for b in blocks)
    y, r, c = None, 0, 0
    for b in blocks:
        m, n = b.shape
        placed = b.pad(0, r, rows - r - m).pad(1, c, columns - c - n)
        y = placed if y is None else y.add(placed)
        r, c = r + m, c + n
    return y


@maps("meshgrid.variadic_tensors")
def meshgrid(*tensors, indexing="ij"):
    vectors = [x.reshape([x.size]) for x in tensors]
    if indexing == "xy" and len(vectors) > 1:
        vectors[0], vectors[1] = vectors[1], vectors[0]
    shape = [v.size for v in vectors]
    grids = [v.reshape([v.size if i == k else 1 for i in range(len(vectors))]).expand(shape)
             for k, v in enumerate(vectors)]
    if indexing == "xy" and len(vectors) > 1:
        order = [1, 0, *range(2, len(vectors))]
        grids[0], grids[1] = grids[1], grids[0]
        grids = [g.permute(order) for g in grids]
        return tuple(g.permute(order) for g in grids)
    return tuple(grids)


@maps("meshgrid.list_of_tensors")
def meshgrid_list(tensors, indexing="ij"):
    return meshgrid(*tensors, indexing=indexing)


@maps("cartesian_prod")
def cartesian_prod(*tensors):
    if len(tensors) == 1:
        return tensors[0]
    return Tensor.stack(1, [g.flatten() for g in meshgrid(*tensors)])


@maps("combinations")
def combinations(x, r=2, with_replacement=False):
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    chosen = list(choose(range(x.size), r))
    index = x.recording.array([float(i) for c in chosen for i in c], (len(chosen) * r,))
    return x.gather(0, index).reshape([len(chosen), r]) if r else x.recording.full(0, (0,))


# ---- moved and repeated ----


@maps("flip")
def flip(x, *dims_, dims=None):
    dims = sizes(dims_) if dims is None else list(dims)
    axes = axes_of(dims, x.rank) if dims else []
    return Rearrange.flip(x, axes) if axes and x.rank else x


@maps("fliplr")
def fliplr(x):
    return Rearrange.flip(x, [1])


@maps("flipud")
def flipud(x):
    return Rearrange.flip(x, [0])


@maps("roll")
def roll(x, shifts, dims=None):
    if x.rank == 0:
        return x
    if dims is None or dims == ():
        return Rearrange.roll(x.flatten(), shifts if isinstance(shifts, int) else shifts[0],
                              0).reshape(list(x.shape))
    shifts = [shifts] if isinstance(shifts, int) else shifts
    for shift, axis in zip(shifts, [dims] if isinstance(dims, int) else dims):
        x = Rearrange.roll(x, shift, axis)
    return x


@maps("rot90")
def rot90(x, k=1, dims=(0, 1)):
    a, b = axes_of(list(dims), x.rank)
    order = list(range(x.rank))
    order[a], order[b] = b, a
    for _ in range(k % 4):
        x = Rearrange.flip(x.permute(order), [a])
    return x


@maps("repeat", "tile")
def repeat(x, *times):
    times = sizes(times)
    return Rearrange.repeat(x, [1] * (x.rank - len(times)) + times)


@maps("repeat_interleave")
def repeat_interleave(x, repeats, dim=None, output_size=None):
    y = x.reshape([-1]) if dim is None else vector(x)[0]
    axis = 0 if dim is None else axis_of(dim, y.rank)
    n = y.shape[axis]
    each = repeats.known.long().reshape(-1).tolist() if isinstance(repeats, Value) else [repeats]
    each = each * n if len(each) == 1 else each
    index = [float(i) for i in range(n) for _ in range(each[i])]
    return y.gather(axis, x.recording.array(index, (len(index),)))


@maps("constant_pad_nd", "nn.functional.pad.constant")
def pad_constant(x, pad, mode="constant", value=0):
    if not isinstance(mode, str):
        value = mode
    inside = None
    y = x
    if value:
        inside = x.recording.full(1, x.shape)
    for i in range(len(pad) // 2):
        axis = x.rank - 1 - i
        before, after = pad[2 * i], pad[2 * i + 1]
        y = cut(y, axis, before, after).pad(axis, max(before, 0), max(after, 0))
        if inside is not None:
            inside = cut(inside, axis, before, after).pad(axis, max(before, 0), max(after, 0))
    return y if inside is None else where(inside, y, float(value))


def cut(x, axis, before, after):
    """Without what negative amounts take away."""
    n = x.shape[axis]
    return x if before >= 0 and after >= 0 else x.slice(axis, max(-before, 0), n + min(after, 0))


def padded(method):
    def of(x, pad, mode=None, value=None):
        for i in range(len(pad) // 2):
            axis = x.rank - 1 - i
            before, after = pad[2 * i], pad[2 * i + 1]
            if before > 0 or after > 0:
                x = getattr(Rearrange, method)(x, axis, max(before, 0), max(after, 0))
            x = cut(x, axis, before, after)
        return x

    return of


maps("nn.functional.pad.reflect")(padded("padReflect"))
maps("nn.functional.pad.replicate", "nn.functional.pad.replicate_negative")(padded("padReplicate"))


@maps("nn.functional.pad.circular")
def pad_circular(x, pad, mode=None, value=None):
    for i in range(len(pad) // 2):
        axis = x.rank - 1 - i
        n = x.shape[axis]
        before, after = pad[2 * i], pad[2 * i + 1]
        x = cut(x, axis, before, after)
        n = x.shape[axis]
        index = [float(j % n) for j in range(-max(before, 0), n + max(after, 0))]
        x = x.gather(axis, x.recording.array(index, (len(index),)))
    return x


@maps("unfold", "unfold_copy")
def unfold(x, dimension, size, step):
    y, _ = vector(x)
    axis = axis_of(dimension, y.rank)
    starts = range(0, y.shape[axis] - size + 1, step)
    index = [float(s + j) for s in starts for j in range(size)]
    y = y.gather(axis, x.recording.array(index, (len(index),)))
    y = y.reshape([*y.shape[:axis], len(starts), size, *y.shape[axis + 1:]])
    order = [i for i in range(y.rank) if i != axis + 1] + [axis + 1]
    y = y.permute(order)
    return y.reshape([size]) if x.rank == 0 else y


# ---- diagonals and triangles ----


@maps("diagonal", "diagonal_copy")
def diagonal(x, offset=0, dim1=0, dim2=1):
    return Rearrange.diagonal(x, offset, dim1, dim2)


@maps("linalg.diagonal")
def linalg_diagonal(x, offset=0, dim1=-2, dim2=-1):
    return Rearrange.diagonal(x, offset, dim1, dim2)


@maps("diagonal_scatter")
def diagonal_scatter(x, src, offset=0, dim1=0, dim2=1):
    a, b = axis_of(dim1, x.rank), axis_of(dim2, x.rank)
    others = [i for i in range(x.rank) if i not in (a, b)]
    order = others + [a, b]
    y = x.permute(order)
    rows, columns = y.shape[-2:]
    n = src.shape[-1]
    first_row, first_column = max(0, -offset), max(0, offset)
    at = x.recording.array([float((first_row + i) * columns + first_column + i) for i in range(n)], (n,))
    flat = y.reshape([*y.shape[:-2], rows * columns])
    mask = [float(not (0 <= i // columns - first_row < n and
                       i // columns - first_row == i % columns - first_column))
            for i in range(rows * columns)]
    put = src.scatterAdd(src.rank - 1, at, rows * columns)
    y = where(x.recording.array(mask, (rows * columns,)), flat, put).reshape(list(y.shape))
    return y.permute([order.index(i) for i in range(x.rank)])


@maps("diag")
def diag(x, diagonal=0):
    if x.rank == 1:
        return Rearrange.diagonalEmbed(x, diagonal)
    return Rearrange.diagonal(x, diagonal, 0, 1)


@maps("diagflat")
def diagflat(x, offset=0):
    return Rearrange.diagonalEmbed(x.reshape([x.size]), offset)


@maps("diag_embed")
def diag_embed(x, offset=0, dim1=-2, dim2=-1):
    y = Rearrange.diagonalEmbed(x, offset)
    a, b = axis_of(dim1, y.rank), axis_of(dim2, y.rank)
    if a > b:
        # the planes lie the other way round
        y, a, b = y.transpose(), b, a
    return movedim(y, [-2, -1], [a, b])


@maps("trace")
def trace(x):
    return Rearrange.diagonal(x, 0, 0, 1).sum()


@maps("tril")
def tril(x, diagonal=0):
    return Rearrange.tril(x, diagonal)


@maps("triu")
def triu(x, diagonal=0):
    return Rearrange.triu(x, diagonal)


# ---- constants beside a tensor ----


@maps("zeros_like", "zero_")
def zeros_like(x, **layout):
    return zeros(x)


@maps("ones_like")
def ones_like(x, **layout):
    return x.recording.full(1, x.shape)


@maps("full_like")
def full_like(x, fill, **layout):
    return x.recording.full(fill, x.shape)


@maps("fill")
def fill(x, value):
    return lift(value, x).expand(list(x.shape))


@maps("new_zeros")
def new_zeros(x, *shape, **layout):
    return zeros(x, sizes(shape))


@maps("new_ones")
def new_ones(x, *shape, **layout):
    return x.recording.full(1, sizes(shape))


@maps("new_full")
def new_full(x, shape, fill, **layout):
    return x.recording.full(fill, sizes([shape]))


# ---- images ----


@maps("nn.functional.pixel_shuffle")
def pixel_shuffle(x, upscale_factor):
    r = upscale_factor
    *lead, c, h, w = x.shape
    n = len(lead)
    y = x.reshape([*lead, c // (r * r), r, r, h, w])
    y = y.permute([*range(n), n, n + 3, n + 1, n + 4, n + 2])
    return y.reshape([*lead, c // (r * r), h * r, w * r])


@maps("nn.functional.pixel_unshuffle")
def pixel_unshuffle(x, downscale_factor):
    r = downscale_factor
    *lead, c, h, w = x.shape
    n = len(lead)
    y = x.reshape([*lead, c, h // r, r, w // r, r])
    y = y.permute([*range(n), n, n + 2, n + 4, n + 1, n + 3])
    return y.reshape([*lead, c * r * r, h // r, w // r])


@maps("nn.functional.channel_shuffle")
def channel_shuffle(x, groups):
    n, c, *rest = x.shape
    y = x.reshape([n, groups, c // groups, *rest])
    return y.permute([0, 2, 1, *range(3, y.rank)]).reshape(list(x.shape))
