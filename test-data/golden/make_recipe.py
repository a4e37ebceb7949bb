"""Golden values for "Simplifying neural network training under class imbalance" and for M2m, from PyTorch:
writes nn/ntXent.json and methods/*.json.

    python3 make_recipe.py        (torch 2.13; CPU, f64, fixed seeds)

nn/ntXent.json: as in make_nn.py, SimCLR's loss written with a loop over the views.

methods/sharpness.json: updates of a small perceptron by sharpness-aware minimization, as torch modules and
torch.optim.SGD make them in the way of the published optimizers: climb in place, differentiate, come back,
step. "plain" is SAM, "weighted" SAM-A as released, "longer" the climb whose length grows with the weights.

methods/smoothing.json: cross-entropy with labels smoothed by class.

methods/translation.json: M2m's steps from a seed, one example after the other, with the networks in a module
that takes pixels from 0 to 1 and normalizes them inside, as in the published code.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from make_nn import array, arrays, derivatives, normal, rng, write

OUT = Path(__file__).parent / "methods"


def write_methods(name, cases):
    OUT.mkdir(exist_ok=True)
    text = json.dumps({"torch": torch.__version__, "cases": cases})
    (OUT / name).write_text(text.replace('{"name"', '\n{"name"') + "\n")
    print(name, len(cases), "cases")


# ---- nt-xent ----


def nt_xent(first, second, temperature, least):
    z = torch.cat([first, second])
    n = len(first)
    total = 0.0
    for i in range(2 * n):
        s = F.cosine_similarity(z[i : i + 1], z, dim=1, eps=1e-30)
        if least > -1:
            s = s.clamp(min=least)
        others = [k for k in range(2 * n) if k != i]
        total = total - torch.log(
            torch.exp(s[(i + n) % (2 * n)] / temperature)
            / torch.exp(s[others] / temperature).sum())
    return total / (2 * n)


def nt_xents():
    cases = []
    for name, n, d, temperature, least in (
        ("simclr", 4, 3, 0.5, -1),
        ("cold", 3, 5, 0.07, -1),
        ("one axis", 5, 1, 0.5, -1),
        ("one example", 1, 4, 0.5, -1),
        ("clamped", 5, 3, 0.5, 1e-7),
    ):
        inputs = {"first": normal(11, n, d), "second": normal(12, n, d)}
        cases.append({
            "name": name, "temperature": temperature, "least": least,
            **derivatives(
                lambda t: nt_xent(t["first"], t["second"], temperature, least), inputs)})
    write("ntXent.json", cases)


# ---- sharpness ----

SIZES = (4, 6)
RATE, BATCH, UPDATES = 0.2, 8, 3


def perceptron(classes, seed):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Linear(SIZES[0], SIZES[1]), nn.ReLU(),
        nn.Linear(SIZES[1], 1 if classes == 2 else classes)).double()


def named(model):
    """with the names and the layout of the library: weights are [in, out]"""
    return {k: v.T if k.endswith("weight") else v for k, v in model.state_dict().items()}


def losses(model, x, y):
    z = model(x)
    if z.shape[1] == 1:
        return F.binary_cross_entropy_with_logits(z[:, 0], y.double(), reduction="none")
    return F.cross_entropy(z, y, reduction="none")


def sharp_update(model, optimizer, x, y, counts, rho, ascent, adaptive):
    parameters = list(model.parameters())
    optimizer.zero_grad()
    each = losses(model, x, y)
    n = counts.double()
    if ascent == "weighted":
        w = (n.max() / n)[y]
        ((w * each).sum() / w.sum()).backward()
    elif ascent == "longer":
        w = (n.sum() / (len(n) * n))[y]
        ((w * each).sum() / len(y)).backward(retain_graph=True)
    else:
        each.mean().backward()
    climb = [p.grad.clone() for p in parameters]
    length = climb
    if ascent == "longer":
        optimizer.zero_grad()
        each.mean().backward()
        length = [p.grad.clone() for p in parameters]
    if adaptive:
        length = [p.detach().abs() * g for p, g in zip(parameters, length)]
        climb = [p.detach() ** 2 * g for p, g in zip(parameters, climb)]
    norm = torch.stack([g.norm() for g in length]).norm()
    with torch.no_grad():
        moves = [rho * g / (norm + 1e-12) for g in climb]
        for p, e in zip(parameters, moves):
            p.add_(e)
    optimizer.zero_grad()
    losses(model, x, y).mean().backward()
    with torch.no_grad():
        for p, e in zip(parameters, moves):
            p.sub_(e)
    optimizer.step()


def sharpness():
    cases = []
    for number, (classes, ascent, adaptive, rho) in enumerate((
        (2, "plain", False, 0.05), (3, "plain", False, 0.5), (3, "plain", True, 0.5),
        (2, "weighted", False, 0.05), (3, "weighted", False, 0.3), (3, "weighted", True, 0.3),
        (2, "longer", False, 0.05), (3, "longer", False, 0.1),
    )):
        model = perceptron(classes, number)
        counts = torch.tensor([90, 7, 20][:classes])
        start = arrays(named(model))
        optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
        batches = []
        for k in range(UPDATES):
            x = normal(100 * number + k, BATCH, SIZES[0])
            y = torch.randint(classes, (BATCH,), generator=rng(100 * number + k))
            sharp_update(model, optimizer, x, y, counts, rho, ascent, adaptive)
            batches.append({"x": array(x), "y": y.tolist()})
        cases.append({
            "name": f"{ascent}{' adaptive' if adaptive else ''} {classes} classes", "ascent": ascent,
            "adaptive": adaptive, "rho": rho, "rate": RATE, "classes": classes,
            "counts": counts.tolist(), "hidden": SIZES[1], "start": start, "batches": batches,
            "end": arrays(named(model))})
    write_methods("sharpness.json", cases)


# ---- smoothing by class ----


def smoothing():
    cases = []
    for classes, counts, least, most in (
        (2, [95, 5], 0.02, 0.2), (2, [95, 5], 0.1, 0.1), (4, [50, 20, 5, 10], 0.02, 0.2),
    ):
        shares = torch.tensor([least + (most - least) * min(counts) / n for n in counts])
        y = torch.arange(6) % classes
        q = (1 - shares[y])[:, None] * F.one_hot(y, classes) + (shares[y] / classes)[:, None]
        z = 2 * normal(7, 6, classes)
        cases.append({
            "name": f"{classes} classes {least} to {most}", "counts": counts, "least": least,
            "most": most, "shares": shares.tolist(), "labels": y.tolist(), "logits": array(z),
            "losses": F.cross_entropy(z, q, reduction="none").tolist()})
    write_methods("smoothing.json", cases)


# ---- major to minor ----


class Pixels(nn.Module):
    """takes pixels from 0 to 1"""

    def __init__(self, inner, mean, deviation):
        super().__init__()
        self.inner, self.mean, self.deviation = inner, mean, deviation

    def forward(self, p):
        return self.inner((p - self.mean) / self.deviation)


def logits(z):
    """of two classes the one logit, the difference of two that sum to 0"""
    return torch.cat([-z / 2, z / 2], 1) if z.shape[1] == 1 else z


def translation():
    cases = []
    for number, classes in enumerate((2, 3)):
        g, f = perceptron(classes, 20 + number), perceptron(classes, 30 + number)
        mean = torch.tensor([0.3, 0.5, 0.2, 0.6])
        deviation = torch.tensor([0.2, 0.3, 0.25, 0.1])
        inside, target = Pixels(f, mean, deviation), Pixels(g, mean, deviation)
        n, steps, step, lam = 5, 10, 0.1, 0.5
        start = torch.rand(n, SIZES[0], generator=rng(40 + number))
        wanted = torch.arange(n) % classes
        seeds = (wanted + 1) % classes
        ends = []
        for i in range(n):
            p = start[i : i + 1].clone()
            for _ in range(steps):
                p.requires_grad_()
                loss = F.cross_entropy(logits(target(p)), wanted[i : i + 1])
                loss = loss + lam * logits(inside(p))[0, seeds[i]]
                (slope,) = torch.autograd.grad(loss, p)
                with torch.no_grad():
                    p = torch.clamp(p - step * slope / slope.norm(), 0, 1)
            ends.append(p.detach())
        end = torch.cat(ends)
        scaled = lambda p: (p - mean) / deviation
        cases.append({
            "name": f"{classes} classes", "classes": classes, "hidden": SIZES[1],
            "target": arrays(named(g)), "network": arrays(named(f)), "steps": steps, "step": step,
            "lambda": lam, "unit": (1 / deviation).tolist(), "lower": scaled(torch.zeros(4)).tolist(),
            "upper": scaled(torch.ones(4)).tolist(), "start": array(scaled(start)),
            "wanted": wanted.tolist(), "seeds": seeds.tolist(), "end": array(scaled(end)),
            "confidence": torch.softmax(logits(target(end)), 1)[torch.arange(n), wanted].tolist()})
    counts = [5000, 1796, 1077, 50, 50]
    beta = 0.999
    chances = [[1 - beta ** max(a - b, 0) for b in counts] for a in counts]
    cases.append({"name": "chances", "counts": counts, "beta": beta, "chances": chances})
    write_methods("translation.json", cases)


if __name__ == "__main__":
    nt_xents()
    sharpness()
    smoothing()
    translation()
