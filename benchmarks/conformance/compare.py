"""When two results agree: the one place of all tolerances.

Numbers agree if |ours - theirs| <= RELATIVE (|theirs| + scale), where scale is the largest finite number of
their tensor, since sums cancel; of functions of one element ("elementwise") it is FLOOR / RELATIVE, which is
next to nothing. In F32 they also agree if ours is as near to PyTorch's F64 result as TIMES PyTorch's own F32
result is. Derivatives are allowed SLACK times as much for each order. Infinities and NaN must be the same.
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
| floor, of functions of one element | {FLOOR[torch.float32]:.0e} | {FLOOR[torch.float64]:.0e} |
| times as much for gradients | {SLACK["gradient"]} | {SLACK["gradient"]} |
| times as much for Hessian products | {SLACK["product"]} | {SLACK["product"]} |
| times PyTorch's own distance from its F64 result | {TIMES} | - |
"""


def apart(ours, theirs, dtype, part, elementwise, exact=None):
    """Returns where ours and theirs differ; exact returns their results in F64, asked for if need be."""
    a, b = ours.double(), theirs.double()
    size = b.abs()
    finite = size[size.isfinite()]
    scale = finite.max() if finite.numel() and not elementwise else torch.zeros(())
    tolerance = SLACK[part] * (RELATIVE[dtype] * (size + scale)
                               + (FLOOR[dtype] if elementwise else torch.finfo(dtype).tiny))
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
