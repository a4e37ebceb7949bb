"""Functions of benchmarks/peers/run with their gradients, in PyTorch: nothing is updated."""

import torch
import torch.nn.functional as F


class Function:
    """What they share: the gradient of one run, and its value."""

    def __init__(self, tensors, metadata):
        self.inputs = {n[len("input."):]: t for n, t in tensors.items() if n.startswith("input.")}
        self.wanted = list(self.inputs)

    def results(self, run):
        value, *gradient = run()
        results = {"losses": value.detach().reshape(1)}
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
        self.cost, self.weights = self.inputs["cost"], self.inputs["weights"]
        self.eps = float(metadata["eps"])
        self.iterations = int(metadata["iterations"])
        self.implicit = metadata["implicit"] == "true"
        rows = self.cost.shape[0]
        self.log_mu = torch.full((rows,), 1 / rows).add(self.FLOOR).log()

    def plan(self, cost, nu):
        closeness = cost / -self.eps
        log_nu = (nu + self.FLOOR).log()
        v = torch.zeros_like(nu)
        for _ in range(self.iterations):
            u = self.log_mu - torch.logsumexp(closeness + v, 1)
            v = log_nu - torch.logsumexp(closeness + u[:, None], 0)
        return torch.exp(closeness + u[:, None] + v)

    def distance(self, cost, weights):
        return (self.plan(cost, torch.softmax(weights, 0)) * cost).sum()

    def at_fixed_point(self, solve):
        """The gradient by the implicit function theorem: no iteration is differentiated."""
        cost = self.cost
        nu = torch.softmax(self.weights, 0)
        plan = self.plan(cost, nu)
        weighted = cost * plan
        rows, columns = plan.sum(1), plan.sum(0)
        root = rows.sqrt()
        q = plan / root[:, None] / columns.sqrt()
        right = weighted.sum(1) / root - q @ (weighted.sum(0) / columns.sqrt())
        x = solve(q, root / rows.sum().sqrt(), right) / root
        y = (weighted.sum(0) - plan.t() @ x) / columns
        to_cost = plan + plan * (x[:, None] + y - cost) / self.eps
        return weighted.sum(), to_cost, nu * (y - torch.dot(nu, y))

    def neumann(self, q, unit, right):
        """As many terms of the series of I - A, A = I - q q' + unit unit', as there are iterations."""
        x = term = right
        for _ in range(1, self.iterations):
            term = q @ (q.t() @ term) - unit * torch.dot(unit, term)
            x = x + term
        return x

    def direct(self, q, unit, right):
        return torch.linalg.solve(
            torch.eye(len(right)) - q @ q.t() + torch.outer(unit, unit), right)

    def implicit_forms(self):
        return {
            "Neumann's series": lambda: self.at_fixed_point(self.neumann),
            "direct solution": lambda: self.at_fixed_point(self.direct),
        }


class EagerTransport(Transport):
    def ways(self):
        if self.implicit:
            return self.implicit_forms()
        self.cost.requires_grad_()
        self.weights.requires_grad_()
        return {"autograd": self.unrolled}

    def unrolled(self):
        distance = self.distance(self.cost, self.weights)
        return distance, *torch.autograd.grad(distance, [self.cost, self.weights])


class CompiledTransport(Transport):
    def ways(self):
        if self.implicit:
            return {
                name: torch.compile(form, fullgraph=True)
                for name, form in self.implicit_forms().items()
            }
        return {"compiled": torch.compile(self.unrolled, fullgraph=True)}

    def unrolled(self):
        gradient, distance = torch.func.grad_and_value(self.distance, (0, 1))(
            self.cost, self.weights)
        return distance, *gradient


class Held(torch.autograd.Function):
    """The product of a sparse constant with a dense matrix; the transposed constant is at hand."""

    @staticmethod
    def forward(x, matrix, transposed):
        return matrix @ x

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.transposed = inputs[2]

    @staticmethod
    def backward(ctx, g):
        return ctx.transposed @ g, None, None


class Sparse(Function):
    """What is computed with sparse constants, which can be held in several ways."""

    def __init__(self, tensors, metadata):
        super().__init__(tensors, metadata)
        self.constants = {
            n[len("constant."):]: t for n, t in tensors.items() if n.startswith("constant.")}
        self.nodes = int(metadata["nodes"])

    def entries(self, name):
        rows, columns, values = (
            self.constants[f"{name}.{part}"] for part in ("rows", "columns", "values"))
        return rows.long(), columns.long(), values

    def coo(self, name, width):
        rows, columns, values = self.entries(name)
        return torch.sparse_coo_tensor(
            torch.stack([rows, columns]), values, (self.nodes, width)).coalesce()

    def by_autograd(self, name, width):
        matrix = self.coo(name, width)
        return lambda x: torch.sparse.mm(matrix, x)

    def of_coo(self, name, width):
        matrix = self.coo(name, width)
        transposed = matrix.t().coalesce()
        return lambda x: Held.apply(x, matrix, transposed)

    def of_csr(self, name, width):
        matrix = self.coo(name, width)
        transposed = matrix.t().coalesce().to_sparse_csr()
        matrix = matrix.to_sparse_csr()
        return lambda x: Held.apply(x, matrix, transposed)

    def scattered(self, name, width):
        rows, columns, values = self.entries(name)
        return lambda x: x.new_zeros(self.nodes, x.shape[1]).index_add(
            0, rows, values[:, None] * x[columns])

    def products(self):
        return {"COO": self.of_coo, "COO, autograd": self.by_autograd, "CSR": self.of_csr}

    def ways(self):
        return {name: self.way(product) for name, product in self.products().items()}


class EagerSparse(Sparse):
    def way(self, product):
        function = self.function(product)
        inputs = [self.inputs[name].requires_grad_() for name in self.wanted]

        def run():
            value = function(*inputs)
            return value, *torch.autograd.grad(value, inputs)

        return run


class CompiledSparse(Sparse):
    """Beside the ways of eager PyTorch, rows that are gathered and added to where they belong."""

    def products(self):
        return {**super().products(), "index_add": self.scattered}

    def way(self, product):
        function = self.function(product)
        inputs = [self.inputs[name] for name in self.wanted]

        def step(*inputs):
            gradient, value = torch.func.grad_and_value(
                function, tuple(range(len(inputs))))(*inputs)
            return value, *gradient

        whole = torch.compile(step, fullgraph=True)
        return lambda: whole(*inputs)


class Squares:
    """Half of the sum of squares of a sparse product."""

    def function(self, product):
        adjacency = product("adjacency", self.nodes)
        return lambda x: adjacency(x).square().sum() / 2


class GraphConvolutions:
    """The loss of a network of two graph convolutions at the first nodes."""

    def function(self, product):
        adjacency = product("adjacency", self.nodes)
        features = product("features", self.inputs["0.weight"].shape[0])
        labels = self.constants["labels"].long()

        def loss(weight0, bias0, weight1, bias1):
            hidden = F.leaky_relu(adjacency(features(weight0)) + bias0, 0.01)
            logits = adjacency(hidden @ weight1) + bias1
            return F.cross_entropy(logits[:len(labels)], labels)

        return loss


class EagerSquares(Squares, EagerSparse):
    pass


class CompiledSquares(Squares, CompiledSparse):
    pass


class EagerGraph(GraphConvolutions, EagerSparse):
    pass


class CompiledGraph(GraphConvolutions, CompiledSparse):
    pass
