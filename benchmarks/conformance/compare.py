"""When two results agree: the one place of all tolerances.

Numbers agree if |ours - theirs| <= RELATIVE (|theirs| + scale) + FLOOR, where scale is the largest finite
number among their values and, for derivatives, among those of lower order, since sums cancel; of functions of
elements it is that of the same element, and 0 for values. In F32 they also agree if ours is as near to
PyTorch's F64 result as TIMES PyTorch's own F32 result is. Derivatives are allowed SLACK times as much.
Infinities and NaN must be the same.
"""

import torch

RELATIVE = {torch.float32: 1e-5, torch.float64: 1e-12}
FLOOR = {torch.float32: 1e-7, torch.float64: 1e-15}
TIMES = 4
SLACK = {"value": 1, "gradient": 4, "product": 16}

TEXT = f"""\
| | F32 | F64 |
|---|--:|--:|
| relative | {RELATIVE[torch.float32]:.0e} | {RELATIVE[torch.float64]:.0e} |
| floor | {FLOOR[torch.float32]:.0e} | {FLOOR[torch.float64]:.0e} |
| times as much for gradients | {SLACK["gradient"]} | {SLACK["gradient"]} |
| times as much for Hessian products | {SLACK["product"]} | {SLACK["product"]} |
| times PyTorch's own distance from its F64 result | {TIMES} | - |
"""


def largest(tensors):
    """Returns the largest finite size of a number in tensors."""
    sizes = [t.double().abs() for t in tensors]
    return max((float(s[s.isfinite()].max()) for s in sizes if s.isfinite().any()), default=0.0)


def scale_of(part, theirs, results, elementwise):
    """Returns the scale for one of the tensors of a part, from all results up to that part."""
    if not elementwise:
        return largest([t for tensors in results for t in tensors])
    if part == "value":
        return 0.0
    scale = torch.zeros_like(theirs, dtype=torch.float64)
    for t in (t for tensors in results for t in tensors):
        if t.shape == theirs.shape:
            size = t.double().abs()
            scale = torch.where(size.isfinite(), torch.maximum(scale, size), scale)
    return scale


def apart(ours, theirs, dtype, part, scale, elementwise, exact=None):
    """Returns where ours and theirs differ; exact returns their results in F64, asked for if need be."""
    a, b = ours.double(), theirs.double()
    size = b.abs()
    tolerance = SLACK[part] * (RELATIVE[dtype] * (size + scale) + FLOOR[dtype])
    tolerance = torch.where(size.isfinite(), tolerance, 0)
    agree = (a == b) | (a.isnan() & b.isnan()) | ((a - b).abs() <= tolerance)
    if not agree.all() and exact is not None and dtype == torch.float32:
        c = exact()
        if c is not None and c.shape == b.shape:
            noise = (b - c).abs()
            noise = noise if elementwise else torch.where(noise.isfinite(), noise, 0).max()
            near = (a - c).abs() <= TIMES * noise + tolerance
            # beyond the range of F32 only one of them may have overflowed on the way
            agree |= near | (a == c.float().double()) | (a.isnan() & c.isnan())
    return ~agree
