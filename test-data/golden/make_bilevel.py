"""Golden hypergradients for the bilevel package, from PyTorch: writes bilevel/hypergradient.json.

    python3 make_bilevel.py       (torch 2.13; CPU, f64, fixed seeds)

Every case is a two-level problem on a small perceptron: inner updates on one batch a step, then the
outer loss on another batch, plus leak times the first inner loss at the start. Held are the losses,
where the inner updates lead, and the derivative of the total with respect to the start: "exact"
through the inner updates, "first-order" with the inner gradients taken as constants.

The inner updates are differentiable torch operations. Before anything is written they are compared
with torch.optim (the point they lead to), and both derivatives with a second way to get them:
torch.func with the update as a pure function for the exact one, the published trick of writing the
adapted values into parameter storage for the other.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "bilevel"
torch.set_default_dtype(torch.float64)

SIZES = (4, 5, 3)
RATE = {"sgd": 0.3, "momentum": 0.3, "adam": 0.05}
MOMENTUM, BETA1, BETA2, EPS, EPS_ROOT = 0.9, 0.9, 0.999, 1e-8, 1e-16


def rng(seed):
    return torch.Generator().manual_seed(seed)


def start(seed):
    g = rng(seed)
    theta = {}
    for layer, (i, o) in enumerate(zip(SIZES, SIZES[1:])):
        # names as in a Sequential with activations between the linear layers; weights are [in, out]
        theta[f"{2 * layer}.weight"] = torch.randn(i, o, generator=g) / i**0.5
        theta[f"{2 * layer}.bias"] = torch.randn(o, generator=g) * 0.1
    return theta


def batch(seed, rows):
    g = rng(seed)
    return torch.randn(rows, SIZES[0], generator=g), torch.randint(SIZES[-1], (rows,), generator=g)


def loss(theta, data, activation):
    x, y = data
    layers = len(theta) // 2
    for layer in range(layers):
        x = x @ theta[f"{2 * layer}.weight"] + theta[f"{2 * layer}.bias"]
        x = activation(x) if layer < layers - 1 else x
    return F.cross_entropy(x, y)


def update(rule, theta, gradients, state, step):
    """one inner update: new theta and new state"""
    rate = RATE[rule]
    if rule == "sgd":
        return {k: theta[k] - rate * gradients[k] for k in theta}, state
    if rule == "momentum":
        b = {k: MOMENTUM * state[k] + g if state else g for k, g in gradients.items()}
        return {k: theta[k] - rate * b[k] for k in theta}, b
    m0, v0 = state if state else ({k: 0.0 for k in theta},) * 2
    m = {k: BETA1 * m0[k] + (1 - BETA1) * g for k, g in gradients.items()}
    v = {k: BETA2 * v0[k] + (1 - BETA2) * g**2 for k, g in gradients.items()}
    c1, c2 = 1 - BETA1 ** (step + 1), 1 - BETA2 ** (step + 1)
    return {
        k: theta[k] - rate * (m[k] / c1) / ((v[k] / c2 + EPS_ROOT).sqrt() + EPS) for k in theta
    }, (m, v)


def solve(rule, theta, inner, outer, leak, activation, first_order):
    """total, outer, inner loss and the adapted parameters, as a differentiable function of theta"""
    at, state, first = theta, None, None
    for step, data in enumerate(inner):
        value = loss(at, data, activation)
        first = value if step == 0 else first
        gradients = torch.autograd.grad(value, list(at.values()), create_graph=True)
        gradients = dict(zip(at, (g.detach() if first_order else g for g in gradients)))
        at, state = update(rule, at, gradients, state, step)
    last = loss(at, outer, activation)
    return last + leak * first, last, first, at


def pure(rule, theta, inner, outer, leak, activation):
    """the same total, by torch.func"""
    at, state = theta, None
    for step, data in enumerate(inner):
        gradients = torch.func.grad(loss)(at, data, activation)
        at, state = update(rule, at, gradients, state, step)
    return loss(at, outer, activation) + leak * loss(theta, inner[0], activation)


def overwritten(rule, theta, inner, outer, leak, activation):
    """torch.optim's trajectory in parameter storage; there the outer gradient, plus the leak's"""
    ps = {k: v.clone().requires_grad_() for k, v in theta.items()}
    optimizer = {
        "sgd": lambda p: torch.optim.SGD(p, lr=RATE["sgd"]),
        "momentum": lambda p: torch.optim.SGD(p, lr=RATE["momentum"], momentum=MOMENTUM),
        "adam": lambda p: torch.optim.Adam(p, lr=RATE["adam"], betas=(BETA1, BETA2), eps=EPS),
    }[rule](list(ps.values()))
    first = None
    for data in inner:
        optimizer.zero_grad()
        loss(ps, data, activation).backward()
        first = first or {k: p.grad.clone() for k, p in ps.items()}
        optimizer.step()
    optimizer.zero_grad()
    loss(ps, outer, activation).backward()
    return ps, {k: p.grad + leak * first[k] for k, p in ps.items()}


def close(a, b, tolerance):
    for k in a:
        torch.testing.assert_close(a[k].detach(), b[k].detach(), rtol=tolerance, atol=tolerance)


def array(t):
    t = t.detach()
    return {"shape": list(t.shape), "data": t.reshape(-1).tolist()}


def case(number, rule, steps, leak, mode, name):
    activation = {"relu": F.relu, "tanh": torch.tanh}[name]
    theta = start(100 + number)
    inner = [batch(1000 + 10 * number + k, 7) for k in range(steps)]
    outer = batch(5000 + number, 6)
    leaf = {k: v.clone().requires_grad_() for k, v in theta.items()}
    total, last, first, adapted = solve(
        rule, leaf, inner, outer, leak, activation, mode == "first-order"
    )
    gradient = dict(zip(leaf, torch.autograd.grad(total, list(leaf.values()))))
    ps, first_order = overwritten(rule, theta, inner, outer, leak, activation)
    # torch.optim's Adam has no epsRoot, which matters where gradients are tiny
    close(adapted, ps, 1e-9 if rule == "adam" else 1e-13)
    if mode == "exact":
        exact = torch.func.grad(lambda t: pure(rule, t, inner, outer, leak, activation))(theta)
        close(gradient, exact, 1e-12)
    else:
        close(gradient, first_order, 1e-9 if rule == "adam" else 1e-13)
    return {
        "name": f"{mode} {rule} K={steps} leak={leak} {name}",
        "mode": mode,
        "rule": rule,
        "rate": RATE[rule],
        "steps": steps,
        "leak": leak,
        "activation": name,
        "sizes": SIZES,
        "theta": {k: array(v) for k, v in theta.items()},
        "innerBatches": [{"x": array(x), "y": y.tolist()} for x, y in inner],
        "outerBatch": {"x": array(outer[0]), "y": outer[1].tolist()},
        "total": total.item(),
        "outer": last.item(),
        "inner": first.item(),
        "adapted": {k: array(v) for k, v in adapted.items()},
        "gradient": {k: array(v) for k, v in gradient.items()},
    }


def main():
    cases = []
    for rule in ("sgd", "momentum", "adam"):
        # a unit that is off has a zero gradient, which makes Adam's root ill-conditioned
        for activation in ("tanh",) if rule == "adam" else ("tanh", "relu"):
            for steps in (1, 3):
                for leak in (0, 0.1):
                    for mode in ("exact", "first-order"):
                        cases.append(case(len(cases), rule, steps, leak, mode, activation))
    OUT.mkdir(exist_ok=True)
    text = json.dumps({"torch": torch.__version__, "cases": cases})
    (OUT / "hypergradient.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")
    print("hypergradient.json", len(cases), "cases")


if __name__ == "__main__":
    main()
