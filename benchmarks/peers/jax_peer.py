"""JAX's side of benchmarks/peers/run, on as many processors as the one argument says.

worker.py has the commands it answers. Each step is one jax.jit, the outer Adam inside; a run ends when
its loss is there.
"""

import os
import sys


def keep_to(n):
    """Leaves this process n processors, each of another core as far as there are so many.

    XLA has no switch that holds a program to so many threads. Its pool has as many as the process has
    processors when it is loaded, the calling thread works beside them, and
    --xla_cpu_multi_thread_eigen=false changes nothing for large products: times of
    /proc/self/task say that two threads go on working. So the system holds it, before the import:
    the times of all threads then add up to n processors' at most, dispatch included, and the pool has
    n threads. PJRT_NPROC, the size of the pool, is for systems that cannot.
    """
    os.environ["PJRT_NPROC"] = str(n)
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0), key=lambda p: (sibling(p), p))
        os.sched_setaffinity(0, processors[:n])


def sibling(processor):
    """Returns which of its core's processors this is, from 0."""
    path = f"/sys/devices/system/cpu/cpu{processor}/topology/thread_siblings_list"
    try:
        with open(path) as file:
            first = file.read().replace("-", ",").split(",")[0]
        return 0 if int(first) == processor else 1
    except (OSError, ValueError):
        return 0


keep_to(int(sys.argv[1]))

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from jax_functions import GraphConvolutions, Squares, Transport
from jax_kernels import Convolution, Product, Pure
from jax_nets import LOSSES, network
from worker import BETA1, BETA2, EPS, Worker, serve

# every run is waited for: handing it to another thread costs 5 to 40 us and gains nothing
jax.config.update("jax_cpu_enable_async_dispatch", False)
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", False)


# ---- the library, as the worker wants it ----------------------------------------------------------


def about():
    return {"version": jax.__version__}


def threads(n):
    """Nothing: the process was started for so many."""


def tensor(shape, data):
    return jnp.array(np.frombuffer(data, np.float32).reshape(shape))


def data(result):
    return result.shape, np.asarray(result, np.float32).tobytes()


def peak_bytes(run):
    """Returns what XLA has planned for results between arguments and outputs."""
    return run.compiled.memory_analysis().temp_size_in_bytes


# ---- jobs ----------------------------------------------------------------------------------------


class Update:
    """A step that replaces weights and Adam's state, whose memory is donated to it.

    The state is a list of arrays as it is usually written, or as flat as with optax.flatten, one array
    in place of ten: then there is less to hand over, and Adam is one loop.
    """

    def __init__(self, job, flat):
        self.job = job
        self.first, self.listed = ravel_pytree(job.first) if flat else (job.first, lambda p: p)
        self.reset()
        step = jax.jit(self.step, donate_argnums=0)
        self.compiled = step.lower(self.state, job.batches).compile()

    def step(self, state, batches):
        parameters, first_moment, second_moment, count = state

        def outer_loss(p):
            return self.job.outer_loss(self.listed(p), *batches)

        value, gradient = jax.value_and_grad(outer_loss)(parameters)
        count += 1
        correction1 = 1 - BETA1**count
        correction2 = 1 - BETA2**count
        rate = self.job.outer_rate
        m = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, first_moment, gradient)
        v = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, second_moment, gradient)
        parameters = jax.tree.map(
            lambda p, m, v: p - rate * (m / correction1) / (jnp.sqrt(v / correction2) + EPS),
            parameters, m, v)
        return (parameters, m, v, count), value

    def __call__(self):
        self.state, value = self.compiled(self.state, self.job.batches)
        return value.block_until_ready()

    def parameters(self):
        return self.listed(self.state[0])

    def gradient(self):
        """Of what is timed, not of a second form: Adam's first moment after one update from 0."""
        return [m / (1 - BETA1) for m in self.listed(self.state[1])]

    def reset(self):
        # a copy: what is donated is gone
        first = jax.tree.map(lambda p: jnp.array(p, copy=True), self.first)
        moments = [jax.tree.map(jnp.zeros_like, self.first) for _ in range(2)]
        self.state = jax.block_until_ready((first, *moments, jnp.zeros(())))


