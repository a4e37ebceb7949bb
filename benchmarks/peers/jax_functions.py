"""Functions of benchmarks/peers/run with their gradients, in JAX: nothing is updated."""

import jax
import jax.numpy as jnp
from jax.experimental import sparse

from jax_kernels import Pure
from jax_nets import LOSSES


class Function:
    """What they share: the gradient of one run, and its value."""

    def __init__(self, tensors, metadata):
        self.inputs = {n[len("input."):]: t for n, t in tensors.items() if n.startswith("input.")}
        self.wanted = list(self.inputs)

    def results(self, run):
        value, gradient = run()
        results = {"losses": value.reshape(1)}
        for name, g in zip(self.wanted, gradient):
            results["gradient." + name] = g
        return results

    def reset(self):
        pass


class Transport(Function):
    """Sinkhorn's iterations in the log domain between rows of equal mass and weighted columns."""

    FLOOR = 1e-8

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.eps = float(metadata["eps"])
        self.iterations = int(metadata["iterations"])
        self.implicit = metadata["implicit"] == "true"

    def ways(self):
        arguments = self.inputs["cost"], self.inputs["weights"]
        loops = {"unrolled": self.unrolled, "scan": self.scanned}
        if not self.implicit:
            return {
                name: Pure(jax.value_and_grad(self.distance(loop), (0, 1)), *arguments)
                for name, loop in loops.items()
            }
        return {
            f"{name}, {solution}": Pure(self.at_fixed_point(loop, solve), *arguments)
            for name, loop in loops.items()
            for solution, solve in {
                "Neumann's series": self.neumann, "direct solution": self.direct}.items()
        }

    def unrolled(self, step, first, times):
        for _ in range(times):
            first = step(first)
        return first

    def scanned(self, step, first, times):
        return jax.lax.scan(lambda s, _: (step(s), None), first, length=times)[0]

    def plan(self, cost, nu, loop):
        closeness = cost / -self.eps
        rows = cost.shape[0]
        log_mu = jnp.log(jnp.full(rows, 1 / rows) + self.FLOOR)
        log_nu = jnp.log(nu + self.FLOOR)

        def step(potentials):
            u = log_mu - jax.nn.logsumexp(closeness + potentials[1], 1)
            return u, log_nu - jax.nn.logsumexp(closeness + u[:, None], 0)

        u, v = loop(step, (jnp.zeros(rows), jnp.zeros_like(nu)), self.iterations)
        return jnp.exp(closeness + u[:, None] + v)

    def distance(self, loop):
        return lambda cost, weights: jnp.sum(
            self.plan(cost, jax.nn.softmax(weights), loop) * cost)

    def at_fixed_point(self, loop, solve):
        """The gradient by the implicit function theorem: no iteration is differentiated."""

        def value_and_gradient(cost, weights):
            nu = jax.nn.softmax(weights)
            plan = self.plan(cost, nu, loop)
            weighted = cost * plan
            rows, columns = plan.sum(1), plan.sum(0)
            root = jnp.sqrt(rows)
            q = plan / root[:, None] / jnp.sqrt(columns)
            right = weighted.sum(1) / root - q @ (weighted.sum(0) / jnp.sqrt(columns))
            x = solve(q, root / jnp.sqrt(rows.sum()), right, loop) / root
            y = (weighted.sum(0) - x @ plan) / columns
            to_cost = plan + plan * (x[:, None] + y - cost) / self.eps
            return weighted.sum(), (to_cost, nu * (y - jnp.dot(nu, y)))

        return value_and_gradient

    def neumann(self, q, unit, right, loop):
        """As many terms of the series of I - A, A = I - q q' + unit unit', as there are iterations."""

        def step(sums):
            x, term = sums
            term = q @ (term @ q) - unit * jnp.dot(unit, term)
            return x + term, term

        return loop(step, (right, right), self.iterations - 1)[0]

    def direct(self, q, unit, right, loop):
        return jnp.linalg.solve(
            jnp.eye(len(right)) - q @ q.T + jnp.outer(unit, unit), right)


class Sparse(Function):
    """What is computed with sparse constants, which can be held in several ways; they are arguments."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.constants = {
            n[len("constant."):]: t for n, t in tensors.items() if n.startswith("constant.")}
        self.nodes = int(metadata["nodes"])

    def entries(self, name):
        rows, columns, values = (
            self.constants[f"{name}.{part}"] for part in ("rows", "columns", "values"))
        return rows.astype(jnp.int32), columns.astype(jnp.int32), values

    def bcoo(self, name, width):
        rows, columns, values = self.entries(name)
        return sparse.BCOO(
            (values, jnp.stack([rows, columns], 1)), shape=(self.nodes, width),
            indices_sorted=True, unique_indices=True)

    def ways(self):
        def multiplied(matrix, x):
            return matrix @ x

        def segments(entries, x):
            rows, columns, values = entries
            return jax.ops.segment_sum(
                values[:, None] * x[columns], rows, self.nodes, indices_are_sorted=True)

        return {
            "BCOO": self.way(self.bcoo, multiplied),
            "BCSR": self.way(
                lambda *of: sparse.BCSR.from_bcoo(self.bcoo(*of)), multiplied),
            "segments": self.way(lambda name, width: self.entries(name), segments),
        }

    def way(self, held, product):
        matrices = [held(*matrix) for matrix in self.matrices()]
        inputs = [self.inputs[name] for name in self.wanted]

        def value_and_gradient(inputs, matrices):
            def value(inputs):
                products = [lambda x, m=matrix: product(m, x) for matrix in matrices]
                return self.function(*products, *inputs)

            return jax.value_and_grad(value)(inputs)

        return Pure(value_and_gradient, inputs, matrices)


class Squares(Sparse):
    """Half of the sum of squares of a sparse product."""

    def matrices(self):
        return [("adjacency", self.nodes)]

    def function(self, adjacency, x):
        return jnp.sum(jnp.square(adjacency(x))) / 2


class GraphConvolutions(Sparse):
    """The loss of a network of two graph convolutions at the first nodes."""

    def matrices(self):
        return [("adjacency", self.nodes), ("features", self.inputs["0.weight"].shape[0])]

    def function(self, adjacency, features, weight0, bias0, weight1, bias1):
        labels = self.constants["labels"].astype(jnp.int32)
        hidden = jax.nn.leaky_relu(adjacency(features(weight0)) + bias0, 0.01)
        logits = adjacency(hidden @ weight1) + bias1
        return jnp.mean(LOSSES["CLASS"](logits[:labels.size], labels))
