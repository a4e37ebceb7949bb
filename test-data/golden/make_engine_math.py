"""Golden values of the engine's further operations and of engine.math, by PyTorch in float64.

Writes engine/math.json beside this file, in the form that make_engine.py describes. Made with the
package torch 2.13.0 (CPU) from PyPI:

    python3 test-data/golden/make_engine_math.py
"""

import torch
import torch.nn.functional as F

import make_engine
from make_engine import INF, case

make_engine.CASES.clear()

# ---- elementwise ----

case("tan", torch.tan, (2, 3), low=-9, high=9)
case("asin", torch.asin, (2, 3), low=-0.95, high=0.95)
case("acos", torch.acos, (2, 3), low=-0.95, high=0.95)
case("atan", torch.atan, (2, 3), low=-9, high=9)
case("sinh", torch.sinh, (2, 3), low=-5, high=5)
case("cosh", torch.cosh, (2, 3), low=-5, high=5)
case("asinh", torch.asinh, (2, 3), low=-5, high=5)
case("asinh near 0", torch.asinh, [1e-12])
case("asinh far below", torch.asinh, [-1e9])
case("acosh", torch.acosh, (2, 3), low=1.1, high=9)
case("acosh near 1", torch.acosh, [1.0001])
case("atanh", torch.atanh, (2, 3), low=-0.95, high=0.95)
case("atanh near 0", torch.atanh, [-1e-12])
case("erf", torch.erf, (3, 3), low=-5, high=5)
case("erf near 0", torch.erf, [1e-12])
case("erfc", torch.erfc, (3, 3), low=-5, high=5)
case("erfc far above", torch.erfc, [20.0])
case("floor times x", lambda x: torch.floor(x) * x, [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.7])
case("ceil times x", lambda x: torch.ceil(x) * x, [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.7])
case("round times x", lambda x: torch.round(x) * x, [-2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.5, 2.51])
case("trunc times x", lambda x: torch.trunc(x) * x, [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.7])
case("remainder", lambda a, b: torch.remainder(a, b) ** 2,
     [-7.0, -7.5, 7.5, 7.0, 6.0, -6.0, 0.0, 0.3], [3.0, -2.0, 2.0, -3.0, 3.0, 3.0, 2.0, 0.1])
case("remainder by 2", lambda x: torch.remainder(x, 2) ** 2, [-3.5, -2.0, -0.5, 0.0, 0.5, 2.0, 5.0])
case("fmod", lambda a, b: torch.fmod(a, b) ** 2,
     [-7.0, -7.5, 7.5, 7.0, 6.0, -6.0, 0.0, 0.3], [3.0, -2.0, 2.0, -3.0, 3.0, 3.0, 2.0, 0.1])
case("atan2", torch.atan2, (2, 3), (3,))
case("atan2 on the axes", torch.atan2, [0.0, 0.0, 1.0, -1.0], [1.0, -1.0, 0.0, 0.0])
case("hypot", torch.hypot, (2, 3), (3,))
case("hypot far", torch.hypot, [-3e200, 4e200, 5e-200], [4e200, 3e-200, 12e-200], second=False)
case("clamp", lambda x: torch.clamp(x, -1, 1.5) ** 2, [-3.0, -1.0, 0.5, 1.5, 2.0])
case("clamp to wrong bounds", lambda x: torch.clamp(x, 1.5, -1) * x, [-3.0, -1.0, 0.5, 1.5, 2.0])
case("clamp above 0", lambda x: torch.clamp(x, min=0) ** 2, [-3.0, 0.0, 0.5])
case("clamp by tensors", lambda x, a, b: torch.clamp(x, a, b) ** 2, (2, 3), (3,), (2, 1))
case("logAddExp", torch.logaddexp, (2, 3), (3,))
case("logAddExp of equals", torch.logaddexp, [1.5, -2.0], [1.5, -2.0])
case("logAddExp far", torch.logaddexp, [1000.0, -100.0, 0.0], [999.0, 50.0, -45.0])
# PyTorch's second derivatives meet an infinite exponential
case("logAddExp with -inf", torch.logaddexp, [-INF, 0.5], [1.0, -INF], second=False)

# ---- statistics, norms, products ----

