"""PyTorch's side of benchmarks/peers/run, as the one argument says: eager or compiled.

Reads a command a line, words separated by tabs; answers with "ok", then KEY=VALUE, or "error TEXT":

    about                         which PyTorch runs
    prepare JOB THREADS FOLDER   builds the job described in FOLDER/data.safetensors, in WAYS ways,
                                  writes the results of each to FOLDER/eager-0.safetensors,
                                  eager-1.safetensors ... or compiled-0.safetensors ...
    warm SECONDS                  runs until it gets no faster
    time SECONDS                  runs for about as long; says how long one run took

Each job is written in the ways that could be fastest; the fastest one found in warming up is timed.
"""

import array
import json
import os
import struct
import sys
import time
import traceback

import torch
import torch.nn.functional as F

BETA1, BETA2, EPS = 0.9, 0.999, 1e-8


# ---- files ----------------------------------------------------------------------------------------


def read(path):
    """Returns the tensors of a safetensors file, all F32, in order, and its metadata."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(body[start:end], dtype=torch.float32)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors, metadata


def write(path, tensors):
    """Writes F32 tensors to a safetensors file."""
    header, body = {}, b""
    for name, tensor in tensors.items():
        data = array.array("f", tensor.detach().flatten().tolist()).tobytes()
        span = [len(body), len(body) + len(data)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": span}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


# ---- the network and its losses -------------------------------------------------------------------


def forward(parameters, x):
    """Applies the network; parameters are weight, bias, weight, bias, ..."""
    for i in range(0, len(parameters), 2):
        if i > 0:
            x = F.relu(x)
        x = F.linear(x, parameters[i], parameters[i + 1])
    return x


def losses(parameters, x, y, reduction):
    """Returns the loss at class indices or, with one logit, at labels 0 and 1."""
    logits = forward(parameters, x)
    if y.dtype == torch.float32:
        return F.binary_cross_entropy_with_logits(logits.squeeze(1), y, reduction=reduction)
    return F.cross_entropy(logits, y, reduction=reduction)


def loss(parameters, x, y):
    return losses(parameters, x, y, "mean")


# ---- jobs ----------------------------------------------------------------------------------------


class Training:
    """What all training steps share: weights, data, Adam's state."""

    def __init__(self, tensors, metadata):
        self.inner_rate = float(metadata["innerRate"])
        self.outer_rate = float(metadata["outerRate"])
        self.updates = int(metadata["updates"])
        sizes = [int(size) for size in metadata["sizes"].split(",")]
        self.binary = sizes[-1] == 1
        self.names = [n[len("parameter."):] for n in tensors if n.startswith("parameter.")]
        # our weights are [in, out], PyTorch's are [out, in]
        self.first = [turned(tensors["parameter." + name]) for name in self.names]
        self.inner = [self.batch(tensors, f"inner{k}") for k in range(int(metadata["innerSteps"]))]
        self.outer = self.batch(tensors, "outer")
        self.parameters = [p.clone().requires_grad_() for p in self.first]

    def batch(self, tensors, name):
        y = tensors[f"input.{name}.y"]
        return tensors[f"input.{name}.x"], y if self.binary else y.long()

    def results(self, run):
        """The gradient at the first weights; then the losses of some updates and where they lead."""
        results = {}
        for name, gradient in zip(self.names, self.gradient()):
            results["gradient." + name] = turned(gradient)
        self.reset()
        results["losses"] = torch.stack([run().detach() for _ in range(self.updates)])
        for name, parameter in zip(self.names, self.parameters):
            results["updated." + name] = turned(parameter.detach())
        return results


