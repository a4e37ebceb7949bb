"""PyTorch's own samples of its operations, as requests."""

import json
import random
import sys
import types
import unittest
import zlib

import torch
from ours import Recording, Refused
from torch.utils._pytree import tree_flatten, tree_map
from worker import NAMES, encode


def op_db():
    """Returns PyTorch's table of operations."""
    try:
        import expecttest  # noqa: F401
    except ImportError:
        # what the table stands in also imports a helper of PyTorch's own tests, of which nothing is used
        module = types.ModuleType("expecttest")
        module.TestCase = unittest.TestCase
        sys.modules["expecttest"] = module
    from torch.testing._internal.common_methods_invocations import op_db
    return op_db


def name_of(op):
    return f"{op.name}.{op.variant_test_name}" if op.variant_test_name else op.name


MOST_ELEMENTS = 20_000


def samples(op, dtype, seed, most):
    """Returns up to so many of the samples, spread evenly, and how many there are; reference inputs too."""
    torch.manual_seed(seed)
    random.seed(seed)
    if dtype not in op.dtypes:
        dtype = torch.int64  # what holds indices and labels alone
    smooth = op.supports_autograd and dtype.is_floating_point
    found = list(op.sample_inputs("cpu", dtype, requires_grad=smooth))
    if op.reference_inputs_func is not None or type(op).__name__ in (
            "UnaryUfuncInfo", "BinaryUfuncInfo", "ReductionOpInfo"):
        try:
            for sample in op.reference_inputs("cpu", dtype, requires_grad=smooth):
                found.append(sample)
        except (RuntimeError, TypeError, ValueError):
            pass  # of some operations the rest wants gradients of whole numbers
    small = [s for s in found if elements(s) <= MOST_ELEMENTS]
    if len(small) > most:
        small = [small[i * len(small) // most] for i in range(most)]
    return small


def elements(sample):
    leaves, _ = tree_flatten((sample.input, sample.args, sample.kwargs))
    return sum(t.numel() for t in leaves if isinstance(t, torch.Tensor))


class TheirError(Exception):
    """PyTorch does not run its own sample."""


class Case:
    """One request, what PyTorch has for it, and what it is made of."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.inputs = []  # all tensors, in the order of the request
        self.wrt = []
        self.values = self.gradients = self.products = ()
        self.cotangents = self.vectors = ()
        self.second = True  # whether PyTorch has a second derivative
        self.exact = None  # a function to the same in F64
        self.elementwise = False
        self.functions = ()
        self.note = ""  # the arguments that are no tensors

    def parts(self):
        return (("value", self.values), ("gradient", self.gradients), ("product", self.products))


def case_of(op, function, sample, dtype):
    """Returns the case of a sample.

    Raises Refused if this library has no word for it, and whatever PyTorch raises.
    """
    recording = Recording(dtype)
    case = Case(dtype)
    seed = zlib.crc32(name_of(op).encode())
    sources = []

    def ours(leaf):
        if not isinstance(leaf, torch.Tensor):
            return leaf
        if leaf.is_complex():
            raise Refused("complex numbers")
        if leaf.layout != torch.strided:
            raise Refused("a sparse layout")
        if leaf.is_floating_point() and leaf.dtype != dtype:
            raise Refused("a second element type")
        sources.append(leaf)
        value = recording.input(leaf)
        if leaf.requires_grad:
            case.wrt.append(recording.place(value))
        return value

    whole = (sample.input, sample.args, dict(sample.kwargs))
    x, args, kwargs = tree_map(ours, whole)
    if kwargs.get("dtype") not in (None, dtype):
        raise Refused("a second element type")
    kwargs.pop("dtype", None)
    if not sources:
        raise Refused("no tensor among the arguments")
    theirs = PyTorch(op, whole, seed)
    try:
        theirs.run()
    except Refused:
        raise
    except Exception as e:
        raise TheirError(f"{type(e).__name__}: {e}") from e
    case.values, case.gradients, case.products = theirs.results
    case.cotangents, case.vectors, case.second = theirs.cotangents, theirs.vectors, theirs.second
    if not theirs.first:
        case.wrt = []
    case.exact = theirs.in_f64
    made = function(x, *args, **kwargs)
    outputs = list(made) if isinstance(made, (tuple, list)) else [made]
    if len(outputs) != len(theirs.order):
        raise AssertionError(f"{len(outputs)} results here, {len(theirs.order)} there")
    outputs = [outputs[i] for i in theirs.order]
    case.inputs = recording.inputs
    case.functions = list(dict.fromkeys(
        name for name, _ in recording.calls if not name.startswith(("Tape.", "Ranked."))))
    case.elementwise = type(op).__name__ in ("UnaryUfuncInfo", "BinaryUfuncInfo") \
        or function.__module__ == "mappings.elementwise"
    case.note = str([a for a in sample.args if not isinstance(a, torch.Tensor)] + [
        f"{k}={v}" for k, v in sample.kwargs.items() if not isinstance(v, torch.Tensor)])[:200]
    case.line = line_of(recording, case, outputs)
    return case


def line_of(recording, case, outputs):
    dtype = case.dtype
    return json.dumps({
        "dtype": NAMES[dtype],
        "inputs": [encode(t, dtype) for t in recording.inputs],
        "wrt": case.wrt,
        "calls": recording.json(),
        "outputs": [recording.place(o) for o in outputs],
        "cotangents": [encode(t, dtype) for t in case.cotangents],
        "vectors": [encode(t, dtype) for t in case.vectors],
    })


class PyTorch:
    """A sample run by PyTorch: values, gradients and Hessian products."""

    def __init__(self, op, whole, seed):
        self.op = op
        self.whole = whole
        self.seed = seed

    def run(self, dtype=None):
        generator = torch.Generator().manual_seed(self.seed)
        leaves = []

        def fresh(leaf):
            if not isinstance(leaf, torch.Tensor):
                return dtype if dtype is not None and isinstance(leaf, torch.dtype) \
                    and leaf.is_floating_point else leaf
            t = leaf.detach().clone()
            t = t.to(dtype) if dtype is not None and t.is_floating_point() else t
            if leaf.requires_grad:
                leaves.append(t.requires_grad_())
            return t

        x, args, kwargs = tree_map(fresh, self.whole)
        made = self.op.op(x, *args, **kwargs)
        outputs, _ = tree_flatten(made)
        outputs = [t if isinstance(t, torch.Tensor) else torch.tensor(t) for t in outputs]
        if any(t.is_complex() for t in outputs):
            raise Refused("complex numbers")
        smooth = [i for i, t in enumerate(outputs) if t.requires_grad and t.is_floating_point()]
        self.order = smooth + [i for i in range(len(outputs)) if i not in smooth]
        values = [outputs[i] for i in self.order]

        def noise(t):
            # drawn in double, so that both types have the same
            r = torch.rand(t.shape, generator=generator, dtype=torch.float64) * 2 - 1
            return r.float().to(t.dtype)

        self.cotangents = [noise(v) for v in values[:len(smooth)]] if leaves else []
        self.vectors = [noise(t) for t in leaves]
        self.first = self.second = True
        gradients = [torch.zeros_like(t) for t in leaves]
        products = [torch.zeros_like(t) for t in leaves]
        if smooth and leaves:
            ys = values[:len(smooth)]
            second = self.op.supports_gradgrad
            try:
                found = torch.autograd.grad(ys, leaves, self.cotangents, create_graph=second,
                                            allow_unused=True)
            except RuntimeError as e:
                if "not implemented" not in str(e) and "does not support" not in str(e):
                    raise
                self.first = second = False
                found = gradients
            gradients = [z if g is None else g for g, z in zip(found, gradients)]
            curved = [i for i, g in enumerate(gradients) if g.requires_grad]
            if second and curved:
                try:
                    found = torch.autograd.grad(
                        [gradients[i] for i in curved], leaves, [self.vectors[i] for i in curved],
                        allow_unused=True)
                    products = [z if h is None else h for h, z in zip(found, products)]
                except RuntimeError:
                    second = False
            self.second = second
        if not self.second:
            products, self.vectors = [], []
        if not self.first:
            gradients, self.cotangents = [], []
        self.results = tuple(tuple(t.detach() for t in ts) for ts in (values, gradients, products))

    def in_f64(self):
        """Returns the results in F64."""
        if not hasattr(self, "wide"):
            again = PyTorch(self.op, self.whole, self.seed)
            try:
                again.run(torch.float64)
                self.wide = again.results
            except Exception:  # whatever a type that the sample was not made for may raise
                self.wide = None
        return self.wide
