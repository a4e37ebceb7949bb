"""Random programs: a few arrays, then random operations on what is there, on both sides."""

import random

import torch
from ours import (Cumulative, Elementwise, Norms, Products, Ranked, Rearrange, Recording, Sorting,
                  Statistics, Tensor, activation)
from samples import Case, line_of
from verdicts import Row

AWAY = 1e-3  # programs keep that far from kinks and ties, which rounding could decide; samples have those
LARGEST = 1e3


def along(x, p):
    return p["axis"] % x.dim()


def values(ranked, x):
    y = Ranked.values(ranked)
    y.shape = x.shape
    return y


def spaced(x):
    """Whether no two numbers are nearly, or wholly, the same."""
    s = x.reshape(-1).sort().values
    return x.numel() < 2 or bool((s.diff() > AWAY).all())


def off(x, *places):
    return all(bool(((x - p).abs() > AWAY).all()) for p in places)


def anything(*xs):
    return True


def ranked(x, *_):
    return x.dim() > 0 and x.numel() > 0


def matrices(x, *_):
    return x.dim() >= 2


class Step:
    """An operation: PyTorch's, ours, how many operands, and which of them it takes."""

    def __init__(self, theirs, ours, operands=1, fits=anything):
        self.theirs = theirs
        self.ours = ours
        self.operands = operands
        self.fits = fits




