"""Golden values of the engine, by PyTorch in float64.

Writes engine/derivatives.json beside this file. Made with the package torch
2.13.0 (CPU) from PyPI:

    python3 test-data/golden/make_engine.py

Every case holds arguments x, weights w and vectors v, and what PyTorch gives:
the value y, the gradient of sum(w y) by each x, and the gradient by each x of
sum(v gradient), which is a product with the second derivative. "second" is
null where PyTorch's second derivative is NaN at a point where the engine
defines a finite one; each such case says why below. The engine's test knows
the functions by the names here.

All numbers are drawn from a generator seeded by the case's name, so a new case
changes no other.
"""

import json
import pathlib
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

CASES = []


def numbers(rng, count, low, high):
    return [round(rng.uniform(low, high), 3) for _ in range(count)]


def case(name, f, *args, second=True, low=-2.0, high=2.0):
    """Adds a case; an argument is a shape (tuple) to fill or a tensor of values (list)."""
    rng = random.Random(name)
    xs = []
    for arg in args:
        if isinstance(arg, tuple):
            size = 1
            for extent in arg:
                size *= extent
            x = torch.tensor(numbers(rng, size, low, high)).reshape(arg)
        else:
            x = torch.tensor(arg)
        xs.append(x.double().requires_grad_())
    y = f(*xs)
    w = torch.tensor(numbers(rng, y.numel(), 0.5, 2.0)).reshape(y.shape)
    vs = [torch.tensor(numbers(rng, x.numel(), -1.0, 1.0)).reshape(x.shape) for x in xs]
    gradients = pull(y, xs, w)
    along = sum((g * v).sum() for g, v in zip(gradients, vs))
    CASES.append(
        {
            "name": name,
            "x": [{"shape": list(x.shape), "data": flat(x)} for x in xs],
            "w": flat(w),
            "v": [flat(v) for v in vs],
            "y": {"shape": list(y.shape), "data": flat(y)},
            "gradient": [flat(g) for g in gradients],
            "second": [flat(g) for g in pull(along, xs, torch.ones(()))] if second else None,
        }
    )


def pull(y, xs, w):
    if not y.requires_grad:
        return [torch.zeros_like(x) for x in xs]
    found = torch.autograd.grad(y, xs, w, create_graph=True, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for x, g in zip(xs, found)]


def flat(t):
    """Numbers that JSON lacks are written as words."""
    stored = t.detach() + torch.zeros(t.shape)  # PyTorch has zeros that nobody stored
    return [v if abs(v) < float("inf") else str(v) for v in stored.flatten().tolist()]


INF = float("inf")

# ---- elementwise ----

case("neg", torch.neg, (2, 3))
case("exp", torch.exp, (2, 3))
case("exp far", torch.exp, [-700.0])
case("log", torch.log, (2, 3), low=0.1)
case("log1p", torch.log1p, (2, 3), low=-0.9)
case("log1p near 0", torch.log1p, [1e-12])
case("expm1", torch.expm1, (2, 3))
case("expm1 near 0", torch.expm1, [-1e-11])
case("sqrt", torch.sqrt, (2, 3), low=0.1)
case("rsqrt", torch.rsqrt, (2, 3), low=0.1)
case("sin", torch.sin, (2, 3), low=-9, high=9)
case("cos", torch.cos, (2, 3), low=-9, high=9)
case("tanh", torch.tanh, (2, 3))
case("tanh near 0", torch.tanh, [1e-9])
case("tanh far", torch.tanh, [-3.0])
case("sigmoid", torch.sigmoid, (2, 3), low=-5, high=5)
case("sigmoid far below", torch.sigmoid, [-40.0])
case("sigmoid far above", torch.sigmoid, [40.0])
case("sigmoid beyond exp", torch.sigmoid, [-800.0])
case("relu", torch.relu, (2, 3))
case("relu at 0", torch.relu, [-1.0, -0.0, 0.0, 1.0])
case("softplus", lambda x: F.softplus(x, threshold=1e9), (2, 3), low=-5, high=5)
case("softplus far below", lambda x: F.softplus(x, threshold=1e9), [-40.0])
case("softplus far above", lambda x: F.softplus(x, threshold=1e9), [40.0])
case("abs", torch.abs, (2, 3))
case("abs at 0", torch.abs, [-1.0, -0.0, 0.0, 1.0])
case("square", torch.square, (2, 3))
case("reciprocal", torch.reciprocal, (2, 3), low=0.3)
case("sign times x", lambda x: torch.sign(x) * x, [-2.0, 0.0, 3.0])

# ---- two arguments ----

