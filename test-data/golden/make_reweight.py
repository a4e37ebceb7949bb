"""Golden values of methods that weigh examples, from plain PyTorch: writes reweight/reweight.json.

    python3 make_reweight.py       (torch 2.13; CPU, f64)

cmw-net: the weights of a batch by three heads behind a shared layer, the weighted loss, and the derivative of
the balanced loss after a virtual step with respect to the weight network, by double backprop (arXiv 2202.05613).
clusters: k-means of class sizes, by trying all divisions of the sorted sizes.
sinkhorn: the plan of the log-domain iterations with potentials as in arXiv 2208.02951's code, the cost of
the plan, and the gradient of that by backprop through all iterations, with respect to cost and marginals.
transport: cost, weights' gradient and one step of them, for prototypes and a batch of features.
curvenet: the weights of class-centred loss curves, and the derivative after a virtual step (arXiv 2201.00849).

Weight networks are filled by a formula, so that they need not be stored.
"""

import itertools
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "reweight"
torch.set_default_dtype(torch.float64)


def filled(number, *shape):
    size = math.prod(shape)
    return torch.tensor([0.3 * math.sin(0.7 * i + number) for i in range(size)]).reshape(shape)


def leaf(t):
    return t.clone().requires_grad_()


def weight_net(heads):
    return [leaf(filled(k, *s)) for k, s in enumerate([(1, 100), (100,), (100, heads), (heads,)])]


def cmw_weights(v, losses, cluster):
    hidden = torch.relu(losses[:, None] @ v[0] + v[1])
    each = hidden @ v[2] + v[3]
    return torch.sigmoid(each[torch.arange(len(losses)), cluster])


def after_virtual_step(theta, rate, weighted, meta):
    gradient = torch.autograd.grad(weighted, theta, create_graph=True)[0]
    x, y = meta
    return F.cross_entropy(x @ (theta - rate * gradient), y)


def cmw(g):
    x, y = torch.randn(9, 4, generator=g), torch.randint(3, (9,), generator=g)
    meta = torch.randn(6, 4, generator=g), torch.arange(6) % 3
    theta, v = leaf(torch.randn(4, 3, generator=g)), weight_net(3)
    losses = F.cross_entropy(x @ theta, y, reduction="none")
    cluster = torch.tensor([2, 0, 1])[y]
    w = cmw_weights(v, losses.detach(), cluster)
    s = (losses * w).sum() / w.sum().detach()
    outer = after_virtual_step(theta, 0.5, s, meta)
    return {
        "name": "cmw-net", "x": x.tolist(), "y": y.tolist(), "metaX": meta[0].tolist(),
        "metaY": meta[1].tolist(), "theta": theta.tolist(), "cluster": [2, 0, 1], "rate": 0.5,
        "weights": w.tolist(), "loss": s.item(), "outer": outer.item(),
        "gradient": [t.reshape(-1).tolist() for t in torch.autograd.grad(outer, v)],
    }


def clusters(counts, k):
    sizes = sorted(counts)
    best = None
    for cuts in itertools.combinations(range(1, len(sizes)), k - 1):
        parts = [sizes[a:b] for a, b in zip((0,) + cuts, cuts + (len(sizes),))]
        cost = sum(sum((s - sum(p) / len(p)) ** 2 for s in p) for p in parts)
        if best is None or cost < best[0]:
            best = cost, parts
    return {
        "name": "clusters", "counts": counts, "k": k,
        "clusters": [next(i for i, p in enumerate(best[1]) if c in p) for c in counts],
    }


def sinkhorn(cost, mu, nu, eps, iterations):
    u, v = torch.zeros_like(mu), torch.zeros_like(nu)

    def m():
        return (-cost + u[:, None] + v[None, :]) / eps

    for _ in range(iterations):
        u = eps * (torch.log(mu + 1e-8) - torch.logsumexp(m(), 1)) + u
        v = eps * (torch.log(nu + 1e-8) - torch.logsumexp(m(), 0)) + v
    return torch.exp(m())


def transport(g, m, n, eps, iterations):
    cost = leaf(torch.rand(m, n, generator=g))
    mu = leaf(torch.softmax(torch.randn(m, generator=g), 0))
    nu = leaf(torch.softmax(torch.randn(n, generator=g), 0))
    plan = sinkhorn(cost, mu, nu, eps, iterations)
    distance = (plan * cost).sum()
    return {
        "name": "sinkhorn", "eps": eps, "iterations": iterations, "cost": cost.tolist(),
        "mu": mu.tolist(), "nu": nu.tolist(), "plan": plan.tolist(), "distance": distance.item(),
        "gradient": [t.reshape(-1).tolist() for t in torch.autograd.grad(distance, [cost, mu, nu])],
    }