case("variance of a sample", lambda x: x.var(), (7,))
case("variance of samples", lambda x: x.var((0, 2), correction=1), (2, 3, 2))
case("standard deviation", lambda x: x.std(1), (2, 5))
case("standard deviation of all there are", lambda x: x.std(0, correction=0), (4, 2))
case("standard deviation of equals", lambda x: x.std(), [2.0, 2.0, 2.0])
for p in (0.5, 1, 1.5, 2, 3, 4, INF, -INF, -1):
    case(f"norm {p}", lambda x: torch.linalg.vector_norm(x, p), (2, 3))
    case(f"norm {p} over 0", lambda x: torch.linalg.vector_norm(x, p, 0) ** 2, (3, 2))
case("norm 0", lambda x: torch.linalg.vector_norm(x, 0), [1.0, 0.0, -2.0])
# the second derivative of |x|^1.5 at 0 is infinite: the engine has 0
for p in (1, 1.5, 2, 3, 4):
    case(f"norm {p} with zeros", lambda x: torch.linalg.vector_norm(x, p),
         [0.0, 1.5, -0.5, 0.0], second=p != 1.5)
case("norm inf of equals", lambda x: torch.linalg.vector_norm(x, INF) ** 2, [-2.0, 2.0, 1.0])
case("product", lambda x: x.prod(), (7,))
case("product over 1", lambda x: x.prod(1), (2, 5, 2))
case("product with a zero", lambda x: x.prod(1), [[2.0, 0.0, -3.0, 1.5], [1.0, 2.0, 3.0, 4.0]])
case("product with two zeros", lambda x: x.prod(), [2.0, 0.0, -3.0, 0.0, 1.5])
case("product of nothing", lambda x: x.prod(0), (0, 2))
case("cumulative sum", lambda x: x.cumsum(1) ** 2, (2, 5, 2))
case("cumulative product", lambda x: x.cumprod(1), (2, 7))
case("cumulative product over 0", lambda x: x.cumprod(0), (3, 2))
case("cumulative product with zeros", lambda x: x.cumprod(0), [2.0, 0.0, -3.0, 0.0, 1.5])

# ---- sorting ----

case("sort", lambda x: x.sort(1)[0] ** 2, (2, 9))
case("sort descending", lambda x: x.sort(0, descending=True)[0] ** 2, (5, 2))
case("sort of equals", lambda x: x.sort(stable=True)[0] * torch.arange(6.0),
     [1.0, 0.0, 1.0, -0.0, 2.0, 1.0])
case("argsort times x", lambda x: x.argsort(dim=1, stable=True) * x,
     [[3.0, 1.0, 2.0, 1.0, 3.0], [0.0, -0.0, -1.0, 2.0, 0.0]])
case("argsort descending times x", lambda x: x.argsort(dim=1, descending=True, stable=True) * x,
     [[3.0, 1.0, 2.0, 1.0, 3.0], [0.0, -0.0, -1.0, 2.0, 0.0]])
