"""PyTorch's side of benchmarks/peers/run, as the one argument says: eager or compiled.

worker.py has the commands it answers.
"""

import array
import sys

import torch
import torch.nn.functional as F

from torch_functions import (
    CompiledGraph, CompiledSquares, CompiledTransport, EagerGraph, EagerSquares, EagerTransport)
from torch_kernels import Convolution, Product
from torch_nets import IMAGES, LOSSES, network, ours, their_images, theirs
from worker import BETA1, BETA2, EPS, Worker, serve


# ---- the library, as the worker wants it ----------------------------------------------------------


def about():
    return {"version": torch.__version__}


def threads(n):
    torch.set_num_threads(n)


def tensor(shape, data):
    return torch.frombuffer(data, dtype=torch.float32).reshape(shape).clone()


def data(result):
    return result.shape, array.array("f", result.detach().flatten().tolist()).tobytes()


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


# ---- jobs ----------------------------------------------------------------------------------------


class Training:
    """What all training steps share: weights, data, Adam's state; images and filters in a layout."""

    def __init__(self, tensors, metadata, memory=torch.contiguous_format):
        self.memory = memory
        self.network = network(metadata["net"])
        self.inner_rate = float(metadata["innerRate"])
        self.outer_rate = float(metadata["outerRate"])
        self.updates = int(metadata["updates"])
        self.target = metadata["target"]
        self.inner_steps = int(metadata["innerSteps"])
        self.names = [n[len("parameter."):] for n in tensors if n.startswith("parameter.")]
        self.first = [theirs(tensors["parameter." + name], self.memory) for name in self.names]
        self.inner = self.inner_batches(tensors)
        self.outer = self.batch(tensors, "outer")
        self.parameters = [p.clone().requires_grad_() for p in self.first]

    def inner_batches(self, tensors):
        return [self.batch(tensors, f"inner{k}") for k in range(self.inner_steps)]

    def batch(self, tensors, name):
        x, y = tensors[f"input.{name}.x"], tensors[f"input.{name}.y"]
        x = their_images(x, self.memory) if self.network in IMAGES.values() else x
        return x, y.long() if self.target == "CLASS" else y

    def losses(self, parameters, x, y, reduction="none"):
        """The loss at class indices, at labels 0 and 1, or at numbers."""
        return LOSSES[self.target](self.network(parameters, x), y, reduction)

    def loss(self, parameters, x, y):
        return self.losses(parameters, x, y, "mean")

    def results(self, run):
        """The gradient at the first weights; then the losses of some updates and where they lead."""
        results = {}
        self.reset()
        run()
        for name, gradient in zip(self.names, self.gradient()):
            results["gradient." + name] = ours(gradient)
        self.reset()
        results["losses"] = torch.stack([run().detach() for _ in range(self.updates)])
        for name, parameter in zip(self.names, self.parameters):
            results["updated." + name] = ours(parameter.detach())
        return results


class EagerTraining(Training):
    """A MetaBalance step, or a plain one if there are no inner steps, as one writes it in PyTorch."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
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
        return {
            name if len(self.forms()) == 1 else f"{form}, {name}":
                lambda d=derive, o=optimizer: self.step(d, o)
            for form, derive in self.forms().items()
            for name, optimizer in self.optimizers.items()
        }

    def forms(self):
        """The ways to write the derivative."""
        return {"autograd": self.derive}

    def set_gradient(self, gradient):
        for parameter, g in zip(self.parameters, gradient):
            # in the parameter's layout, as backward() leaves it: the fused Adam takes both as they lie
            same = g.stride() == parameter.stride()
            parameter.grad = g if same else torch.empty_like(parameter).copy_(g)

    def derive(self):
        """Returns the outer loss and its exact hypergradient."""
        theta = self.parameters
        for x, y in self.inner:
            gradient = torch.autograd.grad(self.loss(theta, x, y), theta, create_graph=True)
            theta = [torch.sub(p, g, alpha=self.inner_rate) for p, g in zip(theta, gradient)]
        outer = self.loss(theta, *self.outer)
        return outer, torch.autograd.grad(outer, self.parameters)

    def gradient(self):
        """The gradient of the last run."""
        return [p.grad for p in self.parameters]

    def step(self, derive, optimizer):
        outer, gradient = derive()
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

    def __init__(self, *arguments):
        super().__init__(*arguments)
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
                gradient = torch.func.grad(self.loss)(theta, x, y)
                theta = [p - self.inner_rate * g for p, g in zip(theta, gradient)]
            return self.loss(theta, *outer)

        return torch.func.grad_and_value(outer_loss)(parameters)

    def gradient(self):
        """Of what was compiled, not of a second form: Adam's first moment after one update from 0."""
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


