"""Bilevel problems: small networks, inner steps, and the derivative of the outer loss through all of them."""

import json
import random

import torch
import torch.nn.functional as F
from samples import Case
from verdicts import Row
from worker import NAMES, encode

ACTIVATIONS = {"tanh": torch.tanh, "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
               "gelu": F.gelu, "silu": F.silu, "relu": torch.relu}


class Problem:
    """What was drawn."""

    def __init__(self, seed):
        rng = random.Random(seed)
        generator = torch.Generator().manual_seed(seed)
        sizes = [rng.randint(2, 5) for _ in range(rng.randint(2, 4))]
        sizes[-1] = rng.choice([1, 2, 3])
        self.steps = rng.randint(1, 3)
        n = rng.randint(2, 6)
        self.settings = {
            "layers": len(sizes) - 1,
            "steps": self.steps,
            "activation": rng.choice(list(ACTIVATIONS)),
            "rule": rng.choice(["sgd", "momentum", "nesterov", "adam", "rmsprop"]),
            "rate": rng.choice([0.05, 0.1, 0.5]),
            "weightDecay": rng.choice([0.0, 0.01]),
            "eps": 1e-3,
            "epsRoot": 1e-4,
            "weighted": rng.random() < 0.5,
            "normalization": rng.choice(["BATCH_SIZE", "WEIGHT_SUM"]),
            "hypergradient": rng.choice(["exact", "exact-checkpointed"]),
            "leak": rng.choice([0.0, 0.1]),
            "proximal": rng.choice([0.0, 0.5]),
        }
        randn = lambda *shape: torch.randn(shape, generator=generator)  # noqa: E731
        self.parameters = []
        for i, o in zip(sizes, sizes[1:]):
            self.parameters += [randn(i, o) / i**0.5, randn(o) * 0.3]
        self.batches = []
        for _ in range(self.steps + 1):
            y = torch.randint(0, max(sizes[-1], 2), (n,), generator=generator)
            self.batches.append((randn(n, sizes[0]), y))
        self.weights = torch.rand(n, generator=generator) + 0.5
        self.vectors = [randn(*t.shape) for t in self.smooth()]

    def smooth(self):
        """The arrays that the hypergradient is asked for."""
        return self.parameters + ([self.weights] if self.settings["weighted"] else [])

    def arrays(self):
        flat = [t.float() for batch in self.batches for t in batch]
        return self.parameters + flat + ([self.weights] if self.settings["weighted"] else [])

    def loss(self, theta, batch, weights=None):
        x, y = batch
        for i in range(0, len(theta), 2):
            x = x @ theta[i] + theta[i + 1]
            if i < len(theta) - 2:
                x = ACTIVATIONS[self.settings["activation"]](x)
        if x.shape[1] == 1:
            losses = F.binary_cross_entropy_with_logits(x.squeeze(1), y.to(x.dtype), reduction="none")
        else:
            losses = F.cross_entropy(x, y, reduction="none")
        if weights is None:
            return losses.mean()
        total = weights.sum() if self.settings["normalization"] == "WEIGHT_SUM" else len(losses)
        return (losses * weights).sum() / total

    def theirs(self, dtype):
        """Returns the outer loss, the hypergradient and its derivative along the vectors."""
        s = self.settings
        leaves = [t.to(dtype).requires_grad_() for t in self.smooth()]
        start = leaves[:len(self.parameters)]
        weights = leaves[-1] if s["weighted"] else None
        batches = [(x.to(dtype), y) for x, y in self.batches]
        theta, first = start, None
        state = [(torch.zeros_like(p), torch.zeros_like(p)) for p in start]
        for k in range(self.steps):
            inner = self.loss(theta, batches[k], weights)
            first = inner if first is None else first
            objective = inner
            if s["proximal"]:
                objective = inner + s["proximal"] / 2 * sum(
                    ((p - q) ** 2).sum() for p, q in zip(theta, start))
            gradients = torch.autograd.grad(objective, theta, create_graph=True)
            moved = [self.update(p, g, m, k + 1) for p, g, m in zip(theta, gradients, state)]
            theta, state = [p for p, _ in moved], [m for _, m in moved]
        outer = self.loss(theta, batches[-1]) + s["leak"] * first
        gs = torch.autograd.grad(outer, leaves, create_graph=True)
        vs = [v.to(dtype) for v in self.vectors]
        hs = torch.autograd.grad(gs, leaves, vs, allow_unused=True)
        hs = [torch.zeros_like(t) if h is None else h for h, t in zip(hs, leaves)]
        return (outer.detach(),), tuple(g.detach() for g in gs), tuple(hs)

    def update(self, p, g, state, t):
        """One step of the rule, PyTorch's formulas written with tensors, since its optimizers change them."""
        s = self.settings
        rate = s["rate"]
        g = g + s["weightDecay"] * p
        a, b = state
        if s["rule"] == "sgd":
            return p - rate * g, state
        if s["rule"] in ("momentum", "nesterov"):
            a = 0.9 * a + g
            return p - rate * (g + 0.9 * a if s["rule"] == "nesterov" else a), (a, b)
        if s["rule"] == "rmsprop":
            b = 0.9 * b + 0.1 * g * g
            return p - rate * g / (torch.sqrt(b + s["epsRoot"]) + s["eps"]), (a, b)
        a = 0.9 * a + 0.1 * g
        b = 0.99 * b + 0.01 * g * g
        root = torch.sqrt(b / (1 - 0.99**t) + s["epsRoot"]) + s["eps"]
        return p - rate * (a / (1 - 0.9**t)) / root, (a, b)


def case_of(problem, seed, dtype):
    case = Case(dtype)
    case.values, case.gradients, case.products = problem.theirs(dtype)
    vectors = problem.vectors
    if problem.settings["hypergradient"] != "exact":
        # what is computed again cannot be differentiated again
        case.products, vectors, case.second = (), [], True
    case.exact = lambda: problem.theirs(torch.float64)
    case.inputs = problem.arrays()
    n = len(problem.parameters)
    case.wrt = list(range(n)) + ([len(case.inputs) - 1] if problem.settings["weighted"] else [])
    case.note = f"seed {seed}: {problem.settings}"
    case.functions = ["Bilevel", problem.settings["rule"], problem.settings["hypergradient"]]
    case.line = json.dumps({
        "dtype": NAMES[dtype],
        "bilevel": problem.settings,
        "inputs": [encode(t, dtype) for t in case.inputs],
        "wrt": case.wrt,
        "vectors": [encode(t, dtype) for t in vectors],
    })
    return case


def run(workers, dtypes, seed, count):
    """Returns the row of so many problems."""
    row = Row("bilevel problems")

    def cases():
        for i in range(count):
            number = seed * 2_000_003 + i
            problem = Problem(number)
            for dtype in dtypes:
                case = case_of(problem, number, dtype)
                yield case, case.line

    for case, answers in workers.ask(cases()):
        row.judge(case, answers)
    return row
