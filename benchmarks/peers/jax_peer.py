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

from worker import BETA1, BETA2, EPS, Worker, serve

# every run is waited for: handing it to another thread costs 5 to 40 us and gains nothing
jax.config.update("jax_cpu_enable_async_dispatch", False)
jax.config.update("jax_platforms", "cpu")


# ---- the library, as the worker wants it ----------------------------------------------------------


def about():
    return {"version": jax.__version__}


def threads(n):
    """Nothing: the process was started for so many."""


def tensor(shape, data):
    return jnp.array(np.frombuffer(data, np.float32).reshape(shape))


def data(result):
    return result.shape, np.asarray(result, np.float32).tobytes()


def peak_bytes(job, way):
    """Returns what XLA has planned for results between arguments and outputs."""
    return job.compiled[way].memory_analysis().temp_size_in_bytes


# ---- the network and its losses -------------------------------------------------------------------


def forward(parameters, x):
    """Applies the network; parameters are weight, bias, weight, bias, ..."""
    for i in range(0, len(parameters), 2):
        if i > 0:
            x = jax.nn.relu(x)
        x = x @ parameters[i] + parameters[i + 1]
    return x


def losses(target, parameters, x, y):
    """Returns the loss of each example at class indices, at labels 0 and 1, or at numbers."""
    outputs = forward(parameters, x)
    if target == "BINARY":
        logits = outputs[:, 0]
        return jnp.maximum(logits, 0) - logits * y + jnp.log1p(jnp.exp(-jnp.abs(logits)))
    if target == "NUMBER":
        return jnp.square(outputs[:, 0] - y)
    # not take_along_axis, whose derivative is a scatter: that takes longer
    chosen = jax.nn.one_hot(y, outputs.shape[1])
    return -jnp.sum(jax.nn.log_softmax(outputs) * chosen, axis=1)


# ---- jobs ----------------------------------------------------------------------------------------


class Training:
    """A MetaBalance step, or a plain one if there are no inner steps."""

    def __init__(self, tensors, metadata):
        self.inner_rate = float(metadata["innerRate"])
        self.outer_rate = float(metadata["outerRate"])
        self.updates = int(metadata["updates"])
        self.target = metadata["target"]
        self.inner_steps = int(metadata["innerSteps"])
        self.names = [n[len("parameter."):] for n in tensors if n.startswith("parameter.")]
        self.first = [tensors["parameter." + name] for name in self.names]
        self.batches = self.inputs(tensors)
        self.compiled = {}
        self.reset()

    def inputs(self, tensors):
        inner = [self.batch(tensors, f"inner{k}") for k in range(self.inner_steps)]
        return inner, self.batch(tensors, "outer")

    def batch(self, tensors, name):
        y = tensors[f"input.{name}.y"]
        return tensors[f"input.{name}.x"], y.astype(jnp.int32) if self.target == "CLASS" else y

    def loss(self, parameters, x, y):
        return jnp.mean(losses(self.target, parameters, x, y))

    def outer_loss(self, theta, inner, outer):
        for x, y in inner:
            theta = self.virtual_step(theta, self.inner_rate, x, y)
        return self.loss(theta, *outer)

    def virtual_step(self, theta, rate, x, y):
        return [p - rate * g for p, g in zip(theta, jax.grad(self.loss)(theta, x, y))]

    def step(self, state, batches):
        parameters, first_moments, second_moments, count = state
        value, gradient = jax.value_and_grad(self.outer_loss)(parameters, *batches)
        count += 1
        correction1 = 1 - BETA1**count
        correction2 = 1 - BETA2**count
        m = [BETA1 * m + (1 - BETA1) * g for m, g in zip(first_moments, gradient)]
        v = [BETA2 * v + (1 - BETA2) * g * g for v, g in zip(second_moments, gradient)]
        parameters = [
            p - self.outer_rate * (m / correction1) / (jnp.sqrt(v / correction2) + EPS)
            for p, m, v in zip(parameters, m, v)]
        return (parameters, m, v, count), value

    def ways(self):
        for way, donated in {"donated": (0,), "kept": ()}.items():
            if way not in self.compiled:
                step = jax.jit(self.step, donate_argnums=donated)
                self.compiled[way] = step.lower(self.state, self.batches).compile()
        return {way: lambda f=f: self.run(f) for way, f in self.compiled.items()}

    def run(self, step):
        self.state, value = step(self.state, self.batches)
        return value.block_until_ready()

    def results(self, run):
        """The gradient at the first weights; then the losses of some updates and where they lead."""
        results = {}
        self.reset()
        run()
        # of what is timed, not of a second form: Adam's first moment after one update from 0
        for name, moment in zip(self.names, self.state[1]):
            results["gradient." + name] = moment / (1 - BETA1)
        self.reset()
        results["losses"] = jnp.stack([run() for _ in range(self.updates)])
        for name, parameter in zip(self.names, self.state[0]):
            results["updated." + name] = parameter
        return results

    def reset(self):
        def zeros():
            return [jnp.zeros_like(p) for p in self.first]

        # copies: what is donated is gone
        parameters = [jnp.array(p, copy=True) for p in self.first]
        self.state = jax.block_until_ready((parameters, zeros(), zeros(), jnp.zeros(())))