case("add", torch.add, (2, 1, 3), (4, 1))
case("sub", torch.sub, (3,), (2, 3))
case("mul", torch.mul, (2, 3), ())
case("div", torch.div, (2, 1), (1, 3), low=0.3)
case("pow", torch.pow, (2, 3), (3,), low=0.2)
case("pow 0", lambda x: x**0, [0.0, -1.5, 2.0])
case("pow 1", lambda x: x**1, [0.0, -1.5, 2.0])
case("pow 2", lambda x: x**2, [0.0, -1.5, 2.0])
case("pow 3", lambda x: x**3, [0.0, -1.5, 2.0])
case("pow 4", lambda x: x**4, [0.0, -1.5, 2.0])
case("pow 2.5", lambda x: x**2.5, [0.0, 1.5, 2.0])
case("pow -1", lambda x: x**-1, [0.5, -1.5, 2.0])
case("pow -2", lambda x: x**-2, [0.5, -1.5, 2.0])
# at 0 to a power that is a tensor, PyTorch's second derivatives meet log(0) times 0
case("pow of 0 to more than 2", torch.pow, [0.0, 0.0, 2.0], [3.0, 2.5, 1.5], second=False)
case("pow of 0", torch.pow, [0.0, 0.0, 2.0], [0.0, 1.0, 0.0], second=False)
case("maximum", torch.maximum, (2, 3), (2, 3))
case("maximum of equals", lambda a, b: torch.maximum(a, b) ** 2, [1.0, 2.0, -1.0], [1.0, 1.0, -1.0])
case("minimum", torch.minimum, (2, 3), (2, 3))
case("minimum of equals", lambda a, b: torch.minimum(a, b) ** 2, [1.0, 2.0, -1.0], [1.0, 1.0, -1.0])
case("where", lambda a, b: torch.where(a > b, a * b, b**2), (2, 3), (3,))

# ---- reductions ----

