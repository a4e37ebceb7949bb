"""Golden values for few-shot learners, from PyTorch: writes fewshot/learners.json.

    python3 make_fewshot.py       (torch 2.13, numpy; CPU, f64)

Losses of one episode, and their gradients, transcribed plainly from the papers and from what the published code
of arXiv 2101.02523 does: Conv4 of 3 filters on 24 x 24 grey images (a size at which the maps of RelationNet are
large enough), 3 classes of 1, 2 and 3 support examples, 2 queries each. All numbers are made by number() of
make_images.py: parameter i of the names in the order that is written. Batch statistics everywhere.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from make_images import number

torch.set_default_dtype(torch.float64)
WAYS, SIZES, QUERIES, FILTERS, SIDE = 3, (1, 2, 3), 2, 3, 24
LABELS = torch.tensor([k for k, n in enumerate(SIZES) for _ in range(n)])
ASKED = torch.arange(WAYS).repeat_interleave(QUERIES)
SUPPORT = number(100, len(LABELS) * SIDE * SIDE).reshape(-1, 1, SIDE, SIDE)
QUERY = number(101, WAYS * QUERIES * SIDE * SIDE).reshape(-1, 1, SIDE, SIDE)


def specs(learner):
    shapes = {}
    for i in range(1, 5):
        shapes[f"features.layer{i}.conv.weight"] = (3, 3, 1 if i == 1 else FILTERS, FILTERS)
        for name in ("conv.bias", "norm.weight", "norm.bias"):
            shapes[f"features.layer{i}.{name}"] = (FILTERS,)
    if learner == "maml":
        shapes["classifier.weight"] = (FILTERS, WAYS)
        shapes["classifier.bias"] = (WAYS,)
    if learner == "relationnet":
        for i, c in ((1, 2 * FILTERS), (2, FILTERS)):
            shapes[f"relation.layer{i}.conv.weight"] = (3, 3, c, FILTERS)
            for name in ("conv.bias", "norm.weight", "norm.bias"):
                shapes[f"relation.layer{i}.{name}"] = (FILTERS,)
        shapes |= {"relation.fc1.weight": (FILTERS, 8), "relation.fc1.bias": (8,),
                   "relation.fc2.weight": (8, 1), "relation.fc2.bias": (1,)}
    return shapes


def parameters(learner):
    theta = {}
    for i, (name, shape) in enumerate(specs(learner).items()):
        values = number(i, int(np.prod(shape))).reshape(shape)
        theta[name] = (values + (2 if name.endswith("norm.weight") else 0)).requires_grad_()
    return theta


def block(t, name, x, padding, pool):
    x = F.conv2d(x, t[name + ".conv.weight"].permute(3, 2, 0, 1), t[name + ".conv.bias"], padding=padding)
    x = F.relu(F.batch_norm(x, None, None, t[name + ".norm.weight"], t[name + ".norm.bias"], training=True))
    return F.max_pool2d(x, 2) if pool else x


def trunk(t, x):
    for i in range(1, 5):
        x = block(t, f"features.layer{i}", x, 1, True)
    return x.flatten(1)


def maps(t, x):
    for i in range(1, 5):
        x = block(t, f"features.layer{i}", x, 0 if i <= 2 else 1, i <= 2)
    return x


def means(h):
    return torch.stack([h[LABELS == k].mean(0) for k in range(WAYS)])


def distances(q, p):
    return -((q[:, None] - p[None]) ** 2).sum(2)


WEIGHTS = {"equal": [1.0] * WAYS, "inverse": [1 / n for n in SIZES],
           "class-balanced": [0.2 / (1 - 0.8**n) for n in SIZES]}


def cross_entropy(scores, y, weights):
    if weights == "focal":
        logp = F.log_softmax(scores, 1).gather(1, y[:, None])[:, 0]
        return -((1 - logp.detach().exp()) ** 2 * logp).sum()
    return F.cross_entropy(scores, y, weight=torch.tensor(WEIGHTS[weights]))


def protonet(t, weights):
    return cross_entropy(distances(trunk(t, QUERY), means(trunk(t, SUPPORT))), ASKED, weights)


def matchingnet(t, weights, sharp):
    f, g = trunk(t, QUERY), trunk(t, SUPPORT)
    cosine = (f / (f.norm(dim=1, keepdim=True) + 1e-5)) @ (g / (g.norm(dim=1, keepdim=True) + 1e-5)).T
    scores = F.relu(cosine) * 100 if sharp else cosine
    logp = (scores.softmax(1) @ F.one_hot(LABELS).double() + 1e-6).log()
    return F.nll_loss(logp, ASKED, weight=torch.tensor(WEIGHTS[weights]))


def relationnet(t, weights):
    c, q = means(maps(t, SUPPORT)), maps(t, QUERY)
    pairs = torch.cat((c[None].expand(len(q), *c.shape), q[:, None].expand(len(q), WAYS, *q.shape[1:])), 2)
    x = pairs.reshape(-1, 2 * FILTERS, *q.shape[2:])
    x = block(t, "relation.layer2", block(t, "relation.layer1", x, 1, True), 1, True).flatten(1)
    x = F.relu(x @ t["relation.fc1.weight"] + t["relation.fc1.bias"])
    score = torch.sigmoid(x @ t["relation.fc2.weight"] + t["relation.fc2.bias"]).reshape(len(q), WAYS)
    w = torch.tensor(WEIGHTS[weights])[ASKED]
    squares = ((score - F.one_hot(ASKED).double()) ** 2).mean(1)
    return (w * squares).sum() / w.sum()


def adapted(t, steps, rate, weights, first):
    for _ in range(steps):
        scores = trunk(t, SUPPORT) @ t["classifier.weight"] + t["classifier.bias"]
        g = torch.autograd.grad(cross_entropy(scores, LABELS, weights), list(t.values()), create_graph=True)
        t = {k: v - rate * (d.detach() if first else d) for (k, v), d in zip(t.items(), g)}
    return cross_entropy(trunk(t, QUERY) @ t["classifier.weight"] + t["classifier.bias"], ASKED, weights)


def protomaml(t, weights, start):
    c = means(trunk(t, SUPPORT))
    if start != "prototype":
        c = F.normalize(c, dim=1)
    if start == "normalized-constant":
        c = c.detach().requires_grad_()
    head = {"classifier.weight": 2 * c.T, "classifier.bias": -(c**2).sum(1)}
    return adapted(t | head, 2, 0.005, weights, False)


def main():
    cases = []
    runs = [("protonet", "", w, lambda t, w: protonet(t, w))
            for w in ("equal", "inverse", "class-balanced", "focal")]
    runs += [("matchingnet", "sharp", w, lambda t, w: matchingnet(t, w, True)) for w in ("equal", "inverse")]
    runs += [("matchingnet", "cosine", "equal", lambda t, w: matchingnet(t, w, False))]
    runs += [("relationnet", "", w, relationnet) for w in ("equal", "inverse")]
    runs += [("maml", order, w, lambda t, w, o=order: adapted(t, 2, 0.1, w, o == "first"))
             for order in ("second", "first") for w in ("equal", "inverse", "focal")]
    runs += [("protomaml", s, "equal", lambda t, w, s=s: protomaml(t, w, s))
             for s in ("normalized-constant", "normalized", "prototype")]
    for learner, variant, weights, loss in runs:
        theta = parameters(learner)
        value = loss(theta, weights)
        g = torch.autograd.grad(value, list(theta.values()))
        cases.append({"learner": learner, "variant": variant, "weights": weights, "loss": value.item(),
                      "gradient": {k: d.reshape(-1).tolist() for k, d in zip(theta, g)}})
    sizes = [{"least": a, "most": b, "ways": n,
              "sizes": np.around(np.linspace(a - 0.49, b + 0.49, n)).astype(int).tolist()}
             for a, b, n in ((1, 9, 5), (4, 6, 5), (1, 9, 20), (1, 4, 3), (2, 2, 4))]
    out = Path(__file__).parent / "fewshot"
    out.mkdir(exist_ok=True)
    for name, value in (("learners", cases), ("linear", sizes)):
        text = json.dumps({"torch": torch.__version__, "cases": value})
        (out / f"{name}.json").write_text(text.replace('{"learner"', '\n{"learner"') + "\n")


if __name__ == "__main__":
    main()
