"""Products of vectors, matrices and batches of them."""

from ours import Einsum, Layers, Norms, Refused, Tensor, Value

from . import maps
from .common import axes_of, axis_of
from .elementwise import scaled


@maps("matmul", "mm", "bmm", "mv")
def matmul(x, other):
    return x.matmul(other)


@maps("__rmatmul__")
def rmatmul(x, other):
    return other.matmul(x)


@maps("dot", "vdot")
def dot(x, other):
    return x.dot(other)


@maps("inner")
def inner(x, other):
    if x.rank == 0 or other.rank == 0:
        return x.mul(other)
    n = x.shape[-1]
    product = x.reshape([-1, n] if n else [x.size or 1, n]).matmul(
        other.reshape([-1, n]).transpose())
    return product.reshape([*x.shape[:-1], *other.shape[:-1]])


@maps("outer")
def outer(x, other):
    return x.unsqueeze(1).mul(other.unsqueeze(0))


@maps("linalg.vecdot")
def vecdot(x, other, dim=-1):
    product = x.mul(other)
    return product.sum([axis_of(dim, product.rank)])


def blended(x, product, beta, alpha):
    # beta 0 hides what is there, NaN too
    return scaled(product, alpha) if beta == 0 and not isinstance(beta, Value) else \
        scaled(x, beta).add(scaled(product, alpha))


@maps("addmm", "addmm.decomposed", "addmv", "baddbmm")
def addmm(x, a, b, beta=1, alpha=1):
    return blended(x, a.matmul(b), beta, alpha)


@maps("addbmm")
def addbmm(x, a, b, beta=1, alpha=1):
    return blended(x, a.matmul(b).sum([0]), beta, alpha)


@maps("addr")
def addr(x, a, b, beta=1, alpha=1):
    y = blended(x, outer(a, b), beta, alpha)
    return y.expand([a.shape[0], b.shape[0]])


@maps("einsum")
def einsum(operands, equation):
    return Einsum.einsum(equation, operands)


@maps("tensordot")
def tensordot(x, other, dims=2):
    if isinstance(dims, int):
        left = list(range(x.rank - dims, x.rank))
        right = list(range(dims))
    else:
        left, right = axes_of(dims[0], x.rank), axes_of(dims[1], other.rank)
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    first = [next(letters) for _ in range(x.rank)]
    second = [first[left[right.index(i)]] if i in right else next(letters)
              for i in range(other.rank)]
    result = [c for i, c in enumerate(first) if i not in left] + \
        [c for i, c in enumerate(second) if i not in right]
    return Einsum.einsum(f"{''.join(first)},{''.join(second)}->{''.join(result)}", [x, other])


@maps("kron")
def kron(x, other):
    rank = max(x.rank, other.rank)
    a = (1,) * (rank - x.rank) + x.shape
    b = (1,) * (rank - other.rank) + other.shape
    left = x.reshape([n for d in a for n in (d, 1)])
    right = other.reshape([n for d in b for n in (1, d)])
    return left.mul(right).reshape([m * n for m, n in zip(a, b)])


@maps("linalg.multi_dot")
def multi_dot(tensors):
    y = tensors[0]
    for x in tensors[1:]:
        y = y.matmul(x)
    return y


@maps("linalg.matrix_power")
def matrix_power(x, n):
    if n < 0:
        raise Refused("the inverse of a matrix")
    size = x.shape[-1]
    y = x.recording.array([[float(i == j) for j in range(size)] for i in range(size)],
                          (size, size)).expand(list(x.shape))
    for _ in range(n):
        y = y.matmul(x)
    return y


def three(x, axis, i):
    return x.slice(axis, i, i + 1)


@maps("cross", "linalg.cross")
def cross(x, other, dim=None):
    rank = max(x.rank, other.rank)
    if dim is None:
        dim = next(i for i, n in enumerate(x.shape) if n == 3) - rank
    axis = dim if dim < 0 else dim - rank
    parts = [three(x, axis, (i + 1) % 3).mul(three(other, axis, (i + 2) % 3)).sub(
        three(x, axis, (i + 2) % 3).mul(three(other, axis, (i + 1) % 3))) for i in range(3)]
    return Tensor.concat(axis, parts)


@maps("linalg.vander")
def vander(x, N=None):
    n = x.shape[-1] if N is None else N
    x = x if x.rank else x.reshape([1])
    ones = x.recording.full(1, x.shape)
    columns = [ones]
    for _ in range(n - 1):
        columns.append(columns[-1].mul(x))
    return Tensor.stack(-1, columns) if n > 1 else ones.unsqueeze(-1)


@maps("cdist")
def cdist(x, other, p=2.0, compute_mode=None):
    return Norms.norm(x.unsqueeze(-2).sub(other.unsqueeze(-3)), float(p), [-1])


@maps("nn.functional.pdist")
def pdist(x, p=2):
    n = x.shape[0]
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    if not pairs:
        return x.recording.full(0, (0,))
    a, b = (x.gather(0, x.recording.array([float(q[k]) for q in pairs])) for k in (0, 1))
    return Norms.norm(a.sub(b), float(p), [1])


@maps("nn.functional.linear")
def linear(x, weight, bias=None):
    if bias is not None and weight.rank == 2 and x.rank > 1:
        y = Layers.linear(x, weight.transpose(), bias)
        y.shape = (*x.shape[:-1], weight.shape[0])
        return y
    y = x.matmul(weight.transpose() if weight.rank == 2 else weight)
    return y if bias is None else y.add(bias)


@maps("nn.functional.bilinear")
def bilinear(x, other, weight, bias=None):
    y = Einsum.einsum("...i,kij,...j->...k", [x, weight, other])
    return y if bias is None else y.add(bias)
