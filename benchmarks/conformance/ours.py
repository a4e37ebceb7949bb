"""Calls of this library's public methods, recorded: what a request asks our side to do.

A Value stands for a tensor there. Its methods are those of Tensor, by their Java names; the classes of
engine.math, nn.layer and nn.loss are names here. Axes, extents and the like are Python's numbers and lists:

    y = Norms.norm(x.sub(1), 2.0, [0])
"""

import math

import torch


class Refused(Exception):
    """An argument that this library has no word for."""


class Recording:
    """The inputs and calls of one request."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.inputs = []  # tensors, of the dtype
        self.calls = []

    def input(self, tensor):
        """Adds an array that comes with the request."""
        self.inputs.append(tensor.detach().to(self.dtype).clone())
        value = Value(self, ("input", len(self.inputs) - 1), tuple(tensor.shape), self.inputs[-1])
        value.was_bool = tensor.dtype == torch.bool
        value.was_int = not tensor.is_floating_point() and not value.was_bool
        return value

    def call(self, name, *arguments, shape=None):
        self.calls.append((name, arguments))
        return Value(self, ("call", len(self.calls) - 1), shape)

    def place(self, value):
        kind, i = value.node
        return i if kind == "input" else len(self.inputs) + i

    def json(self):
        """Returns the calls in the form that the worker reads."""
        return [{"f": name, "a": [self.argument(a) for a in arguments]}
                for name, arguments in self.calls]

    def argument(self, a):
        if isinstance(a, Recording):
            return {"ref": -1}
        if isinstance(a, Value):
            return {"ref": self.place(a)}
        if isinstance(a, Options):
            return {"options": {k: self.argument(v) for k, v in a.values.items()}}
        if isinstance(a, (list, tuple)):
            return [self.argument(x) for x in a]
        if isinstance(a, float) and not math.isfinite(a):
            return {"number": {math.inf: "Infinity", -math.inf: "-Infinity"}.get(a, "NaN")}
        return a

    # what a Tape makes

    def constant(self, number):
        return self.call("Tape.constant", self, float(number), shape=())

    def full(self, number, shape):
        return self.call("Tape.full", self, float(number), list(shape), shape=tuple(shape))

    def array(self, data, shape=None):
        """An array of numbers known here, such as indices."""
        tensor = torch.as_tensor(data, dtype=self.dtype)
        return self.input(tensor if shape is None else tensor.reshape(shape))


class Options:
    """LossOptions."""

    def __init__(self, **values):
        self.values = {k: v for k, v in values.items() if v is not None}


def broadcast(*shapes):
    return tuple(torch.broadcast_shapes(*shapes))


def positive(axis, rank):
    """An axis counted from the front."""
    if isinstance(axis, bool) or not -max(rank, 1) <= axis < max(rank, 1):
        raise Refused(f"no axis {axis}")
    return axis + rank if axis < 0 else axis


def without(shape, axes, keep=False):
    axes = [positive(a, len(shape)) for a in axes] or range(len(shape))
    return tuple(1 if i in axes else n for i, n in enumerate(shape) if keep or i not in axes)


ELEMENTWISE = {"add", "sub", "mul", "div", "pow", "maximum", "minimum", "eq", "ne", "gt", "ge", "lt",
               "le", "atan2", "remainder", "rsub", "rdiv"}
REDUCTIONS = {"sum", "mean", "max", "min", "variance", "logSumExp"}


def shape_of(name, x, arguments):
    """The shape of what a method of Tensor returns."""
    s = x.shape
    if name in ELEMENTWISE:
        return broadcast(s, arguments[0].shape) if isinstance(arguments[0], Value) else s
    if name in REDUCTIONS:
        return without(s, arguments[0] if arguments else [])
    if name.endswith("Keep"):
        return without(s, arguments[0] if arguments else [], True)
    if name in ("norm", "dot"):
        return ()
    if name == "reshape":
        known = list(arguments[0])
        if -1 in known:
            rest = math.prod(n for n in known if n != -1)
            known[known.index(-1)] = math.prod(s) // rest if rest else 0
        return tuple(known)
    if name == "permute":
        return tuple(s[a] for a in arguments[0])
    if name == "transpose":
        return (*s[:-2], s[-1], s[-2])
    if name == "expand":
        return tuple(s[i + len(s) - len(arguments[0])] if n == -1 else n
                     for i, n in enumerate(arguments[0]))
    if name == "flatten":
        return (math.prod(s),)
    if name == "squeeze":
        axis = positive(arguments[0], len(s))
        return s[:axis] + s[axis + 1:]
    if name == "unsqueeze":
        axis = arguments[0] + len(s) + 1 if arguments[0] < 0 else arguments[0]
        return s[:axis] + (1,) + s[axis:]
    if name in ("slice", "pad", "gather", "scatterAdd", "scatterAddElements"):
        axis = positive(arguments[0], len(s))
        if name == "slice":
            start, end = [n + s[axis] if n < 0 else n for n in (arguments[1:] + (s[axis],))[:2]]
            n = end - start
        elif name == "pad":
            n = s[axis] + arguments[1] + arguments[2]
        elif name == "gather":
            n = arguments[1].shape[0]
        else:
            n = arguments[2]
        return s[:axis] + (n,) + s[axis + 1:]
    if name == "gatherElements":
        return arguments[1].shape
    if name == "oneHot":
        return s + (arguments[0],)
    if name == "matmul":
        return matmul_shape(s, arguments[0].shape)
    return s


def matmul_shape(a, b):
    if len(a) == 1:
        return matmul_shape((1, *a), b)[:-2] + matmul_shape((1, *a), b)[-1:] if len(b) > 1 else ()
    if len(b) == 1:
        return matmul_shape(a, (*b, 1))[:-1]
    return (*broadcast(a[:-2], b[:-2]), a[-2], b[-1])


class Value:
    """A tensor of ours; the methods are Tensor's."""

    was_bool = was_int = False  # what PyTorch's tensor held, of an input

    def __init__(self, recording, node, shape, known=None):
        self.recording = recording
        self.node = node
        self.shape = shape
        self.known = known  # the numbers, of an input

    @property
    def rank(self):
        return len(self.shape)

    @property
    def size(self):
        return math.prod(self.shape)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def method(*arguments):
            arguments = tuple(float(a) if name in ELEMENTWISE and isinstance(a, (int, bool)) else a
                              for a in arguments)
            return self.recording.call(f"Tensor.{name}", self, *arguments,
                                       shape=shape_of(name, self, arguments))

        return method


