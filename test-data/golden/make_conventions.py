"""Where PyTorch's conventions are not ours: writes nn/conventions.json, what PyTorch gives there.

    python3 make_conventions.py            (torch 2.13, CPU, f64)

Each case has a name, which stands in docs/conventions.md too, and the numbers: a value, a slope or a
second slope, as strings, since JSON has no NaN. What ours are, and that they differ, is in the nn module's
ConventionsTest.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "nn" / "conventions.json"
torch.set_default_dtype(torch.float64)
NAN = float("nan")
INF = float("inf")


def slope(f, x, order=1):
    """the derivative of sum f at x, or of the sum of that"""
    x = torch.tensor(x, requires_grad=True)
    y = f(x)
    for _ in range(order):
        (y,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return y


def mixed(a, b):
    """the derivative by b of the derivative of a^b by a"""
    a, b = torch.tensor(a, requires_grad=True), torch.tensor(b, requires_grad=True)
    (by_a,) = torch.autograd.grad(a**b, a, create_graph=True)
    return torch.autograd.grad(by_a, b)[0]


def mixed_again(f, x, y):
    """the derivatives by x and y of the derivative by y"""
    x, y = torch.tensor(x, requires_grad=True), torch.tensor(y, requires_grad=True)
    (by_y,) = torch.autograd.grad(f(x, y), y, create_graph=True)
    return torch.stack(torch.autograd.grad(by_y, (x, y)))


MASKED = torch.tensor([[1.0, -INF, 0.0]])

CASES = {
    "relu at NaN": slope(F.relu, [NAN]),
    "abs at NaN": slope(torch.abs, [NAN]),
    "sign of NaN": torch.sign(torch.tensor([NAN])),
    "maximum at NaN": slope(lambda x: torch.maximum(x, torch.ones(1)), [NAN]),
    "maximum along an axis, tied": slope(lambda x: torch.max(x, 0)[0], [2.0, 2.0, 1.0]),
    "clamped at the limits": slope(lambda x: torch.clamp(x, -1, 1), [-1.0, 1.0]),
    "elu at NaN": slope(lambda x: F.elu(x, 2.0), [NAN]),
    "elu at 0, second": slope(lambda x: F.elu(x, 2.0), [0.0], 2),
    "expm1 far below 0": slope(torch.expm1, [-40.0]),
    "softplus of 25": F.softplus(torch.tensor([25.0])),
    "x to the 0 at 0, second": slope(lambda x: x ** torch.tensor([0.0, 1.0]), [0.0, 0.0], 2)[:1],
    "a to the b at b = 0, mixed": mixed(2.0, 0.0),
    "0 x at infinity": torch.tensor([INF]) * 0,
    "cross-entropy of shares, one out": F.cross_entropy(MASKED, torch.tensor([[1.0, 0.0, 0.0]])),
    "binary cross-entropy, out": F.binary_cross_entropy_with_logits(
        torch.tensor([-INF]), torch.zeros(1)
    ),
    "clamp at NaN": slope(lambda x: torch.clamp(x, -1, 1), [NAN]),
    "norm 1.5 with a zero, second": slope(
        lambda x: torch.linalg.vector_norm(x, 1.5), [0.0, 1.0], 2)[:1],
    "log-add-exp of -infinity twice": slope(
        lambda x: torch.logaddexp(x, torch.tensor([-INF])), [-INF]),
    "fmod, slope by the divisor": slope(lambda x: torch.fmod(torch.tensor([90.0]), x), [1e-10]),
    "remainder by infinity, slope": slope(lambda x: torch.remainder(torch.tensor([-3.0]), x), [INF]),
    "cross-entropy, all ignored": F.cross_entropy(torch.zeros(2, 3), torch.tensor([-100, -100])),
    "atan2 at 0, 0, second": mixed_again(torch.atan2, 0.0, 0.0),
    "powers of 0, second": mixed_again(torch.pow, 0.0, 1.5),
    "norm of zeros, second": slope(torch.linalg.vector_norm, [0.0, 0.0], 2),
    "x log y at 0": slope(lambda y: torch.special.xlogy(torch.zeros(1), y), [0.0]),
    "hypot at 0 and infinity": slope(lambda x: torch.hypot(x, torch.zeros(2)), [0.0, INF]),
    "copysign at 0, infinity and NaN": slope(lambda x: torch.copysign(x, torch.ones(1)), [INF]),
    "mish of 1000, second": slope(F.mish, [1000.0], 2),
    "celu in F64": slope(lambda x: F.celu(x, 1.6), [-0.25]),
    "hardsigmoid in F64": slope(F.hardsigmoid, [0.5]),
    "binary cross-entropy of shares, second": slope(
        lambda p: F.binary_cross_entropy(p, torch.ones(1)), [0.01], 2),
    "direction of zeros": slope(lambda x: F.normalize(x, dim=0), [0.0]),
    "variance": torch.var(torch.tensor([1.0, 2.0, 3.0])),
}


def main():
    cases = [
        {"name": name, "torch": [repr(x) for x in t.detach().reshape(-1).tolist()]}
        for name, t in CASES.items()
    ]
    OUT.write_text(json.dumps({"torch": torch.__version__, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
