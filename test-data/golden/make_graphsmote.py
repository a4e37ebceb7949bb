"""Golden values of GraphSMOTE, by PyTorch in float64: writes methods/graphsmote.json.

    python3 make_graphsmote.py       (torch 2.13; CPU, fixed seeds)

A plain transcription of Zhao, Zhang and Wang (arXiv 2103.08826) on the graph convolutions of
make_graph.py, with dense matrices throughout: nodes one by one, and a neighbour's edges looked up by
its number. Edges are thresholded, or soft; the loss is that of all parts, and its gradient is with
respect to the network and the decoder.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

import make_nn

torch.set_default_dtype(torch.float64)

NODES, WIDTH, HIDDEN = 12, 5, 4
EDGES = [
    (0, 1), (0, 4), (1, 2), (2, 5), (3, 4), (3, 8), (4, 5), (5, 6), (6, 8), (0, 8),
    (7, 9), (9, 10), (2, 10), (10, 11), (4, 11), (7, 1)]
RECONSTRUCTION = 0.01


def adjacency():
    a = torch.zeros(NODES, NODES)
    for i, j in EDGES:
        a[i, j] = a[j, i] = 1
    return a


def normalised(a):
    a = a + torch.eye(len(a))
    d = a.sum(1) ** -0.5
    return d[:, None] * a * d[None, :]


def distance(z, i, j):
    return ((z[i] - z[j]) ** 2).sum().item()


def loss(p, x, labels, train, places, soft, seen=None):
    a = adjacency()
    classes = int(labels.max()) + 1
    z = F.leaky_relu(normalised(a) @ (x @ p["0.weight"]) + p["0.bias"], 0.01)
    counts = [sum(int(labels[i]) == c for i in train) for c in range(classes)]
    small = [c for c in range(classes) if counts[c] < len(train) / classes]
    rows, parents, new_labels = [], [], []
    for c, u in zip(small, places):
        own = [i for i in train if int(labels[i]) == c]
        for i in own:
            others = [j for j in own if j != i] or [i]
            near = min(others, key=lambda j: distance(z, i, j))
            rows.append(z[i] + u * (z[near] - z[i]))
            parents.append((i, near))
            new_labels.append(c)
    z = torch.cat([z, torch.stack(rows)])
    s = z @ p["decoder"]
    decoded = torch.sigmoid(s @ s.T)
    total = NODES * NODES
    existing = int((a > 0).sum())
    weight = torch.where(a > 0, 1.0, existing / (total - existing))
    error = (weight * (decoded[:NODES, :NODES] - a) ** 2).sum()
    m = len(parents)
    union = torch.stack([torch.clamp(a[i] + a[j], max=1) for i, j in parents])
    edges = decoded[NODES:, :NODES]
    if not soft:
        edges = (edges >= 0.5).to(z.dtype).detach()
    edges = union * edges
    big = torch.zeros(NODES + m, NODES + m)
    big[:NODES, :NODES] = a
    big = big + torch.cat([
        torch.cat([torch.zeros(NODES, NODES), edges.T], 1),
        torch.cat([edges, torch.zeros(m, m)], 1)])
    out = normalised(big) @ (z @ p["1.weight"]) + p["1.bias"]
    learned = list(train) + list(range(NODES, NODES + m))
    wanted = torch.tensor([int(labels[i]) for i in train] + new_labels)
    if classes == 2:
        ce = F.binary_cross_entropy_with_logits(out[learned, 0], wanted.to(z.dtype))
    else:
        ce = F.cross_entropy(out[learned], wanted)
    if seen is not None:
        seen.update(parents=parents, edges=make_nn.array(edges), error=error.item(),
                    added=new_labels)
    return ce + RECONSTRUCTION * error


def case(name, seed, labels, train, places, soft):
    x = make_nn.normal(seed, NODES, WIDTH)
    classes = int(labels.max()) + 1
    outputs = 1 if classes == 2 else classes
    inputs = {
        "0.weight": make_nn.normal(seed + 1, WIDTH, HIDDEN),
        "0.bias": make_nn.normal(seed + 2, HIDDEN),
        "1.weight": make_nn.normal(seed + 3, HIDDEN, outputs),
        "1.bias": make_nn.normal(seed + 4, outputs),
        "decoder": make_nn.normal(seed + 5, HIDDEN, HIDDEN),
    }
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    seen = {}
    value = loss(leaves, x, labels, train, places, soft, seen)
    gradient = torch.autograd.grad(value, list(leaves.values()))
    print(name, value.item(), seen["parents"])
    return {
        "name": name, "soft": soft, "x": make_nn.array(x), "edges": [[i, j] for i, j in EDGES],
        "labels": labels.tolist(), "train": train, "places": places,
        "reconstruction": RECONSTRUCTION, "inputs": make_nn.arrays(inputs),
        "value": value.item(), "gradient": make_nn.arrays(dict(zip(leaves, gradient))),
        "newEdges": seen["edges"], "error": seen["error"],
    }


three = torch.tensor([0, 0, 1, 0, 2, 1, 0, 1, 0, 2, 2, 0])
two = torch.tensor([0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0])
all_but = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
cases = [
    case("three classes, thresholded", 1, three, all_but, [0.3, 0.8], False),
    case("three classes, soft", 1, three, all_but, [0.3, 0.8], True),
    case("two classes, thresholded", 20, two, all_but, [0.6], False),
    case("two classes, soft", 20, two, all_but, [0.6], True),
    case("a class of one node", 40, three, [0, 1, 2, 3, 5, 6, 9, 11], [0.5, 0.5], True),
]
Path(__file__).with_name("methods").joinpath("graphsmote.json").write_text(
    json.dumps({"torch": torch.__version__, "cases": cases}).replace('{"name"', '\n{"name"')
    + "\n")