class Training:
    """A MetaBalance step, or a plain one if there are no inner steps."""

    def __init__(self, tensors, metadata):
        self.network = network(metadata["net"])
        self.inner_rate = float(metadata["innerRate"])
        self.outer_rate = float(metadata["outerRate"])
        self.updates = int(metadata["updates"])
        self.target = metadata["target"]
        self.inner_steps = int(metadata["innerSteps"])
        self.names = [n[len("parameter."):] for n in tensors if n.startswith("parameter.")]
        self.first = [tensors["parameter." + name] for name in self.names]
        self.batches = self.inputs(tensors)
        self.forms = {}

    def inputs(self, tensors):
        inner = [self.batch(tensors, f"inner{k}") for k in range(self.inner_steps)]
        return inner, self.batch(tensors, "outer")

    def batch(self, tensors, name):
        y = tensors[f"input.{name}.y"]
        return tensors[f"input.{name}.x"], y.astype(jnp.int32) if self.target == "CLASS" else y

    def losses(self, parameters, x, y):
        return LOSSES[self.target](self.network(parameters, x), y)

    def loss(self, parameters, x, y):
        return jnp.mean(self.losses(parameters, x, y))

    def outer_loss(self, theta, inner, outer):
        for x, y in inner:
            theta = self.virtual_step(theta, self.inner_rate, x, y)
        return self.loss(theta, *outer)

    def virtual_step(self, theta, rate, x, y):
        return [p - rate * g for p, g in zip(theta, jax.grad(self.loss)(theta, x, y))]

    def ways(self):
        self.forms = {"list": Update(self, False), "flat": Update(self, True)}
        return self.forms

    def results(self, run):
        """The gradient at the first weights; then the losses of some updates and where they lead."""
        results = {}
        run.reset()
        run()
        for name, gradient in zip(self.names, run.gradient()):
            results["gradient." + name] = gradient
        run.reset()
        results["losses"] = jnp.stack([run() for _ in range(self.updates)])
        for name, parameter in zip(self.names, run.parameters()):
            results["updated." + name] = parameter
        return results

    def reset(self):
        for form in self.forms.values():
            form.reset()


class Maml(Training):
    """Each task adapts to its support, and the mean of the losses at the queries is followed."""

    def __init__(self, tensors, metadata):
        self.tasks = int(metadata["tasks"])
        super().__init__(tensors, metadata)

    def inputs(self, tensors):
        support, query = self.batch(tensors, "inner0"), self.batch(tensors, "outer")
        # an argument, or a number of the program
        return tensors.get("input.rate", self.inner_rate), support, query

    def outer_loss(self, theta, rate, support, query):
        if self.tasks == 1:
            return self.adapted_loss(theta, rate, support, query)
        each = jax.vmap(self.adapted_loss, in_axes=(None, None, 0, 0))
        return jnp.mean(each(theta, rate, support, query))

    def adapted_loss(self, theta, rate, support, query):
        for _ in range(self.inner_steps):
            theta = self.virtual_step(theta, rate, *support)
        return self.loss(theta, *query)


class Sam(Training):
    """Sharpness-aware minimization: the gradient is taken at distance rho up the gradient."""

    LEAST_NORM = 1e-12

    def __init__(self, tensors, metadata):
        self.rho = float(metadata["rho"])
        super().__init__(tensors, metadata)

    def outer_loss(self, theta, inner, outer):
        gradient = jax.grad(self.loss)(theta, *outer)
        norm = jnp.sqrt(sum(jnp.sum(jnp.square(g)) for g in gradient))
        scale = self.rho / (norm + self.LEAST_NORM)
        above = [p + jax.lax.stop_gradient(scale * g) for p, g in zip(theta, gradient)]
        return self.loss(above, *outer)


class PerExample(Training):
    """The hypergradient with respect to the weights of the inner examples; nothing is updated."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.weights = tensors["input.weights"]

    def ways(self):
        arguments = self.weights, self.first, self.batches[0][0], self.batches[1]
        return {
            "double backward": Pure(self.double_backward, *arguments),
            "forward mode": Pure(self.forward_mode, *arguments),
        }

    def weighted_step(self, weights, parameters, batch):
        def inner_loss(p):
            return jnp.dot(weights, self.losses(p, *batch)) / weights.size

        gradient = jax.grad(inner_loss)(parameters)
        return [p - self.inner_rate * g for p, g in zip(parameters, gradient)]

    def double_backward(self, weights, parameters, batch, outer):
        def outer_loss(w):
            return self.loss(self.weighted_step(w, parameters, batch), *outer)

        return jax.value_and_grad(outer_loss)(weights)

    def forward_mode(self, weights, parameters, batch, outer):
        """What our program does: one pass forward along the outer gradient gives every example's."""
        theta = self.weighted_step(weights, parameters, batch)
        value, v = jax.value_and_grad(self.loss)(theta, *outer)
        _, along = jax.jvp(
            lambda p: self.losses(p, *batch), (parameters,), (v,))
        return value, -self.inner_rate / weights.size * along

    def results(self, run):
        outer, gradient = run()
        return {"gradient.weights": gradient, "losses": jnp.repeat(outer, self.updates)}

    def reset(self):
        pass


JOBS = {
    "META_BALANCE": Training,
    "PLAIN": Training,
    "PER_EXAMPLE": PerExample,
    "MAML": Maml,
    "SAM": Sam,
    "SINKHORN": Transport,
    "SPARSE": Squares,
    "GCN": GraphConvolutions,
    "GEMM": Product,
    "CONV": Convolution,
}


if __name__ == "__main__":
    serve(Worker("jax", sys.modules[__name__], JOBS))