class Maml(Training):
    """Each task adapts to its support, and the mean of the losses at the queries is followed."""

    def __init__(self, tensors, metadata, *memory):
        self.tasks = int(metadata["tasks"])
        # a tensor, or a number of the program
        self.rate = tensors.get("input.rate", float(metadata["innerRate"]))
        super().__init__(tensors, metadata, *memory)

    def inner_batches(self, tensors):
        return self.batch(tensors, "inner0")

    def mean_loss(self, theta, rate, support, query):
        if self.tasks == 1:
            return self.adapted_loss(theta, rate, support, query)
        each = torch.func.vmap(self.adapted_loss, in_dims=(None, None, 0, 0))
        return each(theta, rate, support, query).mean()

    def adapted_loss(self, theta, rate, support, query):
        for _ in range(self.inner_steps):
            gradient = torch.func.grad(self.loss)(theta, *support)
            theta = [p - rate * g for p, g in zip(theta, gradient)]
        return self.loss(theta, *query)


class EagerMaml(Maml, EagerTraining):
    def forms(self):
        return {"autograd": self.by_hand, **({} if self.tasks == 1 else {"vmap": self.vmapped})}

    def vmapped(self):
        outer = self.mean_loss(self.parameters, self.rate, self.inner, self.outer)
        return outer, torch.autograd.grad(outer, self.parameters)

    def by_hand(self):
        """A task axis for everything, as one writes it without vmap; without one for one task."""
        theta, task_loss = self.parameters, self.loss
        if self.tasks > 1:
            theta, task_loss = [p.expand(self.tasks, *p.shape) for p in theta], self.task_losses
        for _ in range(self.inner_steps):
            inner = task_loss(theta, *self.inner).sum()
            gradient = torch.autograd.grad(inner, theta, create_graph=True)
            theta = [p - self.rate * g for p, g in zip(theta, gradient)]
        outer = task_loss(theta, *self.outer).mean()
        return outer, torch.autograd.grad(outer, self.parameters)

    def task_losses(self, theta, x, y):
        """The loss of each task, [tasks], at weights [tasks, out, in]."""
        for i in range(0, len(theta), 2):
            if i > 0:
                x = F.relu(x)
            x = torch.baddbmm(theta[i + 1].unsqueeze(1), x, theta[i].transpose(1, 2))
        each = LOSSES[self.target](x.flatten(0, 1), y.flatten(), "none")
        return each.view(y.shape).mean(1)


class CompiledMaml(Maml, CompiledTraining):
    def derive(self, parameters, inner, outer):
        def outer_loss(theta):
            return self.mean_loss(theta, self.rate, inner, outer)

        return torch.func.grad_and_value(outer_loss)(parameters)


class Sam(Training):
    """Sharpness-aware minimization: the gradient is taken at distance rho up the gradient."""

    LEAST_NORM = 1e-12

    def __init__(self, tensors, metadata, *memory):
        super().__init__(tensors, metadata, *memory)
        self.rho = float(metadata["rho"])


class EagerSam(Sam, EagerTraining):
    def forms(self):
        return {"loop": lambda: self.derive_above(self.loop),
                "foreach": lambda: self.derive_above(self.foreach)}

    def derive_above(self, ascent):
        loss = self.loss(self.parameters, *self.outer)
        gradient = torch.autograd.grad(loss, self.parameters)
        with torch.no_grad():
            above = ascent(gradient)
        for p in above:
            p.requires_grad_()
        outer = self.loss(above, *self.outer)
        return outer, torch.autograd.grad(outer, above)

    def loop(self, gradient):
        norm = torch.stack([g.norm() for g in gradient]).norm()
        scale = self.rho / (norm + self.LEAST_NORM)
        return [torch.addcmul(p, g, scale) for p, g in zip(self.parameters, gradient)]

    def foreach(self, gradient):
        norm = torch.stack(torch._foreach_norm(gradient)).norm()
        ascent = torch._foreach_mul(gradient, self.rho / (norm + self.LEAST_NORM))
        return torch._foreach_add(self.parameters, ascent)


