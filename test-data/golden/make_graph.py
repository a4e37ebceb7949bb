"""Golden values of graph convolutions, from PyTorch: writes nn/graph.json.

    python3 make_graph.py            (torch 2.13; CPU, f64, fixed seeds)

A plain transcription with dense matrices: adjacency D^-1/2 (A + I) D^-1/2, two graph convolutions with
leaky ReLU between them, cross-entropy of some nodes. Cases as in make_nn.py. Those of Meta-GCN hold the
weights of the training nodes too, computed by differentiating twice through a virtual step.
"""

import torch
import torch.nn.functional as F

from make_nn import array, derivatives, normal, write

NODES, WIDTH, HIDDEN = 7, 4, 5
EDGES = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 1), (5, 3), (2, 5)]  # node 6 has none
LABELS = torch.tensor([0, 1, 2, 1, 0, 2, 1])
TRAIN = torch.tensor([0, 2, 3, 6])
META = torch.tensor([1, 4, 5])


def normalised(nodes, edges):
    a = torch.eye(nodes)
    for i, j in edges:
        a[i, j] = a[j, i] = 1
    d = a.sum(1)
    return a / torch.sqrt(d[:, None] * d[None, :])


def gcn(t, a, x):
    h = F.leaky_relu(a @ (x @ t["0.weight"]) + t["0.bias"], 0.01)
    return a @ (h @ t["1.weight"]) + t["1.bias"]


def losses(logits, labels):
    if logits.shape[1] == 1:
        return F.binary_cross_entropy_with_logits(
            logits[:, 0], labels.double(), reduction="none")
    return F.cross_entropy(logits, labels, reduction="none")


def meta_weights(t, x, labels, rate=0.1):
    """w_i of Meta-GCN, with the meta nodes' induced subgraph; autograd twice"""
    t = {k: v.clone().requires_grad_() for k, v in t.items()}
    a = normalised(NODES, EDGES)
    number = {int(n): k for k, n in enumerate(META)}
    inside = [(number[i], number[j]) for i, j in EDGES if i in number and j in number]
    eps = torch.zeros(len(TRAIN), requires_grad=True)
    weighted = (eps * losses(gcn(t, a, x)[TRAIN], labels[TRAIN])).sum()
    grads = torch.autograd.grad(weighted, list(t.values()), create_graph=True)
    after = {k: v - rate * g for (k, v), g in zip(t.items(), grads)}
    outer = losses(gcn(after, normalised(len(META), inside), x[META]), labels[META]).mean()
    u = -torch.autograd.grad(outer, eps)[0]
    w = u.clamp(min=0)
    return w / (w.sum() + (1 if w.sum() == 0 else 0))


def main():
    cases = []
    a = normalised(NODES, EDGES)
    x = normal(1, NODES, WIDTH)
    x[x < -0.8] = 0
    for classes in (2, 3):
        out = 1 if classes == 2 else classes
        labels = LABELS % classes
        t = {
            "0.weight": normal(2, WIDTH, HIDDEN), "0.bias": normal(3, HIDDEN),
            "1.weight": normal(4, HIDDEN, out), "1.bias": normal(5, out),
        }
        case = derivatives(lambda p: losses(gcn(p, a, x)[TRAIN], labels[TRAIN]).mean(), t)
        cases.append({
            "name": f"gcn of {classes} classes", "classes": classes, "edges": EDGES,
            "adjacency": array(a), "features": array(x), "labels": labels.tolist(),
            "train": TRAIN.tolist(), "meta": META.tolist(),
            "metaWeights": meta_weights(t, x, labels).tolist(), **case,
        })
    write("graph.json", cases)


if __name__ == "__main__":
    main()
