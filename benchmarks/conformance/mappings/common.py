"""What mappings share."""

import math

from ours import Refused, Tensor, Value

INF = math.inf


def lift(x, like):
    """A number as a tensor, beside a tensor."""
    return x if isinstance(x, Value) else like.recording.constant(x)


def zeros(x, shape=None):
    return x.recording.full(0, x.shape if shape is None else shape)


def where(condition, a, b):
    return Tensor.where(condition, lift(a, condition), lift(b, condition))


def axes_of(dim, rank):
    """PyTorch's dim as a list of axes from the front; all for None and ()."""
    if dim is None or dim == () or dim == []:
        return list(range(rank))
    dims = [dim] if isinstance(dim, int) else list(dim)
    return [d + rank if d < 0 else d for d in dims] if rank else []


def axis_of(dim, rank):
    return dim + rank if dim < 0 else dim


def vector(x):
    """A scalar as a vector of one, for operations along an axis; and how to go back."""
    return (x.reshape([1]), lambda y: y.reshape([])) if x.rank == 0 else (x, lambda y: y)


def shaped(y, *shape):
    """y, whose shape is known to be this."""
    y.shape = tuple(shape)
    return y


def none_of(**arguments):
    """Refuses arguments that are set."""
    for name, value in arguments.items():
        if value is not None and value is not False:
            raise Refused(f"{name}={value}")


def reduced(losses, reduction):
    """Losses by PyTorch's reduction."""
    return {"none": lambda: losses, "mean": losses.mean, "sum": losses.sum}[reduction]()


def not_a_number(x):
    return x.ne(x)


def negative_index(index, n):
    """Indices that count from the end, from the front."""
    return where(index.lt(0), index.add(n), index)
