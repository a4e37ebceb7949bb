"""Functions of benchmarks/peers/run with their gradients, in PyTorch: nothing is updated."""

import torch


class Function:
    """What they share: the gradient of one run, and its value."""

    def __init__(self, tensors, metadata):
        self.inputs = {n[len("input."):]: t for n, t in tensors.items() if n.startswith("input.")}

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
    wanted = ["cost", "weights"]

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
