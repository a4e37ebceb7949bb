"""Golden values of last layers balanced after training: writes losses/decoupling.json.

    python3 make_decoupling.py       (torch 2.13; CPU, f64, fixed seeds)

Plain transcriptions of Kang et al., ICLR 2020 (arXiv 1910.09217): weights divided by a power of their norm,
logits of the nearest class mean by distance and by cosine, and the cross-entropy of logits times learned
scales with its derivative. Weights are [features, classes].
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "losses"
torch.set_default_dtype(torch.float64)


def main():
    g = torch.Generator().manual_seed(5)
    w = torch.randn(5, 3, generator=g) * torch.tensor([3.0, 1.0, 0.2])
    cases = [
        {
            "name": "tau", "weight": w.tolist(), "tau": tau,
            "result": (w / torch.norm(w, 2, 0, keepdim=True) ** tau).tolist(),
        }
        for tau in (0, 0.5, 1, 2)
    ]
    h = torch.randn(9, 5, generator=g)
    y = torch.tensor([0, 0, 0, 0, 1, 1, 1, 2, 2])
    new = torch.randn(4, 5, generator=g)
    means = torch.stack([h[y == k].mean(0) for k in range(3)])
    v = (h - means[y]).pow(2).mean()
    distance = torch.cdist(new, means)
    cosine = F.cosine_similarity(new[:, None], means[None], dim=2) * new.norm(dim=1, keepdim=True)
    for name, p in (
        ("EUCLIDEAN", torch.softmax(-distance**2 / (2 * v), 1)),
        ("COSINE", torch.softmax(cosine / v.sqrt(), 1)),
    ):
        cases.append({
            "name": name, "features": h.tolist(), "labels": y.tolist(), "new": new.tolist(),
            "probabilities": p.tolist(),
        })
    z = torch.randn(9, 3, generator=g)
    s = torch.tensor([0.7, 1.2, 2.0], requires_grad=True)
    loss = F.cross_entropy(z * s, y)
    loss.backward()
    cases.append({
        "name": "scales", "logits": z.tolist(), "labels": y.tolist(), "scales": s.tolist(),
        "value": loss.item(), "gradient": s.grad.tolist(),
    })
    OUT.mkdir(exist_ok=True)
    (OUT / "decoupling.json").write_text(
        '{"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")


if __name__ == "__main__":
    main()