STEPS = {
    "add": Step(lambda a, b, p: a + b, lambda a, b, p: a.add(b), 2),
    "sub": Step(lambda a, b, p: a - b, lambda a, b, p: a.sub(b), 2),
    "mul": Step(lambda a, b, p: a * b, lambda a, b, p: a.mul(b), 2),
    "div": Step(lambda a, b, p: a / (b * b + 1), lambda a, b, p: a.div(b.square().add(1)), 2),
    "scale": Step(lambda x, p: x * p["k"] + 0.25, lambda x, p: x.mul(p["k"]).add(0.25)),
    "pow": Step(lambda x, p: (x * x + 0.5) ** p["k"], lambda x, p: x.square().add(0.5).pow(p["k"])),
    "exp": Step(lambda x, p: torch.exp(-x * x), lambda x, p: x.square().neg().exp()),
    "log": Step(lambda x, p: torch.log(x * x + 0.5), lambda x, p: x.square().add(0.5).log()),
    "sqrt": Step(lambda x, p: torch.sqrt(x * x + 0.5), lambda x, p: x.square().add(0.5).sqrt()),
    "rsqrt": Step(lambda x, p: torch.rsqrt(x * x + 0.5), lambda x, p: x.square().add(0.5).rsqrt()),
    "sin": Step(lambda x, p: torch.sin(x), lambda x, p: x.sin()),
    "tanh": Step(lambda x, p: torch.tanh(x), lambda x, p: x.tanh()),
    "sigmoid": Step(lambda x, p: torch.sigmoid(x), lambda x, p: x.sigmoid()),
    "softplus": Step(lambda x, p: torch.logaddexp(x, torch.zeros_like(x)), lambda x, p: x.softplus()),
    "erf": Step(lambda x, p: torch.erf(x), lambda x, p: x.erf()),
    "atan2": Step(lambda a, b, p: torch.atan2(a, b * b + 0.5),
                  lambda a, b, p: a.atan2(b.square().add(0.5)), 2),
    "silu": Step(lambda x, p: torch.nn.functional.silu(x), lambda x, p: activation("silu", x)),
    "gelu": Step(lambda x, p: torch.nn.functional.gelu(x), lambda x, p: activation("exactGelu", x)),
    "relu": Step(lambda x, p: torch.relu(x), lambda x, p: x.relu(), 1, lambda x: off(x, 0)),
    "abs": Step(lambda x, p: torch.abs(x), lambda x, p: x.abs(), 1, lambda x: off(x, 0)),
    "maximum": Step(lambda a, b, p: torch.maximum(a, b), lambda a, b, p: a.maximum(b), 2,
                    lambda a, b: off(a - b, 0)),
    "clamp": Step(lambda x, p: torch.clamp(x, -0.7, 0.9), lambda x, p: Elementwise.clamp(x, -0.7, 0.9),
                  1, lambda x: off(x, -0.7, 0.9)),
    "where": Step(lambda a, b, p: torch.where(a > 0.1, a * b, b),
                  lambda a, b, p: Tensor.where(a.gt(0.1), a.mul(b), b), 2, lambda a, b: off(a, 0.1)),
    "logAddExp": Step(lambda a, b, p: torch.logaddexp(a, b), lambda a, b, p: Elementwise.logAddExp(a, b),
                      2),
    "stop": Step(lambda x, p: x.detach() * x, lambda x, p: x.stopGradient().mul(x)),
    "sum": Step(lambda x, p: x.sum(along(x, p)), lambda x, p: x.sum([p["axis"] % x.rank]), 1, ranked),
    "mean": Step(lambda x, p: x.mean(along(x, p), keepdim=True),
                 lambda x, p: x.meanKeep([p["axis"] % x.rank]), 1, ranked),
    "sum all": Step(lambda x, p: x.sum() / 8, lambda x, p: x.sum().div(8)),
    "max": Step(lambda x, p: x.amax(along(x, p), keepdim=True),
                lambda x, p: x.maxKeep([p["axis"] % x.rank]), 1, lambda x: ranked(x) and spaced(x)),
    "variance": Step(lambda x, p: x.var(along(x, p), correction=0, keepdim=True),
                     lambda x, p: x.varianceKeep([p["axis"] % x.rank]), 1, ranked),
    "deviation": Step(lambda x, p: x.std(along(x, p), correction=1),
                      lambda x, p: Statistics.standardDeviation(x, 1.0, [p["axis"] % x.rank]), 1,
                      lambda x: ranked(x) and min(x.shape) > 1 and all(
                          bool((x.std(i) > 0.05).all()) for i in range(x.dim()))),
    "norm": Step(lambda x, p: torch.linalg.vector_norm(x, 2, along(x, p), keepdim=True),
                 lambda x, p: Norms.normKeep(x, 2.0, [p["axis"] % x.rank]), 1,
                 lambda x: ranked(x) and off(x, 0)),
    "product": Step(lambda x, p: x.prod(along(x, p)), lambda x, p: Products.product(x, [p["axis"] % x.rank]),
                    1, lambda x: ranked(x) and off(x, 0)),
    "logSumExp": Step(lambda x, p: x.logsumexp(along(x, p)), lambda x, p: x.logSumExp([p["axis"] % x.rank]),
                      1, ranked),
    "softmax": Step(lambda x, p: x.softmax(along(x, p)), lambda x, p: x.softmax(p["axis"] % x.rank), 1,
                    ranked),
    "logSoftmax": Step(lambda x, p: x.log_softmax(along(x, p)),
                       lambda x, p: x.logSoftmax(p["axis"] % x.rank), 1, ranked),
    "cumsum": Step(lambda x, p: x.cumsum(along(x, p)), lambda x, p: Cumulative.sum(x, p["axis"] % x.rank), 1,
                   ranked),
    "sort": Step(lambda x, p: x.sort(along(x, p)).values,
                 lambda x, p: values(Sorting.sort(x, p["axis"] % x.rank), x), 1,
                 lambda x: ranked(x) and spaced(x)),
    "matmul": Step(lambda a, b, p: a @ b.transpose(-1, -2), lambda a, b, p: a.matmul(b.transpose()), 2,
                   lambda a, b: matrices(a) and matrices(b)),
    "gram": Step(lambda x, p: x.transpose(-1, -2) @ x / 4, lambda x, p: x.transpose().matmul(x).div(4), 1,
                 matrices),
    "transpose": Step(lambda x, p: x.transpose(-1, -2), lambda x, p: x.transpose(), 1, matrices),
    "flatten": Step(lambda x, p: x.reshape(-1), lambda x, p: x.flatten(), 1, ranked),
    "unsqueeze": Step(lambda x, p: x.unsqueeze(0), lambda x, p: x.unsqueeze(0), 1,
                      lambda x: x.dim() < 3),
    "expand": Step(lambda x, p: x.unsqueeze(0).expand(2, *x.shape),
                   lambda x, p: x.unsqueeze(0).expand([2, *x.shape]), 1, lambda x: x.dim() < 3),
    "slice": Step(lambda x, p: x.narrow(along(x, p), 0, (x.shape[along(x, p)] + 1) // 2),
                  lambda x, p: x.slice(p["axis"] % x.rank, 0, (x.shape[p["axis"] % x.rank] + 1) // 2), 1,
                  ranked),
    "pad": Step(lambda x, p: torch.nn.functional.pad(x, (1, 2)), lambda x, p: x.pad(-1, 1, 2), 1, ranked),
    "concat": Step(lambda x, p: torch.cat([x, x * 0.5], along(x, p)),
                   lambda x, p: Tensor.concat(p["axis"] % x.rank, [x, x.mul(0.5)]), 1, ranked),
    "roll": Step(lambda x, p: x.roll(1, along(x, p)),
                 lambda x, p: Rearrange.roll(x, 1, p["axis"] % x.rank), 1, ranked),
    "flip": Step(lambda x, p: x.flip(along(x, p)), lambda x, p: Rearrange.flip(x, [p["axis"] % x.rank]), 1,
                 ranked),
    "tril": Step(lambda x, p: x.tril(), lambda x, p: Rearrange.tril(x, 0), 1, matrices),
    "gather": Step(
        lambda x, p: x.index_select(along(x, p), torch.tensor([i % x.shape[along(x, p)] for i in p["at"]])),
        lambda x, p: x.gather(p["axis"] % x.rank, x.recording.array(
            [float(i % x.shape[p["axis"] % x.rank]) for i in p["at"]])), 1, ranked),
    "scatterAdd": Step(
        lambda x, p: torch.zeros(3, *x.shape[1:], dtype=x.dtype).index_add(
            0, torch.tensor([i % 3 for i in range(x.shape[0])]), x),
        lambda x, p: x.scatterAdd(0, x.recording.array([float(i % 3) for i in range(x.shape[0])]), 3), 1,
        ranked),
}


class Program:
    """What was drawn: arrays, steps by name with the places of their operands, and results."""

    def __init__(self, seed):
        rng = random.Random(seed)
        generator = torch.Generator().manual_seed(seed)
        self.arrays = []
        for _ in range(rng.randint(1, 3)):
            shape = [rng.choice([1, 2, 3, 4, 5]) for _ in range(rng.randint(0, 3))]
            # numbers that are the same in both types
            self.arrays.append((torch.randn(shape, generator=generator) * 0.8).double())
        self.steps = []
        there = list(self.arrays)
        for _ in range(rng.randint(3, 14)):
            for _ in range(30):
                name = rng.choice(list(STEPS))
                step = STEPS[name]
                # rather what was made last
                places = [len(there) - 1 - min(int(rng.expovariate(0.7)), len(there) - 1)
                          for _ in range(step.operands)]
                p = {"axis": rng.randint(0, 2), "k": rng.choice([-1.5, -0.5, 0.5, 1.25, 2.0, 3.0]),
                     "at": [rng.randint(0, 9) for _ in range(rng.randint(1, 4))]}
                y = self.attempt(step, [there[i] for i in places], p)
                if y is not None:
                    there.append(y)
                    self.steps.append((name, places, p))
                    break
        self.results = sorted({len(there) - 1, rng.randint(len(self.arrays) - 1, len(there) - 1)})

    @staticmethod
    def attempt(step, operands, p):
        """Returns what a step comes to, or nothing if it does not fit."""
        try:
            if not step.fits(*operands):
                return None
            y = step.theirs(*operands, p)
        except (RuntimeError, IndexError):
            return None  # shapes that do not go together
        fits = y.dim() <= 4 and 0 < y.numel() <= 400 and y.isfinite().all() and y.abs().max() < LARGEST
        return y if fits else None

    def theirs(self, dtype, cotangents, vectors):
        there = [a.to(dtype).requires_grad_() for a in self.arrays]
        leaves = list(there)
        for name, places, p in self.steps:
            there.append(STEPS[name].theirs(*(there[i] for i in places), p))
        ys = [there[i] for i in self.results]
        y = sum((a * c.to(dtype)).sum() for a, c in zip(ys, cotangents(ys)))
        zeros = [torch.zeros_like(t) for t in leaves]
        gs = torch.autograd.grad(y, leaves, create_graph=True, allow_unused=True)
        gs = [z if g is None else g for g, z in zip(gs, zeros)]
        vs = [v.to(dtype) for v in vectors(leaves)]
        curved = sum((g * v).sum() for g, v in zip(gs, vs))
        hs = torch.autograd.grad(curved, leaves, allow_unused=True) if curved.requires_grad \
            else [None] * len(leaves)
        hs = [z if h is None else h for h, z in zip(hs, zeros)]
        return tuple(tuple(t.detach() for t in ts) for ts in (ys, gs, hs))

    def ours(self, recording):
        there = [recording.input(a) for a in self.arrays]
        for name, places, p in self.steps:
            there.append(STEPS[name].ours(*(there[i] for i in places), p))
        return [there[i] for i in self.results]


def noise(seed):
    """Numbers for tensors: the same for each type and each time."""

    def of(tensors):
        generator = torch.Generator().manual_seed(seed)
        return [torch.rand(t.shape, generator=generator) * 2 - 1 for t in tensors]

    return of


def case_of(program, seed, dtype):
    cotangents, vectors = noise(seed + 1), noise(seed + 2)
    case = Case(dtype)
    case.values, case.gradients, case.products = program.theirs(dtype, cotangents, vectors)
    case.exact = lambda: program.theirs(torch.float64, cotangents, vectors)
    recording = Recording(dtype)
    outputs = program.ours(recording)
    case.inputs = recording.inputs
    case.functions = list(dict.fromkeys(name for name, _ in recording.calls))
    case.wrt = list(range(len(program.arrays)))
    case.cotangents = cotangents(case.values)
    case.vectors = vectors(program.arrays)
    case.note = f"seed {seed}: {', '.join(name for name, _, _ in program.steps)}"
    case.line = line_of(recording, case, outputs)
    return case


def run(workers, dtypes, seed, count):
    """Returns the row of so many programs."""
    row = Row("random programs")

    def cases():
        for i in range(count):
            number = seed * 1_000_003 + i
            program = Program(number)
            for dtype in dtypes:
                case = case_of(program, number, dtype)
                yield case, case.line

    for case, answers in workers.ask(cases()):
        row.judge(case, answers)
    return row
