"""Golden values of the meta sampler of BALMS: writes losses/balms.json.

    python3 make_balms.py       (torch 2.13; CPU, f64, fixed seeds)

A plain transcription of Ren et al., NeurIPS 2020 (arXiv 2007.10740): a batch drawn by the straight-through Gumbel
softmax over all rows, whose scores are those of their classes; an inner step of a linear last layer down the
balanced softmax of what was drawn, multiplied by the draws; and the derivative of plain cross-entropy on other
rows, after that step, in the scores' parameters. Two classes have one logit. Weights are [features, logits].
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "losses"
torch.set_default_dtype(torch.float64)
RATE = 0.1


def gumbel_softmax(logits, u):
    soft = torch.softmax(logits - torch.log(-torch.log(u)), dim=-1)
    hard = torch.zeros_like(soft).scatter_(-1, soft.max(-1, keepdim=True)[1], 1.0)
    return hard - soft.detach() + soft


def cross_entropy(logits, y, classes):
    if classes == 2:
        return F.binary_cross_entropy_with_logits(logits.squeeze(1), y.double(), reduction="none")
    return F.cross_entropy(logits, y, reduction="none")


def case(counts, seed, batch=6, width=4):
    g = torch.Generator().manual_seed(seed)
    classes = len(counts)
    y = torch.repeat_interleave(torch.arange(classes), torch.tensor(counts))
    x = torch.randn(len(y), width, generator=g)
    outputs = 1 if classes == 2 else classes
    w = torch.randn(width, outputs, generator=g).requires_grad_()
    b = torch.randn(outputs, generator=g).requires_grad_()
    psi = torch.randn(classes, generator=g).requires_grad_()
    u = torch.rand(batch, len(y), generator=g)
    meta_x = torch.randn(2 * classes, width, generator=g)
    meta_y = torch.arange(classes).repeat(2)

    scores = torch.sigmoid(F.one_hot(y, classes).double() @ psi)
    sample = gumbel_softmax(scores.log().expand(batch, -1), u)
    rows = sample.detach().round().nonzero()[:, 1]
    n = torch.tensor(counts).double()
    prior = (n[1] / n[0]).log() if classes == 2 else n.log()
    losses = cross_entropy(x[rows] @ w + b + prior, y[rows], classes)
    inner = (losses.unsqueeze(-1) * sample.detach() * sample).sum(-1).mean()
    gw, gb = torch.autograd.grad(inner, (w, b), create_graph=True)
    outer = cross_entropy(meta_x @ (w - RATE * gw) + (b - RATE * gb), meta_y, classes).mean()
    outer.backward()
    return {
        "counts": counts, "features": x.tolist(), "labels": y.tolist(), "weight": w.tolist(),
        "bias": b.tolist(), "psi": psi.tolist(), "uniform": u.tolist(), "rate": RATE,
        "metaFeatures": meta_x.tolist(), "metaLabels": meta_y.tolist(), "rows": rows.tolist(),
        "inner": inner.item(), "outer": outer.item(), "gradient": psi.grad.tolist(),
    }


def main():
    cases = [case([7, 3, 2], 1), case([8, 3], 2), case([20, 5, 1], 3)]
    OUT.mkdir(exist_ok=True)
    (OUT / "balms.json").write_text(
        '{"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")


if __name__ == "__main__":
    main()
