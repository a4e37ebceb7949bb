"""Golden values for the nn module, from PyTorch: writes nn/*.json and nn/python.safetensors.

    python3 make_nn.py            (torch 2.13, safetensors 0.8; CPU, f64, fixed seeds)

Every case holds the inputs, a direction for each input, a scalar value and, with respect to all
inputs at once, its gradient and the product of its Hessian with the directions. The update rules are
written here with differentiable torch operations, and their trajectories are compared with
torch.optim before anything is written; so are the losses that torch has.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

OUT = Path(__file__).parent / "nn"
torch.set_default_dtype(torch.float64)


def rng(seed):
    return torch.Generator().manual_seed(seed)


def normal(seed, *shape):
    return torch.randn(shape, generator=rng(seed))


def uniform(seed, *shape):
    return torch.rand(shape, generator=rng(seed))


def array(t):
    t = t.detach()
    return {"shape": list(t.shape), "data": t.reshape(-1).tolist()}


def arrays(named):
    return {name: array(t) for name, t in named.items()}


def derivatives(function, inputs, seed=99):
    """value, gradient and Hessian-vector product of a scalar function of named tensors"""
    xs = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    direction = {k: normal(seed + i, *v.shape) for i, (k, v) in enumerate(inputs.items())}
    value = function(xs)
    grads = torch.autograd.grad(value, list(xs.values()), create_graph=True)
    along = sum((g * d).sum() for g, d in zip(grads, direction.values()))
    # the gradient of what is linear does not depend on anything
    second = (
        torch.autograd.grad(along, list(xs.values()), allow_unused=True)
        if along.requires_grad else [None] * len(xs))
    # a zero that torch knows to be one, as of |x|, has no storage
    second = [
        torch.zeros_like(x) if s is None or s._is_zerotensor() else s
        for s, x in zip(second, xs.values())
    ]
    return {
        "inputs": arrays(inputs),
        "direction": arrays(direction),
        "value": value.item(),
        "gradient": arrays(dict(zip(xs, grads))),
        "hvp": arrays(dict(zip(xs, second))),
    }


def write(name, cases):
    OUT.mkdir(exist_ok=True)
    text = json.dumps({"torch": torch.__version__, "cases": cases}, indent=None)
    (OUT / name).write_text(text.replace('{"name"', '\n{"name"') + "\n")
    print(name, len(cases), "cases")


# ---- activations: the value is sum(r * f(x)), r constant ----


def activations():
    functions = {
        "relu": F.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softplus": F.softplus,
        "leakyRelu": lambda x: F.leaky_relu(x, 0.2),
        "elu": lambda x: F.elu(x, 1.3),
        "gelu": lambda x: F.gelu(x, approximate="tanh"),
        "exactGelu": F.gelu,
        "silu": F.silu,
    }
    x = torch.cat([3 * normal(1, 8), torch.tensor([-15.0, 15.0, -1e-3, 1e-3])])
    r = normal(2, 12)
    cases = []
    for name, f in functions.items():
        case = derivatives(lambda xs: (r * f(xs["x"])).sum(), {"x": x})
        cases.append({"name": name, "r": array(r), **case})
    write("activations.json", cases)


# ---- layers: the value is sum(r * layer(x)), r constant ----


def first(x):
    """channels first, as torch has them"""
    return x.movedim(-1, 1)


def last(y):
    """channels last, as they are here"""
    return y.movedim(1, -1)


def layers():
    cases = []

    def add(name, f, inputs, r, **extra):
        case = derivatives(lambda xs: (r * f(xs)).sum(), inputs)
        cases.append({"name": name, "r": array(r), **case, **extra})

    add(
        "linear",
        lambda t: F.linear(t["x"], t["weight"].T, t["bias"]),
        {"x": normal(1, 4, 3), "weight": normal(2, 3, 2), "bias": normal(3, 2)},
        normal(4, 4, 2),
    )
    add(
        "layerNorm",
        lambda t: F.layer_norm(t["x"], (5,), t["weight"], t["bias"]),
        {"x": normal(5, 4, 5), "weight": normal(6, 5), "bias": normal(7, 5)},
        normal(8, 4, 5),
    )
    add(
        "layerNormTwoAxes",
        lambda t: F.layer_norm(t["x"], (2, 3), t["weight"], t["bias"]),
        {"x": normal(9, 4, 2, 3), "weight": normal(10, 2, 3), "bias": normal(11, 2, 3)},
        normal(12, 4, 2, 3),
    )
    for name, shape in {"batchNorm": (6, 3), "batchNormImages": (3, 2, 2, 2)}.items():
        features = shape[-1]
        inputs = {
            "x": normal(13, *shape) * 2 + 1,
            "weight": normal(14, features),
            "bias": normal(15, features),
        }
        state = {"running_mean": normal(16, features), "running_var": uniform(17, features) + 0.5}
        after = {k: v.clone() for k, v in state.items()}
        F.batch_norm(
            first(inputs["x"]), after["running_mean"], after["running_var"], training=True)
        add(
            name,
            lambda t: last(F.batch_norm(
                first(t["x"]), None, None, t["weight"], t["bias"], training=True)),
            inputs,
            normal(18, *shape),
            state=arrays(state),
            stateAfter=arrays(after),
        )
        add(
            name + "Eval",
            lambda t: last(F.batch_norm(
                first(t["x"]), state["running_mean"], state["running_var"], t["weight"], t["bias"]
            )),
            inputs,
            normal(18, *shape),
            state=arrays(state),
            stateAfter=arrays(state),
        )

    def mlp(t):
        h = F.linear(t["x"], t["0.weight"].T, t["0.bias"])
        h = torch.tanh(F.layer_norm(h, (4,), t["1.weight"], t["1.bias"]))
        h = F.linear(h, t["3.weight"].T, t["3.bias"])
        h = torch.tanh(F.layer_norm(h, (5,), t["4.weight"], t["4.bias"]))
        return F.linear(h, t["6.weight"].T, t["6.bias"])

    shapes = {
        "x": (6, 3), "0.weight": (3, 4), "0.bias": (4,), "1.weight": (4,), "1.bias": (4,),
        "3.weight": (4, 5), "3.bias": (5,), "4.weight": (5,), "4.bias": (5,),
        "6.weight": (5, 2), "6.bias": (2,),
    }
    inputs = {k: normal(20 + i, *s) for i, (k, s) in enumerate(shapes.items())}
    add("mlp", mlp, inputs, normal(40, 6, 2))
    write("layers.json", cases)


# ---- losses ----


def weighted_mean(losses, weights, normalization):
    total = (losses * weights).sum()
    return total / (weights.sum() if normalization == "WEIGHT_SUM" else len(weights))


def losses():
    cases = []
    n, k = 7, 4
    logits = 2 * normal(1, n, k)
    labels = torch.tensor([0, 3, 1, 1, 2, 0, 3])
    soft = torch.softmax(normal(2, n, k), 1)
    class_weights = uniform(3, k) + 0.3
    example_weights = uniform(4, n) + 0.1

    def add(name, loss, f, inputs, **extra):
        cases.append({"name": name, "loss": loss, **extra, **derivatives(f, inputs)})

    def ones(t):
        return torch.ones(n) if "exampleWeights" not in t else t["exampleWeights"]

    for normalization in ("WEIGHT_SUM", "BATCH_SIZE"):
        for weights in ((), ("classWeights",), ("exampleWeights",), ("classWeights", "exampleWeights")):
            for smoothing in (0.0, 0.1):
                for targets in ("indices", "soft"):
                    inputs = {"logits": logits}
                    if targets == "soft":
                        inputs["targets"] = soft
                    if "classWeights" in weights:
                        inputs["classWeights"] = class_weights
                    if "exampleWeights" in weights:
                        inputs["exampleWeights"] = example_weights

                    def distribution(t):
                        q = t["targets"] if "targets" in t else F.one_hot(labels, k).double()
                        return q * (1 - smoothing) + smoothing / k

                    def cross_entropy(t):
                        # written out: torch's does not differentiate with respect to class weights
                        w = t.get("classWeights", torch.ones(k))
                        each = -(w * distribution(t) * torch.log_softmax(t["logits"], 1)).sum(1)
                        theirs = F.cross_entropy(
                            logits, t.get("targets", labels).detach(), weight=w.detach(),
                            label_smoothing=smoothing, reduction="none")
                        assert torch.allclose(each, theirs, rtol=0, atol=1e-13)
                        return reduce(t, each)

                    def reduce(t, each):
                        share = torch.ones(n)
                        if "classWeights" in t:
                            w = t["classWeights"]
                            share = (t["targets"] * w).sum(1) if "targets" in t else w[labels]
                        divisor = (ones(t) * share).sum() if normalization == "WEIGHT_SUM" else n
                        return (ones(t) * each).sum() / divisor

                    def focal(t):
                        q = distribution(t)
                        p = torch.softmax(t["logits"], 1)
                        w = t.get("classWeights", torch.ones(k))
                        return reduce(t, -(w * q * (1 - p) ** 1.5 * torch.log(p)).sum(1))

                    extra = dict(normalization=normalization, labelSmoothing=smoothing)
                    if targets == "indices":
                        extra["labels"] = labels.tolist()
                    name = " ".join([targets, *weights, normalization, str(smoothing)])
                    add("cross-entropy " + name, "crossEntropy", cross_entropy, inputs, **extra)
                    if smoothing == 0.0 or weights == ():
                        add("focal " + name, "focal", focal, inputs, gamma=1.5, **extra)
                    if targets == "indices" and "exampleWeights" not in weights:
                        # torch's own reduction
                        mean = F.cross_entropy(
                            logits, labels, label_smoothing=smoothing,
                            weight=class_weights if "classWeights" in weights else None)
                        if normalization == "WEIGHT_SUM":
                            assert abs(mean - cross_entropy(inputs)) < 1e-14

    # binary, labels in [0, 1]
    x = torch.cat([2 * normal(5, 5), torch.tensor([30.0, -30.0])])
    y = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    pair = torch.tensor([0.4, 1.7])
    for soft_y in (False, True):
        target = uniform(6, n) if soft_y else y
        for normalization in ("WEIGHT_SUM", "BATCH_SIZE"):
            for weights in ((), ("classWeights", "exampleWeights")):
                inputs = {"logits": x}
                if soft_y:
                    inputs["targets"] = target
                if weights:
                    inputs |= {"classWeights": pair, "exampleWeights": example_weights}

                def parts(t):
                    q = t.get("targets", target)
                    w = t.get("classWeights", torch.ones(2))
                    return q, w, w[1] * q + w[0] * (1 - q)

                def bce(t):
                    q, w, share = parts(t)
                    s = t["logits"]
                    each = -w[1] * q * F.logsigmoid(s) - w[0] * (1 - q) * F.logsigmoid(-s)
                    theirs = F.binary_cross_entropy_with_logits(
                        s, q, reduction="none", pos_weight=(w[1] / w[0]).detach()) * w[0]
                    assert torch.allclose(each, theirs, rtol=0, atol=1e-13)
                    divisor = (ones(t) * share).sum() if normalization == "WEIGHT_SUM" else n
                    return (ones(t) * each).sum() / divisor

                def sigmoid_focal(t):
                    q, w, share = parts(t)
                    s = t["logits"]
                    positive = torch.sigmoid(-s) ** 2 * -F.logsigmoid(s)
                    negative = torch.sigmoid(s) ** 2 * -F.logsigmoid(-s)
                    each = w[1] * q * positive + w[0] * (1 - q) * negative
                    divisor = (ones(t) * share).sum() if normalization == "WEIGHT_SUM" else n
                    return (ones(t) * each).sum() / divisor

                extra = dict(normalization=normalization, labelSmoothing=0.0)
                if not soft_y:
                    extra["labels"] = y.tolist()
                name = " ".join(["soft" if soft_y else "hard", *weights, normalization])
                add("bce " + name, "bceWithLogits", bce, inputs, **extra)
                add("sigmoid focal " + name, "sigmoidFocal", sigmoid_focal, inputs, gamma=2.0, **extra)

    # one against the rest, weighted by the class of the example, as class-balanced losses do
    def one_against_rest(t):
        q = F.one_hot(labels, k).double()
        each = F.binary_cross_entropy_with_logits(t["logits"], q, reduction="none").sum(1)
        return (each * t["classWeights"][labels]).sum() / n

    add("bce one against the rest", "bceWithLogits", one_against_rest,
        {"logits": logits, "classWeights": class_weights},
        normalization="BATCH_SIZE", labelSmoothing=0.0, labels=labels.tolist())

    def smoothed(t):
        return F.binary_cross_entropy_with_logits(t["logits"], y * 0.8 + 0.1)

    add("bce smoothed", "bceWithLogits", smoothed, {"logits": x},
        normalization="BATCH_SIZE", labelSmoothing=0.2, labels=y.tolist())
    write("losses.json", cases)


# ---- softmax losses of several places, some of them ignored; divergences; weights of outputs ----


def place_losses():
    cases = []
    n, k = 4, 3
    class_weights = uniform(3, k) + 0.3

    def add(name, loss, f, inputs, **extra):
        cases.append({
            "name": name, "loss": loss, "labelSmoothing": 0.0, "normalization": "WEIGHT_SUM",
            **extra, **derivatives(f, inputs)})

    for axes in ((), (5,), (2, 3)):
        logits = 2 * normal(1, n, k, *axes)
        soft = torch.softmax(normal(2, n, k, *axes), 1)
        labels = torch.randint(0, k, (n, *axes), generator=rng(3))
        some = labels.clone()
        some.view(-1)[::3] = -100
        size = "x".join(map(str, logits.shape))
        for smoothing in (0.0, 0.1):
            extra = dict(labelSmoothing=smoothing)
            for name, given, more in (
                    ("hard", labels, {}), ("ignored", some, {"ignoreIndex": -100})):
                add(f"cross-entropy {name} {size} {smoothing}", "crossEntropy",
                    lambda t: F.cross_entropy(t["logits"], given, label_smoothing=smoothing),
                    {"logits": logits}, labels=given.reshape(-1).tolist(), **extra, **more)

                def weighted(t):
                    w = t["classWeights"]
                    q = F.one_hot(given.clamp(0), k).movedim(-1, 1).double()
                    q = q * (1 - smoothing) + smoothing / k
                    each = -(w.reshape(-1, *(1 for _ in axes)) * q
                             * torch.log_softmax(t["logits"], 1)).sum(1)
                    kept = (given >= 0).double()
                    mean = (each * kept).sum() / (w[given.clamp(0)] * kept).sum()
                    theirs = F.cross_entropy(
                        t["logits"], given, weight=w.detach(), label_smoothing=smoothing)
                    assert abs(mean - theirs) < 1e-13
                    return mean

                add(f"cross-entropy {name} {size} classWeights {smoothing}", "crossEntropy", weighted,
                    {"logits": logits, "classWeights": class_weights},
                    labels=given.reshape(-1).tolist(), **extra, **more)

        def batch_size(t):
            each = F.cross_entropy(t["logits"], some, reduction="none")
            w = t["exampleWeights"].reshape(n, *(1 for _ in axes))
            return (w * each).sum() / (some >= 0).sum()

        add(f"cross-entropy ignored {size} exampleWeights BATCH_SIZE", "crossEntropy", batch_size,
            {"logits": logits, "exampleWeights": uniform(4, n) + 0.1},
            labels=some.reshape(-1).tolist(), ignoreIndex=-100, normalization="BATCH_SIZE")

        def of_places(t):
            each = F.cross_entropy(t["logits"], labels, reduction="none")
            return (t["exampleWeights"] * each).sum() / t["exampleWeights"].sum()

        add(f"cross-entropy hard {size} weights of places", "crossEntropy", of_places,
            {"logits": logits, "exampleWeights": uniform(4, n, *axes) + 0.1},
            labels=labels.reshape(-1).tolist())

        def focal(t):
            log_p = torch.log_softmax(t["logits"], 1)
            each = F.nll_loss((1 - log_p.exp()) ** 1.5 * log_p, some, reduction="none")
            return each.sum() / (some >= 0).sum()

        add(f"focal ignored {size}", "focal", focal, {"logits": logits}, gamma=1.5,
            labels=some.reshape(-1).tolist(), ignoreIndex=-100)
        add(f"cross-entropy soft {size}", "crossEntropy",
            lambda t: F.cross_entropy(t["logits"], t["targets"]),
            {"logits": logits, "targets": soft})
        places = logits.numel() // k
        add(f"kl {size}", "kl",
            lambda t: F.kl_div(
                torch.log_softmax(t["logits"], 1), t["targets"], reduction="sum") / places,
            {"logits": logits, "targets": soft})
        add(f"kl {size} exampleWeights", "kl",
            lambda t: (t["exampleWeights"].reshape(n, *(1 for _ in axes)) * F.kl_div(
                torch.log_softmax(t["logits"], 1), t["targets"], reduction="none").sum(1)).sum()
            / (t["exampleWeights"].sum() * places / n),
            {"logits": logits, "targets": soft, "exampleWeights": uniform(4, n) + 0.1})

    hard = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0]])
    for normalization in ("WEIGHT_SUM", "BATCH_SIZE"):
        def outputs(t):
            w = t["classWeights"]
            s, y = t["logits"], t["targets"]
            each = -w[1] * y * F.logsigmoid(s) - w[0] * (1 - y) * F.logsigmoid(-s)
            theirs = w[0] * F.binary_cross_entropy_with_logits(
                s, y.detach(), pos_weight=(w[1] / w[0]).detach(), reduction="none")
            assert torch.allclose(each, theirs, rtol=0, atol=1e-13)
            share = (y * w[1] + (1 - y) * w[0]).mean(1)
            return each.sum() / (share.sum() if normalization == "WEIGHT_SUM" else n)

        add(f"bce weights of outputs {normalization}", "bceWithLogits", outputs,
            {"logits": 2 * normal(5, n, k), "targets": hard, "classWeights": uniform(6, 2, k) + 0.2},
            normalization=normalization)
    write("placeLosses.json", cases)


# ---- errors of predicted numbers; an example's loss is the mean over its numbers ----


def regression_losses():
    cases = []
    n = 6
    example_weights = uniform(4, n) + 0.1
    delta = 0.7
    losses = {
        "squared": lambda p, t, **k: F.mse_loss(p, t, **k),
        "absolute": lambda p, t, **k: F.l1_loss(p, t, **k),
        "huber": lambda p, t, **k: F.huber_loss(p, t, delta=delta, **k),
    }
    for loss, f in losses.items():
        for shape in ((n,), (n, 3), (n, 2, 2)):
            base = {"predictions": 2 * normal(1, *shape), "targets": normal(2, *shape)}
            size = "x".join(map(str, shape))
            cases.append({
                "name": f"{loss} {size}", "loss": loss, "delta": delta,
                "normalization": "WEIGHT_SUM",
                **derivatives(lambda t: f(t["predictions"], t["targets"]), base)})
            for normalization in ("WEIGHT_SUM", "BATCH_SIZE"):
                def weighted(t):
                    each = f(t["predictions"], t["targets"], reduction="none")
                    return weighted_mean(
                        each.reshape(n, -1).mean(1), t["exampleWeights"], normalization)

                cases.append({
                    "name": f"{loss} {size} weighted {normalization}", "loss": loss, "delta": delta,
                    "normalization": normalization,
                    **derivatives(weighted, {**base, "exampleWeights": example_weights})})
    write("regressionLosses.json", cases)


# ---- optimizers: pure functions (parameters, gradients, state, hyper) -> (parameters, state) ----
# a learning rate and a weight decay may be a dictionary with a tensor for each parameter


def own(hyper, k):
    return hyper[k] if isinstance(hyper, dict) else hyper


def sgd(p, g, s, h, t):
    g = {k: g[k] + own(h.get("weightDecay", 0.0), k) * p[k] for k in p}
    if "momentum" not in h:
        return {k: p[k] - h["learningRate"] * g[k] for k in p}, s
    mu = h["momentum"]
    fresh = 1 if t == 1 else 1 - h.get("dampening", 0.0)
    b = {k: (mu * s["b"][k] if s else 0) + fresh * g[k] for k in p}
    d = {k: g[k] + mu * b[k] for k in p} if h.get("nesterov") else b
    return {k: p[k] - own(h["learningRate"], k) * d[k] for k in p}, {"b": b}


def adam(p, g, s, h, t, decoupled=False):
    wd = h.get("weightDecay", 0.0)
    if decoupled:
        p = {k: p[k] * (1 - own(h["learningRate"], k) * own(wd, k)) for k in p}
    else:
        g = {k: g[k] + own(wd, k) * p[k] for k in p}
    b1, b2 = h["beta1"], h["beta2"]
    m = {k: b1 * (s["m"][k] if s else 0) + (1 - b1) * g[k] for k in p}
    v = {k: b2 * (s["v"][k] if s else 0) + (1 - b2) * g[k] ** 2 for k in p}
    used = v
    if h.get("amsgrad"):
        used = {k: torch.maximum(s["u"][k], v[k]) if s else v[k] for k in p}
    root = {k: torch.sqrt(used[k] / (1 - b2**t) + h["epsRoot"]) + 1e-8 for k in p}
    p = {k: p[k] - own(h["learningRate"], k) * m[k] / (1 - b1**t) / root[k] for k in p}
    return p, {"m": m, "v": v, "u": used}


def adamw(p, g, s, h, t):
    return adam(p, g, s, h, t, decoupled=True)


def rmsprop(p, g, s, h, t):
    g = {k: g[k] + own(h.get("weightDecay", 0.0), k) * p[k] for k in p}
    a = h["alpha"]
    v = {k: a * (s["v"][k] if s else 0) + (1 - a) * g[k] ** 2 for k in p}
    m = {k: a * (s["m"][k] if s else 0) + (1 - a) * g[k] for k in p}
    spread = {k: v[k] - m[k] ** 2 for k in p} if h.get("centred") else v
    d = {k: g[k] / (torch.sqrt(spread[k] + h["epsRoot"]) + 1e-8) for k in p}
    if "momentum" in h:
        d = {k: h["momentum"] * (s["b"][k] if s else 0) + d[k] for k in p}
    return {k: p[k] - own(h["learningRate"], k) * d[k] for k in p}, {"v": v, "m": m, "b": d}


RULES = [
    ("sgd", sgd, dict(learningRate=0.3)),
    ("sgd weight decay", sgd, dict(learningRate=0.3, weightDecay=0.05)),
    ("sgd momentum", sgd, dict(learningRate=0.3, momentum=0.9, weightDecay=0.05)),
    ("sgd dampening", sgd, dict(learningRate=0.3, momentum=0.9, dampening=0.4)),
    ("sgd nesterov", sgd, dict(learningRate=0.3, momentum=0.9, weightDecay=0.05, nesterov=True)),
    ("adam", adam, dict(learningRate=0.1, beta1=0.9, beta2=0.999)),
    ("adam weight decay", adam, dict(learningRate=0.1, beta1=0.8, beta2=0.99, weightDecay=0.05)),
    ("adam amsgrad", adam, dict(learningRate=0.1, beta1=0.8, beta2=0.6, amsgrad=True)),
    ("adamw", adamw, dict(learningRate=0.1, beta1=0.9, beta2=0.999, weightDecay=0.2)),
    ("rmsprop", rmsprop, dict(learningRate=0.05, alpha=0.99)),
    ("rmsprop momentum", rmsprop, dict(learningRate=0.05, alpha=0.9, momentum=0.7, weightDecay=0.05)),
    ("rmsprop centred", rmsprop, dict(learningRate=0.05, alpha=0.9, centred=True)),
]


def torch_optimizer(kind, parameters, h):
    lr, wd = h["learningRate"], h.get("weightDecay", 0.0)
    if kind is sgd:
        return torch.optim.SGD(
            parameters, lr=lr, weight_decay=wd, momentum=h.get("momentum", 0),
            dampening=h.get("dampening", 0), nesterov=h.get("nesterov", False))
    if kind is rmsprop:
        return torch.optim.RMSprop(
            parameters, lr=lr, weight_decay=wd, alpha=h["alpha"],
            momentum=h.get("momentum", 0), centered=h.get("centred", False))
    of = torch.optim.Adam if kind is adam else torch.optim.AdamW
    return of(parameters, lr=lr, betas=(h["beta1"], h["beta2"]), weight_decay=wd,
              amsgrad=h.get("amsgrad", False))


def optimizers():
    """outer loss at the weights two updates on an inner loss lead to, differentiated through both"""
    x, y = normal(1, 5, 3), normal(2, 5, 2)
    outer_x, outer_y = normal(3, 4, 3), normal(4, 4, 2)
    start = {"w": normal(5, 3, 2), "b": normal(6, 2)}
    steps = 5

    def loss(p, x, y):
        return ((torch.tanh(x @ p["w"] + p["b"]) - y) ** 2).mean()

    def trajectory(rule, h, p, y, updates):
        state, path = None, []
        for t in range(1, updates + 1):
            g = torch.autograd.grad(loss(p, x, y), list(p.values()), create_graph=True)
            p, state = rule(p, dict(zip(p, g)), state, h, t)
            path.append(p)
        return path

    cases = []
    for name, rule, hyper in RULES:
        # the first-order trajectory is torch.optim's
        leaves = {k: v.clone().requires_grad_() for k, v in start.items()}
        optimizer = torch_optimizer(rule, list(leaves.values()), hyper)
        ours = trajectory(rule, {**hyper, "epsRoot": 0.0}, {
            k: v.clone().requires_grad_() for k, v in start.items()}, y, steps)
        path = []
        for t in range(steps):
            optimizer.zero_grad()
            loss(leaves, x, y).backward()
            optimizer.step()
            path.append({k: v.detach().clone() for k, v in leaves.items()})
            for k in leaves:
                assert torch.allclose(ours[t][k], leaves[k], rtol=0, atol=1e-12), (name, t, k)

        numbers = {k: v for k, v in hyper.items() if not isinstance(v, bool)}

        def through(t):
            h = {k: t[k] for k in numbers} | {k: v for k, v in hyper.items() if k not in numbers}
            h["epsRoot"] = 1e-16
            p = trajectory(rule, h, {"w": t["w"], "b": t["b"]}, t["y"], 2)[-1]
            return loss(p, outer_x, outer_y)

        inputs = {**start, "y": y, **{k: torch.tensor(v) for k, v in numbers.items()}}
        cases.append({
            "name": name,
            "flags": [k for k in hyper if k not in numbers],
            "data": arrays({"x": x, "outerX": outer_x, "outerY": outer_y}),
            "trajectory": [arrays(p) for p in path],
            **derivatives(through, inputs),
        })
    write("optimizers.json", cases)


def parameter_rates():
    """as optimizers, with a learning rate and a weight decay for each parameter or each number in it"""
    x, y = normal(1, 5, 3), normal(2, 5, 2)
    outer_x, outer_y = normal(3, 4, 3), normal(4, 4, 2)
    start = {"w": normal(5, 3, 2), "b": normal(6, 2)}
    hyper = {
        "rate.w": uniform(7, 3, 2) / 5, "rate.b": uniform(8) / 5,
        "decay.w": uniform(9, 3, 1) / 10, "decay.b": uniform(10, 2) / 10,
    }

    def loss(p, x, y):
        return ((torch.tanh(x @ p["w"] + p["b"]) - y) ** 2).mean()

    def trajectory(rule, h, p, updates, eps_root):
        state = None
        h = dict(h, epsRoot=eps_root)
        for t in range(1, updates + 1):
            g = torch.autograd.grad(loss(p, x, y), list(p.values()), create_graph=True)
            p, state = rule(p, dict(zip(p, g)), state, h, t)
        return p

    cases = []
    for name, rule, fixed in [
        ("sgd", sgd, dict(momentum=0.9)),
        ("adam", adam, dict(beta1=0.9, beta2=0.99)),
        ("adamw", adamw, dict(beta1=0.9, beta2=0.99)),
        ("rmsprop", rmsprop, dict(alpha=0.9)),
    ]:
        # torch.optim has a rate for each group
        numbers = {"w": (0.1, 0.02), "b": (0.03, 0.2)}
        leaves = {k: v.clone().requires_grad_() for k, v in start.items()}
        groups = [dict(params=[leaves[k]], lr=numbers[k][0], weight_decay=numbers[k][1]) for k in leaves]
        optimizer = torch_optimizer(rule, groups, dict(fixed, learningRate=0.5))
        for _ in range(3):
            optimizer.zero_grad()
            loss(leaves, x, y).backward()
            optimizer.step()
        ours = trajectory(rule, dict(
            fixed, learningRate={k: n[0] for k, n in numbers.items()},
            weightDecay={k: n[1] for k, n in numbers.items()}),
            {k: v.clone().requires_grad_() for k, v in start.items()}, 3, 0.0)
        for k in leaves:
            assert torch.allclose(ours[k], leaves[k], rtol=0, atol=1e-12), (name, k)

        def through(t):
            h = dict(fixed, learningRate={k: t["rate." + k] for k in start},
                     weightDecay={k: t["decay." + k] for k in start})
            p = trajectory(rule, h, {k: t[k] for k in start}, 2, 1e-16)
            return loss(p, outer_x, outer_y)

        cases.append({
            "name": name, "fixed": fixed,
            "data": arrays({"x": x, "y": y, "outerX": outer_x, "outerY": outer_y}),
            **derivatives(through, {**start, **hyper}),
        })
    write("parameterRates.json", cases)


# ---- schedules ----


def schedules():
    def rates(make, updates):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
        schedule = make(optimizer)
        seen = []
        for _ in range(updates):
            seen.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        return seen

    lr = torch.optim.lr_scheduler
    cases = [
        {"name": "step", "rates": rates(lambda o: lr.StepLR(o, 4, 0.5), 14)},
        {"name": "multiStep", "rates": rates(lambda o: lr.MultiStepLR(o, [3, 7, 8], 0.1), 12)},
        {"name": "cosine", "rates": rates(lambda o: lr.CosineAnnealingLR(o, 11, 0.02), 12)},
        {"name": "warmup", "rates": rates(lambda o: lr.LinearLR(o, 0.2, 1.0, 4), 9)},
    ]
    write("schedules.json", cases)


# ---- a model file from the reference implementation ----


def model_file():
    tensors = {
        "0.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 7,
        "0.bias": torch.tensor([math.pi, -math.e], dtype=torch.float64),
        "half": torch.tensor([1.5, -0.333251953125, 65504.0, 6e-8], dtype=torch.float16),
        "brain": torch.tensor([1.5, -3.0e38, 1e-40], dtype=torch.bfloat16),
        "scalar": torch.tensor(42.0, dtype=torch.float32),
        "nothing": torch.zeros(0, 3, dtype=torch.float32),
        "naïve \"name\"": torch.tensor([float("inf"), float("-inf")], dtype=torch.float32),
    }
    # one entry only: the library writes metadata in no fixed order
    save_file(tensors, OUT / "python.safetensors", metadata={"größe": "7"})


if __name__ == "__main__":
    torch.set_num_threads(1)
    activations()
    layers()
    losses()
    place_losses()
    regression_losses()
    optimizers()
    parameter_rates()
    schedules()
    model_file()