class EagerTraining(Training):
    """A MetaBalance step, or a plain one if there are no inner steps, as one writes it in PyTorch."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.optimizers = {}
        for name, options in {
            "loop": {"foreach": False},
            "foreach": {"foreach": True},
            "fused": {"fused": True},
        }.items():
            try:
                optimizer = torch.optim.Adam(
                    self.parameters, self.outer_rate, (BETA1, BETA2), EPS, **options)
                self.set_gradient([torch.zeros_like(p) for p in self.parameters])
                optimizer.step()
                self.optimizers[name] = optimizer
            except (RuntimeError, ValueError) as e:
                print(f"no Adam of the kind {name}: {e}", file=sys.stderr)

    def ways(self):
        return {n: lambda o=o: self.step(o) for n, o in self.optimizers.items()}

    def set_gradient(self, gradient):
        for parameter, g in zip(self.parameters, gradient):
            parameter.grad = g

    def derive(self):
        """Returns the outer loss and its exact hypergradient."""
        theta = self.parameters
        for x, y in self.inner:
            gradient = torch.autograd.grad(loss(theta, x, y), theta, create_graph=True)
            theta = [torch.sub(p, g, alpha=self.inner_rate) for p, g in zip(theta, gradient)]
        outer = loss(theta, *self.outer)
        return outer, torch.autograd.grad(outer, self.parameters)

    def gradient(self):
        self.reset()
        return self.derive()[1]

    def step(self, optimizer):
        outer, gradient = self.derive()
        self.set_gradient(gradient)
        optimizer.step()
        return outer

    def reset(self):
        with torch.no_grad():
            for parameter, first in zip(self.parameters, self.first):
                parameter.copy_(first)
            for optimizer in self.optimizers.values():
                for state in optimizer.state.values():
                    for value in state.values():
                        value.zero_()


class CompiledTraining(Training):
    """The same step in the functional form that torch.compile takes whole, Adam inside."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.parameters = [p.detach() for p in self.parameters]
        self.first_moments = [torch.zeros_like(p) for p in self.parameters]
        self.second_moments = [torch.zeros_like(p) for p in self.parameters]
        self.count = torch.zeros(())
        self.whole = torch.compile(self.step, fullgraph=True)

    def ways(self):
        return {"compiled": lambda: self.whole(
            self.parameters, self.first_moments, self.second_moments, self.count,
            self.inner, self.outer)}

    def derive(self, parameters, inner, outer):
        def outer_loss(theta):
            for x, y in inner:
                gradient = torch.func.grad(loss)(theta, x, y)
                theta = [p - self.inner_rate * g for p, g in zip(theta, gradient)]
            return loss(theta, *outer)

        return torch.func.grad_and_value(outer_loss)(parameters)

    def gradient(self):
        self.reset()
        # what was compiled, not a second form: Adam's first moment after one update from 0
        self.ways()["compiled"]()
        return [m / (1 - BETA1) for m in self.first_moments]

    def step(self, parameters, first_moments, second_moments, count, inner, outer):
        gradient, value = self.derive(parameters, inner, outer)
        count.add_(1)
        correction1 = 1 - BETA1**count
        correction2 = 1 - BETA2**count
        for p, m, v, g in zip(parameters, first_moments, second_moments, gradient):
            m.copy_(BETA1 * m + (1 - BETA1) * g)
            v.copy_(BETA2 * v + (1 - BETA2) * g * g)
            p.sub_(self.outer_rate * (m / correction1) / ((v / correction2).sqrt() + EPS))
        return value

    def reset(self):
        for parameter, first in zip(self.parameters, self.first):
            parameter.copy_(first)
        for moment in [*self.first_moments, *self.second_moments, self.count]:
            moment.zero_()


class PerExample(Training):
    """The hypergradient with respect to the weights of the inner examples; nothing is updated."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.weights = tensors["input.weights"].requires_grad_()

    def results(self, run):
        gradient, outer = run()
        return {"gradient.weights": gradient, "losses": outer.detach().repeat(self.updates)}

    def reset(self):
        pass


class EagerPerExample(PerExample):
    def ways(self):
        return {"double backward": self.double_backward}

    def double_backward(self):
        (x, y), n = self.inner[0], self.weights.numel()
        inner = torch.dot(self.weights, losses(self.parameters, x, y, "none")) / n
        gradient = torch.autograd.grad(inner, self.parameters, create_graph=True)
        theta = [torch.sub(p, g, alpha=self.inner_rate) for p, g in zip(self.parameters, gradient)]
        outer = loss(theta, *self.outer)
        return torch.autograd.grad(outer, self.weights)[0], outer


class CompiledPerExample(PerExample):
    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.weights.requires_grad_(False)
        for parameter in self.parameters:
            parameter.requires_grad_(False)
        self.compiled = {
            "double backward": torch.compile(self.double_backward, fullgraph=True),
            "forward mode": torch.compile(self.forward_mode, fullgraph=True),
        }

    def ways(self):
        return {
            name: lambda f=f: f(self.parameters, self.weights, self.inner[0], self.outer)
            for name, f in self.compiled.items()
        }

    def virtual_step(self, parameters, weights, batch):
        def inner_loss(p):
            return torch.dot(weights, losses(p, *batch, "none")) / weights.numel()

        gradient = torch.func.grad(inner_loss)(parameters)
        return [p - self.inner_rate * g for p, g in zip(parameters, gradient)]

    def double_backward(self, parameters, weights, batch, outer):
        def outer_loss(w):
            return loss(self.virtual_step(parameters, w, batch), *outer)

        return torch.func.grad_and_value(outer_loss)(weights)

    def forward_mode(self, parameters, weights, batch, outer):
        """What our program does: one pass forward along the outer gradient gives every example's."""
        theta = self.virtual_step(parameters, weights, batch)
        v, value = torch.func.grad_and_value(loss)(theta, *outer)
        _, along = torch.func.jvp(
            lambda p: losses(p, *batch, "none"), (parameters,), (v,))
        return -self.inner_rate / weights.numel() * along, value


