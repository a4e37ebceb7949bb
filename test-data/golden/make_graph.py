"""Golden values of graphs, by PyTorch in float64: writes nn/graph.json.

    python3 make_graph.py            (torch 2.13; CPU, fixed seeds)

A plain transcription of Kipf and Welling (arXiv 1609.02907, equation 2) and of Meta-GCN (arXiv
2406.17073): the weights of the nodes come from true double backpropagation through the virtual step,
with the meta nodes in the graph that they induce.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

import make_nn

torch.set_default_dtype(torch.float64)

NODES, WIDTH, HIDDEN, CLASSES = 9, 5, 4, 3
EDGES = [(0, 1), (0, 4), (1, 2), (2, 5), (3, 4), (3, 8), (4, 5), (5, 6), (6, 8), (0, 8)]
LABELS = torch.tensor([0, 0, 1, 0, 2, 1, 0, 2, 1])
TRAIN = [0, 1, 2, 3, 4]
META = [8, 6, 5, 4]
STEP = 0.3


def normalised(nodes, edges):
    a = torch.eye(nodes)
    for i, j in edges:
        a[i, j] = a[j, i] = 1
    d = a.sum(1) ** -0.5
    return d[:, None] * a * d[None, :]


def gcn(p, x, a):
    h = F.leaky_relu(a @ (x @ p["0.weight"]) + p["0.bias"], 0.01)
    return a @ (h @ p["1.weight"]) + p["1.bias"]


x = make_nn.normal(1, NODES, WIDTH)
adjacency = normalised(NODES, EDGES)
weights = {
    "0.weight": make_nn.normal(2, WIDTH, HIDDEN),
    "0.bias": make_nn.normal(3, HIDDEN),
    "1.weight": make_nn.normal(4, HIDDEN, CLASSES),
    "1.bias": make_nn.normal(5, CLASSES),
}


def training_loss(p):
    return F.cross_entropy(gcn(p, x, adjacency)[TRAIN], LABELS[TRAIN])


def meta_weights():
    p = {k: v.clone().requires_grad_() for k, v in weights.items()}
    losses = F.cross_entropy(gcn(p, x, adjacency)[TRAIN], LABELS[TRAIN], reduction="none")
    eps = torch.zeros(len(TRAIN), requires_grad=True)
    grads = torch.autograd.grad((eps * losses).sum(), list(p.values()), create_graph=True)
    virtual = {k: v - STEP * g for (k, v), g in zip(p.items(), grads)}
    place = {node: i for i, node in enumerate(META)}
    inner = [(place[i], place[j]) for i, j in EDGES if i in place and j in place]
    meta = F.cross_entropy(
        gcn(virtual, x[META], normalised(len(META), inner)), LABELS[META])
    (gradient,) = torch.autograd.grad(meta, eps)
    helpful = torch.clamp(-gradient, min=0)
    total = helpful.sum()
    return helpful / (total + (1.0 if total == 0 else 0.0))


case = {"name": "two layers", **make_nn.derivatives(training_loss, weights)}
case.update(
    x=make_nn.array(x),
    adjacency=make_nn.array(adjacency),
    edges=[[i, j] for i, j in EDGES],
    labels=LABELS.tolist(),
    train=TRAIN,
    meta=META,
    weights=meta_weights().tolist(),
)
print(case["weights"])
Path(__file__).with_name("nn").joinpath("graph.json").write_text(
    json.dumps({"cases": [case]}) + "\n")