class Maml(Training):
    """Each task adapts to its support, and the mean of the losses at the queries is followed."""

    def __init__(self, tensors, metadata):
        self.tasks = int(metadata["tasks"])
        super().__init__(tensors, metadata)

    def inputs(self, tensors):
        support, query = self.batch(tensors, "inner0"), self.batch(tensors, "outer")
        return tensors["input.rate"], support, query

    def outer_loss(self, theta, rate, support, query):
        if self.tasks == 1:
            return self.adapted_loss(theta, rate, support, query)
        each = jax.vmap(self.adapted_loss, in_axes=(None, None, 0, 0))
        return jnp.mean(each(theta, rate, support, query))

    def adapted_loss(self, theta, rate, support, query):
        for _ in range(self.inner_steps):
            theta = self.virtual_step(theta, rate, *support)
        return self.loss(theta, *query)


class PerExample(Training):
    """The hypergradient with respect to the weights of the inner examples; nothing is updated."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.weights = tensors["input.weights"]

    def ways(self):
        arguments = self.weights, self.first, self.batches[0][0], self.batches[1]
        if not self.compiled:
            forms = {"double backward": self.double_backward, "forward mode": self.forward_mode}
            self.compiled = {
                way: jax.jit(f).lower(*arguments).compile() for way, f in forms.items()}
        return {
            way: lambda f=f: jax.block_until_ready(f(*arguments))
            for way, f in self.compiled.items()}

    def weighted_step(self, weights, parameters, batch):
        def inner_loss(p):
            return jnp.dot(weights, losses(self.target, p, *batch)) / weights.size

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
            lambda p: losses(self.target, p, *batch), (parameters,), (v,))
        return value, -self.inner_rate / weights.size * along

    def results(self, run):
        outer, gradient = run()
        return {"gradient.weights": gradient, "losses": jnp.repeat(outer, self.updates)}

    def reset(self):
        pass


class Product:
    """A matrix product, with a matrix of its own for each result: JAX writes into none that is there."""

    def __init__(self, tensors, metadata):
        def product(a, b):
            a = a.T if metadata["transposeA"] == "true" else a
            return a @ (b.T if metadata["transposeB"] == "true" else b)

        self.arguments = tensors["a"], tensors["b"]
        self.compiled = {"matmul": jax.jit(product).lower(*self.arguments).compile()}

    def ways(self):
        return {
            way: lambda f=f: f(*self.arguments).block_until_ready()
            for way, f in self.compiled.items()}

    def results(self, run):
        return {"gradient.product": run()}

    def reset(self):
        pass


JOBS = {
    "META_BALANCE": Training,
    "PLAIN": Training,
    "PER_EXAMPLE": PerExample,
    "MAML": Maml,
    "GEMM": Product,
}


if __name__ == "__main__":
    serve(Worker("jax", sys.modules[__name__], JOBS))