class Product:
    """A matrix product into a matrix that is there."""

    def __init__(self, tensors, metadata):
        self.a = tensors["a"].t() if metadata["transposeA"] == "true" else tensors["a"]
        self.b = tensors["b"].t() if metadata["transposeB"] == "true" else tensors["b"]
        self.c = torch.empty(self.a.shape[0], self.b.shape[1])

    def ways(self):
        return {"mm": lambda: torch.mm(self.a, self.b, out=self.c)}

    def results(self, run):
        return {"gradient.product": run().clone()}

    def reset(self):
        pass


def turned(tensor):
    return tensor.t().contiguous() if tensor.dim() == 2 else tensor


JOBS = {
    "eager": {
        "META_BALANCE": EagerTraining,
        "PLAIN": EagerTraining,
        "PER_EXAMPLE": EagerPerExample,
        "GEMM": Product,
    },
    "compiled": {
        "META_BALANCE": CompiledTraining,
        "PLAIN": CompiledTraining,
        "PER_EXAMPLE": CompiledPerExample,
    },
}


# ---- the worker -----------------------------------------------------------------------------------


class Worker:
    IMPROVEMENT = 0.98
    MOST = 20

    def __init__(self, mode):
        self.mode = mode
        self.job = None
        self.ways = {}
        self.seconds = {}
        self.way = None

    def about(self):
        return {"torch": torch.__version__, "python": sys.version.split()[0]}

    def prepare(self, name, threads, folder):
        torch.set_num_threads(int(threads))
        tensors, metadata = read(os.path.join(folder, "data.safetensors"))
        self.job = JOBS[self.mode][metadata["kind"]](tensors, metadata)
        self.ways, errors = {}, []
        for way, run in self.job.ways().items():
            try:
                results = self.job.results(run)
            except Exception as e:
                traceback.print_exc()
                errors.append(f"{way}: {type(e).__name__}: {first_line(e)}")
                continue
            write(os.path.join(folder, f"{self.mode}-{len(self.ways)}.safetensors"), results)
            self.ways[way] = run
        if not self.ways:
            raise RuntimeError("; ".join(errors))
        self.seconds = {way: float("inf") for way in self.ways}  # the first stretch is one run
        self.way = next(iter(self.ways))
        return {"ways": len(self.ways), "peakBytes": peak_bytes(self.ways[self.way])}

    def warm(self, seconds):
        """Runs each way until it gets no faster, and chooses the fastest."""
        best = {way: self.warm_one(way, float(seconds) / len(self.ways)) for way in self.ways}
        self.way = min(best, key=best.get)
        return {"way": self.way}

    def warm_one(self, way, quiet):
        """Runs until it has not become faster for so long."""
        start = time.perf_counter()
        best, improved, now = float("inf"), 0.0, 0.0
        while now - improved < quiet and now < self.MOST * quiet:
            seconds = self.stretch(way, min(0.2, quiet / 4))
            now = time.perf_counter() - start
            if seconds < best * self.IMPROVEMENT:
                best, improved = seconds, now
        return best

    def time(self, seconds):
        return {"micros": f"{self.stretch(self.way, float(seconds)) * 1e6:.6g}", "way": self.way}

    def stretch(self, way, length):
        """Runs for about so many seconds, from the first weights on; returns the seconds of a run."""
        run = self.ways[way]
        self.job.reset()
        runs = max(1, round(length / self.seconds[way]))
        start = time.perf_counter()
        for _ in range(runs):
            run()
        self.seconds[way] = (time.perf_counter() - start) / runs
        return self.seconds[way]


def first_line(error):
    lines = str(error).strip().splitlines()
    return lines[0].replace("\t", " ") if lines else ""


def peak_bytes(run):
    """Returns the most memory that the allocations of one run hold at once."""
    run()
    activities = [torch.profiler.ProfilerActivity.CPU]
    with torch.profiler.profile(activities=activities, profile_memory=True) as profile:
        run()
    events = [e for e in profile.profiler.kineto_results.events() if e.name() == "[memory]"]
    held = peak = 0
    for event in sorted(events, key=lambda e: e.start_ns()):
        held += event.nbytes()
        peak = max(peak, held)
    return peak


def main():
    mode = sys.argv[1]
    worker = Worker(mode)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print is no answer
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split("\t")
        try:
            values = getattr(worker, command)(*words) or {}
            answer = "\t".join(["ok", *(f"{key}={value}" for key, value in values.items())])
        except Exception as e:
            traceback.print_exc()
            answer = f"error\t{type(e).__name__}: {first_line(e)}"
        print(answer, file=answers, flush=True)


if __name__ == "__main__":
    main()