class CompiledSam(Sam, CompiledTraining):
    def derive(self, parameters, inner, outer):
        gradient = torch.func.grad(self.loss)(parameters, *outer)
        norm = sum(g.square().sum() for g in gradient).sqrt()
        scale = self.rho / (norm + self.LEAST_NORM)
        above = [p + scale * g for p, g in zip(parameters, gradient)]
        return torch.func.grad_and_value(self.loss)(above, *outer)


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
        each = self.losses(self.parameters, x, y)
        inner = torch.dot(self.weights, each) / n
        gradient = torch.autograd.grad(inner, self.parameters, create_graph=True)
        theta = [torch.sub(p, g, alpha=self.inner_rate) for p, g in zip(self.parameters, gradient)]
        outer = self.loss(theta, *self.outer)
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
            each = self.losses(p, *batch)
            return torch.dot(weights, each) / weights.numel()

        gradient = torch.func.grad(inner_loss)(parameters)
        return [p - self.inner_rate * g for p, g in zip(parameters, gradient)]

    def double_backward(self, parameters, weights, batch, outer):
        def outer_loss(w):
            return self.loss(self.virtual_step(parameters, w, batch), *outer)

        return torch.func.grad_and_value(outer_loss)(weights)

    def forward_mode(self, parameters, weights, batch, outer):
        """What our program does: one pass forward along the outer gradient gives every example's."""
        theta = self.virtual_step(parameters, weights, batch)
        v, value = torch.func.grad_and_value(self.loss)(theta, *outer)
        _, along = torch.func.jvp(
            lambda p: self.losses(p, *batch), (parameters,), (v,))
        return -self.inner_rate / weights.numel() * along, value


class InBothLayouts:
    """A step of images as PyTorch has them and with channels last in memory, weights likewise."""

    def __init__(self, training, tensors, metadata):
        self.jobs = {
            "NCHW": training(tensors, metadata),
            "channels last": training(tensors, metadata, torch.channels_last),
        }
        self.owner = {}

    def ways(self):
        ways = {}
        for layout, job in self.jobs.items():
            for name, run in job.ways().items():
                ways[f"{layout}, {name}"] = run
                self.owner[run] = job
        return ways

    def results(self, run):
        return self.owner[run].results(run)

    def reset(self):
        for job in self.jobs.values():
            job.reset()


def eager(training):
    def job(tensors, metadata):
        if metadata["net"] in IMAGES:
            return InBothLayouts(training, tensors, metadata)
        return training(tensors, metadata)

    return job


def compiled(training):
    """Of images with channels last alone: Inductor turns convolutions to that, and it compiles for minutes."""

    def job(tensors, metadata):
        memory = [torch.channels_last] if metadata["net"] in IMAGES else []
        return training(tensors, metadata, *memory)

    return job


JOBS = {
    "eager": {
        "META_BALANCE": eager(EagerTraining),
        "PLAIN": eager(EagerTraining),
        "PER_EXAMPLE": EagerPerExample,
        "MAML": eager(EagerMaml),
        "SAM": eager(EagerSam),
        "SINKHORN": EagerTransport,
        "SPARSE": EagerSquares,
        "GCN": EagerGraph,
        "GEMM": Product,
        "CONV": Convolution,
    },
    "compiled": {
        "META_BALANCE": compiled(CompiledTraining),
        "PLAIN": compiled(CompiledTraining),
        "PER_EXAMPLE": CompiledPerExample,
        "MAML": compiled(CompiledMaml),
        "SAM": compiled(CompiledSam),
        "SINKHORN": CompiledTransport,
        "SPARSE": CompiledSquares,
        "GCN": CompiledGraph,
    },
}


if __name__ == "__main__":
    side = sys.argv[1]
    serve(Worker(side, sys.modules[__name__], JOBS[side]))