case("topK", lambda x: x.topk(3, 1)[0].exp(), (2, 7))
case("bottomK", lambda x: x.topk(2, 0, largest=False)[0].exp(), (5, 2))
case("argmax times x", lambda x: x.argmax(1, keepdim=True) * x, (3, 5))
case("argmin of equals times x", lambda x: x.argmin(0) * x, [3.0, 1.0, 1.0])
case("max at one index", lambda x: x.max(1)[0] ** 2, [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
case("min at one index", lambda x: x.min(0)[0] ** 2, [[1.0, 3.0], [1.0, 2.0], [4.0, 2.0]])

# ---- indexing and movement ----

INDEX = torch.tensor([[2, 0, 2, 1], [1, 1, 1, 0]])
case("gatherElements", lambda x: x.gather(1, INDEX) ** 2, (2, 3))
case("gatherElements over 0", lambda x: x.gather(0, INDEX).exp(), (3, 4))
case("gatherElements of less", lambda x: x.gather(1, INDEX) ** 2, (4, 3))
case("scatterAddElements",
     lambda x: torch.zeros(2, 3).scatter_add(1, INDEX, x) ** 2, (2, 4))
case("scatterAddElements over 0",
     lambda x: torch.zeros(5, 4).scatter_add(0, INDEX, x).exp(), (2, 4))
case("flip", lambda x: x.flip(0, 2) * torch.arange(12.0).reshape(2, 3, 2), (2, 3, 2))
case("roll", lambda x: x.roll(2, 1) * x, (2, 5))
case("roll back", lambda x: x.roll(-7, 0) * x, (3, 2))
case("repeat", lambda x: x.repeat(2, 1, 3) ** 2 * torch.arange(36.0).reshape(2, 2, 9), (2, 3))
case("padReflect", lambda x: F.pad(x, (2, 3), mode="reflect") ** 2, (2, 4))
case("padReplicate", lambda x: F.pad(x, (2, 3), mode="replicate") ** 2, (2, 2))
case("diagonal", lambda x: x.diagonal() ** 2, (3, 4))
case("diagonal above", lambda x: x.diagonal(1, 0, 2) ** 2, (3, 2, 4))
case("diagonal below", lambda x: x.diagonal(-2, 2, 0) ** 2, (3, 2, 4))
case("diagonal beyond", lambda x: x.diagonal(4) ** 2, (3, 4))
case("diagonalEmbed", lambda x: torch.diag_embed(x).exp(), (2, 3))
case("diagonalEmbed above", lambda x: torch.diag_embed(x, 2).exp(), (3,))
case("diagonalEmbed below", lambda x: torch.diag_embed(x, -1).exp(), (2, 2))
case("tril", lambda x: x.tril(-1).exp(), (2, 3, 4))
case("triu", lambda x: x.triu(1).exp(), (3, 4))
case("slice from the end", lambda x: x[-3:-1] ** 2 + x[-2:], (5,))
case("expand, keeping extents", lambda x: x.expand(4, -1, 3).exp(), (2, 1))
case("softmax of nothing", lambda x: F.softmax(x, 1), (3, 0))
case("logSumExp of nothing", lambda x: torch.logsumexp(x, 1), (2, 0))

# ---- contraction ----

case("matmul of vectors", lambda a, b: (a @ b) ** 2, (3,), (3,))
case("matmul of a vector and a matrix", lambda a, b: (a @ b) ** 2, (3,), (3, 2))
case("matmul of a matrix and a vector", lambda a, b: (a @ b) ** 2, (2, 3), (3,))
case("matmul of a vector and a batch", lambda a, b: (a @ b) ** 2, (3,), (2, 3, 2))
case("matmul of a batch and a vector", lambda a, b: (a @ b) ** 2, (2, 2, 3), (3,))
for equation, *shapes in (
    ("ij,jk->ik", (2, 3), (3, 2)),
    ("ij,jk", (2, 3), (3, 2)),
    ("ji,kj->ki", (3, 2), (2, 3)),
    ("bij,bkj->bik", (2, 2, 3), (2, 3, 3)),
    ("i,i->", (5,), (5,)),
    ("i,j->ij", (2,), (3,)),
    ("ij,ij->ij", (2, 3), (2, 3)),
    ("ij->ji", (2, 3)),
    ("ba", (2, 3)),
    ("ij->", (2, 3)),
    ("ij->j", (2, 3)),
    ("ii", (3, 3)),
    ("ii->i", (3, 3)),
    ("iij->ji", (2, 2, 3)),
    ("iii->i", (2, 2, 2)),
    ("ii,i->", (3, 3), (3,)),
    ("bn,anm,bm->ba", (2, 3), (2, 3, 2), (2, 2)),
    ("ij,kl->", (2, 3), (3, 2)),
    ("ijk,jil->kl", (2, 3, 2), (3, 2, 4)),
    ("...ij,...jk->...ik", (2, 1, 2, 3), (3, 3, 2)),
    ("...i,...i", (2, 3), (3,)),
    ("i...->...", (3, 2)),
    ("b...j,jk->b...k", (2, 2, 3), (3, 2)),
    ("...,...->...", (2, 1), (3,)),
    ("ij, jk , kl -> il", (2, 3), (3, 2), (2, 3)),
    ("A,a->aA", (2,), (3,)),
):
    case(f"einsum {equation}", lambda *xs: torch.einsum(equation, *xs) ** 2, *shapes)
case("einsum over nothing", lambda a, b: torch.einsum("ij,jk->ik", a, b).exp(), (2, 0), (0, 3))

if __name__ == "__main__":
    make_engine.write("math.json")
