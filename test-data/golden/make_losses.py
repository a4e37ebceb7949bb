"""Golden values of training losses that depend on class counts or accuracies: writes losses/losses.json.

    python3 make_losses.py       (torch 2.13; CPU, f64, fixed seeds)

Plain transcriptions of the papers' formulas, with their gradients by autograd: ARB-Loss by the counts of
the batch and of the training set (arXiv 2204.08735; quotient of exponentials), the equalisation loss with
its coefficient at 0 and at 1 (arXiv 2003.05176; sigmoids and softmax), class weights by difficulty (arXiv
2010.01824) and cross-entropy weighted by them, divided by the batch and by the sum of the weights.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "losses"
torch.set_default_dtype(torch.float64)


def arb(z, y, n):
    weights = n[None, :] / n[y][:, None]
    return -torch.log(
        z.exp().gather(1, y[:, None]).squeeze(1) / (weights * z.exp()).sum(1)
    ).mean()


def equalised(z, y, rare, coefficient, softmax):
    target = F.one_hot(y, z.shape[1]).to(z)
    w = 1 - coefficient * rare[None, :] * (1 - target)
    if softmax:
        return -torch.log(
            z.exp().gather(1, y[:, None]).squeeze(1) / (w * z.exp()).sum(1)
        ).mean()
    each = F.binary_cross_entropy_with_logits(z, target, reduction="none")
    return (w * each).sum() / len(y)


def difficulty(accuracy, tau, floor):
    if tau == "paper":
        tau = 2 * torch.sigmoid(accuracy.max() / (accuracy.min() + 0.01) - 1)
    elif tau == "released":
        tau = torch.sigmoid(accuracy.max() / (accuracy.min() + 0.01))
    w = (1 - accuracy).clamp(min=floor) ** tau
    return w / w.sum() * len(w)


def case(name, loss, z, **more):
    leaf = z.clone().requires_grad_()
    value = loss(leaf)
    value.backward()
    return {"name": name, "value": value.item(), "gradient": leaf.grad.flatten().tolist(), **more}


def main():
    g = torch.Generator().manual_seed(3)
    z = 2 * torch.randn(8, 4, generator=g)
    y = torch.tensor([0, 0, 0, 1, 0, 1, 3, 0])  # none of class 2
    counts = torch.tensor([60.0, 20, 12, 3])
    rare = (counts / counts.sum() < 0.5 / 4).to(z)
    cases = [
        case("arb", lambda v: arb(v, y, torch.bincount(y, minlength=4).to(z)), z),
        case("balanced-softmax", lambda v: arb(v, y, counts), z),
    ]
    for softmax in (False, True):
        for coefficient in (0, 1):
            form = "SOFTMAX" if softmax else "SIGMOID"
            cases.append(case(
                f"equalisation {form} {coefficient}",
                lambda v: equalised(v, y, rare, coefficient, softmax), z))
    accuracy = torch.tensor([0.97, 0.6, 1.0, 0.25])
    for tau in ("paper", "released", 0.5, 2):
        for floor in (0, 0.1):
            w = difficulty(accuracy, tau, floor)
            cases.append(case(
                f"cdb {tau} {floor}", lambda v: (w[y] * F.cross_entropy(v, y, reduction="none")).mean(),
                z, weights=w.tolist()))
    w = difficulty(accuracy, "paper", 0.1)
    cases.append(case("weight sum", lambda v: F.cross_entropy(v, y, weight=w), z, weights=w.tolist()))
    # two classes on one logit, and a batch of one class
    one = 2 * torch.randn(8, generator=g)
    two = torch.stack([torch.zeros(8), one], 1)
    b = torch.tensor([0, 1, 0, 0, 1, 0, 0, 0])
    cases.append(case(
        "arb one logit",
        lambda v: arb(torch.stack([torch.zeros(8), v], 1), b, torch.bincount(b, minlength=2).to(z)), one))
    cases.append(case(
        "equalisation one logit",
        lambda v: equalised(torch.stack([torch.zeros(8), v], 1), b, torch.tensor([0.0, 1]), 1, True), one))
    OUT.mkdir(exist_ok=True)
    setting = {
        "logits": z.flatten().tolist(), "labels": y.tolist(), "counts": counts.tolist(),
        "accuracies": accuracy.tolist(), "logit": one.tolist(), "binary": b.tolist(),
    }
    rows = [{**setting, "name": "setting"}, *cases]
    (OUT / "losses.json").write_text(
        '{"cases": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]}\n")


if __name__ == "__main__":
    main()