case("sum", lambda x: (x**2).sum(), (2, 3))
case("sum over 1", lambda x: (x**2).sum(1), (2, 3, 2))
case("sum over 0 and 2", lambda x: (x**2).sum((0, 2)), (2, 3, 2))
case("sum of nothing", lambda x: (x**2).sum(0), (0, 3))
case("mean over 0", lambda x: torch.exp(x).mean(0), (3, 2))
case("mean", lambda x: torch.exp(x).mean(), (5,))
case("max", lambda x: x.amax() ** 2, (2, 3))
case("max over 1", lambda x: x.amax(1) ** 2, (2, 3))
case("max over 0 and 2", lambda x: x.amax((0, 2)) ** 2, (2, 3, 2))
case("max of equals", lambda x: x.amax(1) ** 2, [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
case("max with -inf", lambda x: x.amax(1), [[-INF, 1.0], [-INF, 2.0]])
case("min over 0", lambda x: x.amin(0) ** 2, (3, 2))
case("min of equals", lambda x: x.amin() ** 2, [2.0, 5.0, 2.0])
case("variance", lambda x: x.var(unbiased=False), (7,))
case("variance over 0", lambda x: x.var(0, unbiased=False), (3, 2))
case("norm", lambda x: torch.linalg.vector_norm(x), (2, 3))
# PyTorch divides by the norm a second time
case("norm at 0", lambda x: torch.linalg.vector_norm(x), [0.0, 0.0, 0.0], second=False)
case("logSumExp", lambda x: torch.logsumexp(x, (0, 1)), (2, 3))
case("logSumExp over 1", lambda x: torch.logsumexp(x, 1), (2, 3))
case("logSumExp far", lambda x: torch.logsumexp(x, 0), [1000.0, 999.0, -1000.0])
case("logSumExp with -inf", lambda x: torch.logsumexp(x, 0), [0.5, -INF, 1.0])

# ---- movement ----

case("reshape", lambda x: x.reshape(3, 2) ** 2, (2, 3))
case("permute", lambda x: x.permute(2, 0, 1) ** 2, (2, 1, 3))
case("expand", lambda x: x.expand(2, 4, 3).exp(), (4, 1))
case("slice", lambda x: x[:, 1:3] ** 3, (2, 4))
case("pad", lambda x: F.pad(x, (1, 2)).exp(), (2, 2))
case("concat", lambda a, b: torch.cat([a, b, a], 1) ** 2, (2, 1), (2, 2))
case("stack", lambda a, b: torch.stack([a, b], 1).exp(), (3,), (3,))
case("transposes", lambda x: (x.t().reshape(2, 3) * x).cos(), (2, 3))

# ---- contraction ----

case("matmul", torch.matmul, (2, 3), (3, 2))
case("matmul squared", lambda a, b: (a @ b) ** 2, (2, 3), (3, 2))
case("matmul transposed", lambda a, b: (a.t() @ b.t()) ** 2, (3, 2), (2, 3))
case("matmul batched", lambda a, b: (a @ b) ** 2, (2, 2, 3), (2, 3, 1))
case("matmul broadcast", lambda a, b: (a @ b) ** 2, (2, 1, 2, 2), (3, 2, 1))
case("matmul over nothing", lambda a, b: (a @ b).exp(), (2, 0), (0, 2))


def sparse(rows, columns, *entries):
    """A sparse constant of (row, column, value)."""
    places = [[e[0] for e in entries], [e[1] for e in entries]]
    return torch.sparse_coo_tensor(
        places, [e[2] for e in entries], (rows, columns), check_invariants=True
    ).coalesce()


# row 1 and column 2 are empty
SPARSE = sparse(4, 5, (0, 1, 0.5), (0, 4, -1.25), (2, 0, 2.0), (2, 3, 0.75), (2, 4, 1.5), (3, 3, -0.5))
case("sparse matmul", lambda x: torch.sparse.mm(SPARSE, x), (5, 3))
case("sparse matmul squared", lambda x: torch.sparse.mm(SPARSE, x) ** 2, (5, 3))
case("sparse matmul of a column", lambda x: torch.sparse.mm(SPARSE, x).exp(), (5, 1))
case("sparse matmul transposed", lambda x: torch.sparse.mm(SPARSE.t(), x) ** 3, (4, 2))
case(
    "sparse matmul twice",
    lambda x, w: torch.sparse.mm(SPARSE.t(), torch.tanh(torch.sparse.mm(SPARSE, x @ w))) ** 2,
    (5, 2),
    (2, 3),
)
case("quadratic form", lambda x, a: x.reshape(1, 3) @ a @ x.reshape(3, 1), (3,), (3, 3))
case("dot", lambda a, b: (a * b).sum() ** 2, (5,), (5,))

# ---- indexing ----

case("gather", lambda x: x[[2, 0, 2]] ** 2, (3, 2))
case("gather columns", lambda x: x[:, [1, 1]].exp(), (2, 3))
case("scatterAdd", lambda x: torch.zeros(4, 2).index_add(0, torch.tensor([3, 1, 3]), x) ** 2, (3, 2))

# ---- composites ----

case("softmax", lambda x: F.softmax(x, 1), (2, 3))
case("softmax over 0", lambda x: F.softmax(x, 0) ** 2, (3, 2))
case("softmax with -inf", lambda x: F.softmax(x, 0), [0.5, -INF, 1.0])
case("softmax far", lambda x: F.softmax(x, 0), [1000.0, 999.0, 0.0])
case("softmax of equals", lambda x: F.softmax(x, 0), [2.0, 2.0, 2.0])
case("logSoftmax", lambda x: F.log_softmax(x, 1), (2, 3))
case("logSoftmax with -inf", lambda x: F.log_softmax(x, 0), [0.5, -INF, 1.0])
case("logSoftmax far", lambda x: F.log_softmax(x, 0), [1000.0, 999.0, 0.0])
case("cross-entropy", lambda x: F.cross_entropy(x, torch.tensor([2, 0, 1, 0])), (4, 3))
case("layer norm", lambda x, g, b: F.layer_norm(x, (4,), g, b, 1e-5), (3, 4), (4,), (4,))


def mlp(x, w1, b1, w2, b2, w3, b3):
    h = torch.tanh(x @ w1 + b1)
    h = F.softplus(h @ w2 + b2)
    return F.cross_entropy(h @ w3 + b3, torch.tensor([0, 1, 1, 0, 1]))


case("mlp", mlp, (5, 3), (3, 4), (4,), (4, 3), (3,), (3, 2), (2,))


def inner(w, x, y):
    return (((x * torch.tanh(w)).sum(1) - y) ** 2).mean()


def meta(w, rate, x, y, x2, y2):
    for _ in range(3):
        (g,) = torch.autograd.grad(inner(w, x, y), w, create_graph=True)
        w = w - rate * g
    return inner(w, x2, y2)


case("three inner steps", meta, (3,), (), (4, 3), (4,), (2, 3), (2,), low=-1, high=1)


def adam(w, rate, x, y):
    m = torch.zeros(3)
    v = torch.zeros(3)
    for t in (1, 2):
        (g,) = torch.autograd.grad(inner(w, x, y), w, create_graph=True)
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g**2
        w = w - rate * (m / (1 - 0.9**t)) / (torch.sqrt(v / (1 - 0.99**t) + 1e-6) + 1e-3)
    return inner(w, x, y)


case("two steps of Adam", adam, (3,), (), (4, 3), (4,), low=-1, high=1)


def write(file):
    """Writes the cases to a file beside engine/derivatives.json."""
    names = [c["name"] for c in CASES]
    assert len(names) == len(set(names)), "two cases of one name"
    for c in CASES:
        for part in ("gradient", "second"):
            text = json.dumps(c[part])
            assert "nan" not in text, f"{c['name']}: {part} is NaN: {text}"
    out = pathlib.Path(__file__).parent / "engine" / file
    out.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in CASES)
    version = torch.__version__.split("+")[0]
    out.write_text(f'{{"torch":"{version}","cases":[\n{lines}\n]}}\n')
    print(f"{file}: {len(CASES)} cases, {out.stat().st_size} bytes")


if __name__ == "__main__":
    write("derivatives.json")