def weight_step(g):
    """cost of features and labels, marginals of weights, one step of gradient descent with decay"""
    features, labels = torch.randn(7, 5, generator=g), torch.randint(3, (7,), generator=g)
    prototypes, classes = torch.randn(3, 5, generator=g), torch.arange(3)
    w = leaf(torch.rand(7, generator=g) * 3)
    cosine = F.cosine_similarity(prototypes[:, None], features[None], dim=2)
    one = F.one_hot(labels, 3).double()
    apart = ((F.one_hot(classes, 3).double()[:, None] - one[None]) ** 2).mean(2)
    cost = 0.5 * (1 - cosine) + 0.5 * apart
    plan = sinkhorn(cost, torch.full((3,), 1 / 3), torch.softmax(w, 0), 0.1, 30)
    distance = (plan * cost).sum()
    gradient = torch.autograd.grad(distance, w)[0]
    return {
        "name": "transport", "features": features.tolist(), "labels": labels.tolist(),
        "prototypes": prototypes.tolist(), "w": w.tolist(), "iterations": 30,
        "cost": cost.tolist(), "distance": distance.item(), "gradient": gradient.tolist(),
        "rate": 0.3, "after": (w - 0.3 * (gradient + 5e-4 * w)).tolist(),
    }


CURVE, CLASSES = 6, 3
SHAPES = [(CURVE, 128), (128,), (128, 128), (128,), (128, 64), (64,), (CLASSES, 64),
          (64, 128), (128,), (128, 64), (64,), (64, 1), (1,)]


def curve_weights(v, curves, labels, times):
    x = curves
    for k in (0, 2, 4):
        x = torch.relu(x @ v[k] + v[k + 1])
    x = x + times * v[6][labels]
    for k in (7, 9):
        x = torch.relu(x @ v[k] + v[k + 1])
    return torch.sigmoid((x @ v[11] + v[12])[:, 0]) + 0.02


def curvenet(g, times):
    x, y = torch.randn(9, 4, generator=g), torch.randint(CLASSES, (9,), generator=g)
    meta = torch.randn(6, 4, generator=g), torch.arange(6) % CLASSES
    theta = leaf(torch.randn(4, CLASSES, generator=g))
    records = torch.rand(9, CURVE, generator=g) * 3
    centred = torch.stack([r - records[y == c].mean(0) for r, c in zip(records, y)])
    v = [leaf(filled(k, *s)) for k, s in enumerate(SHAPES)]
    losses = F.cross_entropy(x @ theta, y, reduction="none")
    w = curve_weights(v, centred, y, times)
    s = (losses * w).mean()
    outer = after_virtual_step(theta, 0.5, s, meta)
    return {
        "name": "curvenet", "times": times, "x": x.tolist(), "y": y.tolist(),
        "metaX": meta[0].tolist(), "metaY": meta[1].tolist(), "theta": theta.tolist(),
        "records": records.tolist(), "centred": centred.tolist(), "rate": 0.5,
        "weights": w.tolist(), "loss": s.item(), "outer": outer.item(),
        # of the curve's first layer, the embedding and the last layer alone: the rest is long
        "gradient": {k: torch.autograd.grad(outer, v[i], retain_graph=True)[0].reshape(-1).tolist()
                     for k, i in (("first", 1), ("embedding", 6), ("last", 11))},
    }


def main():
    g = torch.Generator().manual_seed(1)
    cases = [
        cmw(g),
        clusters([5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50], 3),
        clusters([400, 20, 42], 3),
        clusters([7, 500, 9, 480, 100, 8, 90, 510], 3),
        transport(g, 3, 4, 0.1, 40),
        transport(g, 5, 2, 0.5, 3),
        weight_step(g),
        curvenet(g, 1),
        curvenet(g, 2),
    ]
    OUT.mkdir(exist_ok=True)
    text = json.dumps({"torch": torch.__version__, "cases": cases})
    (OUT / "reweight.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")
    print("reweight.json", len(cases), "cases")


if __name__ == "__main__":
    main()