def first(arguments):
    for a in arguments:
        if isinstance(a, Value):
            return a
        if isinstance(a, (list, tuple)) and first(a):
            return first(a)
    return None


class Methods:
    """The static methods of a class."""

    def __init__(self, name, shapes):
        self.name = name
        self.shapes = shapes

    def __getattr__(self, method):
        if method.startswith("_"):
            raise AttributeError(method)

        def call(*arguments):
            x = first(arguments)
            shape = self.shapes(method, arguments)
            return x.recording.call(f"{self.name}.{method}", *arguments, shape=shape)

        return call


def same(method, arguments):
    return first(arguments).shape


def elementwise(method, arguments):
    return broadcast(*(a.shape for a in arguments if isinstance(a, Value)))


def reduction(axes):
    return lambda method, arguments: without(
        arguments[0].shape, arguments[axes] if len(arguments) > axes else [],
        method.endswith("Keep"))


def rearranged(method, arguments):
    x, *rest = arguments
    s = x.shape
    if method == "repeat":
        wide = (1,) * (len(rest[0]) - len(s)) + s
        return tuple(a * b for a, b in zip(wide, rest[0]))
    if method in ("padReflect", "padReplicate"):
        axis = positive(rest[0], len(s))
        return s[:axis] + (s[axis] + rest[1] + rest[2],) + s[axis + 1:]
    if method == "diagonal":
        offset, a, b = rest[0], positive(rest[1], len(s)), positive(rest[2], len(s))
        n = max(0, min(s[a] - max(0, -offset), s[b] - max(0, offset)))
        return tuple(d for i, d in enumerate(s) if i not in (a, b)) + (n,)
    if method == "diagonalEmbed":
        n = s[-1] + abs(rest[0])
        return s[:-1] + (n, n)
    return s


def ranked(method, arguments):
    s = arguments[0].shape
    if method in ("topK", "bottomK"):
        axis = positive(arguments[2], len(s))
        return s[:axis] + (arguments[1],) + s[axis + 1:]
    return without(s, [arguments[1]]) if method in ("max", "min", "argmax", "argmin") else s


def tensor_static(method, arguments):
    if method == "where":
        return broadcast(*(a.shape for a in arguments))
    axis, parts = arguments
    s = parts[0].shape
    if method == "stack":
        axis = axis + len(s) + 1 if axis < 0 else axis
        return s[:axis] + (len(parts),) + s[axis:]
    axis = positive(axis, len(s))
    return s[:axis] + (sum(p.shape[axis] for p in parts),) + s[axis + 1:]


Tensor = Methods("Tensor", tensor_static)
Elementwise = Methods("Elementwise", elementwise)
Statistics = Methods("Statistics", reduction(2))
Norms = Methods("Norms", reduction(2))
Products = Methods("Products", reduction(1))
Cumulative = Methods("Cumulative", same)
Sorting = Methods("Sorting", ranked)
Ranked = Methods("Ranked", same)
Rearrange = Methods("Rearrange", rearranged)
Einsum = Methods("Einsum", lambda method, arguments: None)
Losses = Methods("Losses", lambda method, arguments: None)
RegressionLosses = Methods("RegressionLosses", lambda method, arguments: None)
Divergences = Methods("Divergences", lambda method, arguments: None)
Layers = Methods("Layers", same)


def activation(name, x, *arguments):
    """An Activation of nn.layer, applied."""
    made = x.recording.call(f"Activation.{name}", *arguments)
    return x.recording.call("Layers.activation", made, x, shape=x.shape)
