"""Golden values for layers and models of images, from PyTorch: writes nn/image*.json, nn/hypergradient.json
and nn/resnet.safetensors.

    python3 make_images.py        (torch 2.13, safetensors 0.8; CPU, f64)

Layers: as in make_nn.py; images are [N, H, W, C] and kernels [kh, kw, C / groups, K], as they are here.

Models are torch.nn modules written from the papers, with the names of torchvision and others. So that no
weights need to be stored, all numbers are made by a formula of whole numbers, number() below, which the tests
have too: tensor i of the sorted names, element j in torch's order.
"""

import math

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

from make_nn import OUT, array, arrays, derivatives, first, last, normal, uniform, write

M = 2**32 - 1


def number(i, count):
    """in [-1, 1), for elements 0 to count"""
    h = (torch.arange(1, count + 1, dtype=torch.int64) * 2654435761 + (i + 1) * 2246822519) & M
    h = ((h ^ (h >> 15)) * 739982445) & M
    h = ((h ^ (h >> 13)) * 695872825) & M
    return (h ^ (h >> 16)).double() / 2**31 - 1


def images(i, n, height, width, channels):
    return number(i, n * height * width * channels).reshape(n, height, width, channels)


# ---- layers ----


def kernel(w):
    return w.permute(3, 2, 0, 1)


def conv(t, name="", x=None, **options):
    return F.conv2d(x, kernel(t[name + "weight"]), t.get(name + "bias"), **options)


class Norms:
    """batch normalizations whose running statistics are written down"""

    def __init__(self, state):
        self.after = {k: v.clone() for k, v in state.items()}

    def __call__(self, t, name, x):
        return F.batch_norm(
            x, self.after[name + "running_mean"], self.after[name + "running_var"],
            t[name + "weight"], t[name + "bias"], training=True)


def basic(t, x, stride, norm):
    h = F.relu(norm(t, "bn1.", conv(t, "conv1.", x, stride=stride, padding=1)))
    h = norm(t, "bn2.", conv(t, "conv2.", h, padding=1))
    if "downsample.0.weight" in t:
        around = norm(t, "downsample.1.", conv(t, "downsample.0.", x, stride=stride))
    else:
        new = h.shape[1] - x.shape[1]
        around = F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, new // 2, new - new // 2))
    return F.relu(h + around)


def pre_activation(t, x, stride, norm):
    a = F.relu(norm(t, "bn1.", x))
    h = F.relu(norm(t, "bn2.", conv(t, "conv1.", a, stride=stride, padding=1)))
    h = conv(t, "conv2.", h, padding=1)
    return h + (conv(t, "convShortcut.", a, stride=stride) if "convShortcut.weight" in t else x)


def layers():
    cases = []

    def add(name, f, shapes, seed, **extra):
        inputs = {k: normal(seed + i, *s) for i, (k, s) in enumerate(shapes.items())}
        with torch.no_grad():
            r = normal(seed + 50, *f(inputs).shape)
        case = derivatives(lambda xs: (r * f(xs)).sum(), inputs)
        cases.append({"name": name, "r": array(r), **case, **extra})

    def add_with_norms(name, f, shapes, norms, seed):
        state = {}
        for i, (n, channels) in enumerate(norms.items()):
            shapes = {**shapes, n + "weight": (channels,), n + "bias": (channels,)}
            state[n + "running_mean"] = normal(seed + 60 + i, channels)
            state[n + "running_var"] = uniform(seed + 70 + i, channels) + 0.5
        norm = Norms(state)
        inputs = {k: normal(seed + i, *s) for i, (k, s) in enumerate(shapes.items())}
        f(inputs, norm)
        add(name, lambda t: f(t, Norms(state)), shapes, seed,
            state=arrays(state), stateAfter=arrays(norm.after))

    add("conv2d", lambda t: last(conv(t, x=first(t["x"]), stride=2, padding=1)),
        {"x": (2, 5, 4, 3), "weight": (3, 3, 3, 4), "bias": (4,)}, 100)
    add("conv2dGroups",
        lambda t: last(conv(t, x=first(t["x"]), padding=2, dilation=2, groups=2)),
        {"x": (2, 4, 3, 4), "weight": (3, 3, 2, 6)}, 200)
    for size, dilation in ((3, 2), (4, 1)):
        add("conv2dSame" + str(size),
            lambda t: last(conv(t, x=first(t["x"]), padding="same", dilation=dilation)),
            {"x": (2, 4, 5, 1), "weight": (size, size, 1, 2), "bias": (2,)}, 300 + size)
    add_with_norms("batchNorm2d", lambda t, norm: last(norm(t, "", first(t["x"]))),
                   {"x": (2, 3, 2, 3)}, {"": 3}, 400)
    add("groupNorm",
        lambda t: last(F.group_norm(first(t["x"]), 2, t["weight"], t["bias"])),
        {"x": (2, 3, 2, 4), "weight": (4,), "bias": (4,)}, 500)
    add("groupNormFeatures", lambda t: F.group_norm(t["x"], 2, t["weight"], t["bias"]),
        {"x": (3, 6), "weight": (6,), "bias": (6,)}, 600)
    add("maxPool", lambda t: last(F.max_pool2d(first(t["x"]), 2)), {"x": (2, 5, 4, 3)}, 700)
    add("averagePool", lambda t: last(F.avg_pool2d(first(t["x"]), 2)), {"x": (2, 4, 7, 3)}, 800)
    add("maxPoolOverlapping", lambda t: last(F.max_pool2d(first(t["x"]), 3, 2, 1)),
        {"x": (2, 5, 4, 3)}, 710)
    add("averagePoolPadded", lambda t: last(F.avg_pool2d(first(t["x"]), 3, 2, 1)),
        {"x": (2, 4, 3, 2)}, 810)
    add("averagePoolInside",
        lambda t: last(F.avg_pool2d(first(t["x"]), 3, 2, 1, count_include_pad=False)),
        {"x": (2, 4, 3, 2)}, 820)
    add("globalAverage", lambda t: F.adaptive_avg_pool2d(first(t["x"]), 1).flatten(1),
        {"x": (2, 3, 4, 3)}, 900)
    add("globalMax", lambda t: F.adaptive_max_pool2d(first(t["x"]), 1).flatten(1),
        {"x": (2, 3, 4, 3)}, 1000)
    add("flatten", lambda t: F.linear(first(t["x"]).flatten(1), t["1.weight"].T, t["1.bias"]),
        {"x": (2, 2, 3, 4), "1.weight": (24, 2), "1.bias": (2,)}, 1100)
    add("cosine",
        lambda t: 5 * F.linear(F.normalize(t["x"], dim=1), F.normalize(t["weight"].T, dim=1)),
        {"x": (4, 3), "weight": (3, 2)}, 1200)
    shapes = {"x": (2, 5, 4, 2), "conv1.weight": (3, 3, 2, 5), "conv2.weight": (3, 3, 5, 5)}
    add_with_norms("basicBlock", lambda t, norm: last(basic(t, first(t["x"]), 2, norm)),
                   shapes, {"bn1.": 5, "bn2.": 5}, 1300)
    add_with_norms("basicBlockProjection", lambda t, norm: last(basic(t, first(t["x"]), 2, norm)),
                   {**shapes, "downsample.0.weight": (1, 1, 2, 5)},
                   {"bn1.": 5, "bn2.": 5, "downsample.1.": 5}, 1400)
    add_with_norms("preActivationBlock",
                   lambda t, norm: last(pre_activation(t, first(t["x"]), 2, norm)),
                   {**shapes, "convShortcut.weight": (1, 1, 2, 5)}, {"bn1.": 2, "bn2.": 5}, 1500)
    add_with_norms("preActivationIdentity",
                   lambda t, norm: last(pre_activation(t, first(t["x"]), 1, norm)),
                   {"x": (2, 3, 3, 2), "conv1.weight": (3, 3, 2, 2), "conv2.weight": (3, 3, 2, 2)},
                   {"bn1.": 2, "bn2.": 2}, 1600)
    write("imageLayers.json", cases)


def cosface():
    """Wang et al., CVPR 2018, equation 4; two classes by the difference of their cosines too"""
    labels = torch.tensor([0, 2, 1, 1])
    binary = torch.tensor([0, 1, 1, 0])
    cosines = 2 * uniform(1, 4, 3) - 1
    pair = 2 * uniform(2, 4, 2) - 1
    soft = torch.softmax(normal(3, 4, 3), 1)
    scale, margin = 6.0, 0.35

    def loss(c, q):
        return F.cross_entropy(scale * (c - margin * q), q)

    cases = [
        {"name": "indices", "labels": labels.tolist(), "scale": scale, "margin": margin,
         **derivatives(lambda t: loss(t["cosines"], F.one_hot(labels, 3).double()),
                       {"cosines": cosines})},
        {"name": "soft", "scale": scale, "margin": margin,
         **derivatives(lambda t: loss(t["cosines"], t["targets"]),
                       {"cosines": cosines, "targets": soft})},
        {"name": "difference", "labels": binary.tolist(), "scale": scale, "margin": margin,
         **derivatives(lambda t: loss(
             torch.stack([torch.zeros(4), t["cosines"]], 1), F.one_hot(binary, 2).double()),
             {"cosines": pair[:, 1] - pair[:, 0]})},
    ]
    write("cosface.json", cases)


# ---- models ----


def conv3(i, o, stride=1):
    return nn.Conv2d(i, o, 3, stride, 1, bias=False)


class Basic(nn.Module):
    def __init__(self, i, o, stride, projection):
        super().__init__()
        self.conv1, self.bn1 = conv3(i, o, stride), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = conv3(o, o), nn.BatchNorm2d(o)
        self.stride = stride
        if projection and (stride != 1 or i != o):
            self.downsample = nn.Sequential(
                nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        h = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if hasattr(self, "downsample"):
            return F.relu(h + self.downsample(x))
        s, new = self.stride, h.shape[1] - x.shape[1]
        return F.relu(h + F.pad(x[:, :, ::s, ::s], (0, 0, 0, 0, new // 2, new - new // 2)))


class ResNet(nn.Module):
    def __init__(self, channels, blocks, widths, projection, classes):
        super().__init__()
        self.conv1, self.bn1 = conv3(channels, widths[0]), nn.BatchNorm2d(widths[0])
        self.stages = len(blocks)
        for s, (count, o) in enumerate(zip(blocks, widths)):
            i = widths[max(0, s - 1)]
            setattr(self, f"layer{s + 1}", nn.Sequential(*[
                Basic(i if b == 0 else o, o, 2 if s > 0 and b == 0 else 1, projection)
                for b in range(count)]))
        self.fc = nn.Linear(widths[-1], classes)

    def forward(self, x):
        h = F.relu(self.bn1(self.conv1(x)))
        for s in range(self.stages):
            h = getattr(self, f"layer{s + 1}")(h)
        return self.fc(h.mean((2, 3)))


def cifar(depth, classes=10):
    n = (depth - 2) // 6
    return ResNet(3, [n, n, n], [16, 32, 64], False, classes)


class PreActivation(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(i), conv3(i, o, stride)
        self.bn2, self.conv2 = nn.BatchNorm2d(o), conv3(o, o)
        if stride != 1 or i != o:
            self.convShortcut = nn.Conv2d(i, o, 1, stride, bias=False)

    def forward(self, x):
        a = F.relu(self.bn1(x))
        h = self.conv2(F.relu(self.bn2(self.conv1(a))))
        return h + (self.convShortcut(a) if hasattr(self, "convShortcut") else x)


class Stage(nn.Module):
    def __init__(self, n, i, o, stride):
        super().__init__()
        self.layer = nn.Sequential(*[
            PreActivation(i if b == 0 else o, o, stride if b == 0 else 1) for b in range(n)])

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    def __init__(self, depth, k, channels, classes):
        super().__init__()
        n = (depth - 4) // 6
        self.conv1 = conv3(channels, 16)
        self.block1 = Stage(n, 16, 16 * k, 1)
        self.block2 = Stage(n, 16 * k, 32 * k, 2)
        self.block3 = Stage(n, 32 * k, 64 * k, 2)
        self.bn1, self.fc = nn.BatchNorm2d(64 * k), nn.Linear(64 * k, classes)

    def forward(self, x):
        h = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(h)).mean((2, 3)))


class LeNet5(nn.Module):
    def __init__(self, padding, classes):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=padding), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2 = nn.Linear(400, 120), nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, classes)

    def forward(self, x):
        h = F.max_pool2d(F.relu(self.conv1(x)), 2)
        h = F.max_pool2d(F.relu(self.conv2(h)), 2)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(h.flatten(1))))))


class Conv4(nn.Module):
    def __init__(self, size, channels, filters, classes):
        super().__init__()
        self.features = nn.Sequential()
        for b in range(4):
            block = nn.Sequential()
            block.add_module("conv", nn.Conv2d(filters if b else channels, filters, 3, padding=1))
            block.add_module("norm", nn.BatchNorm2d(filters))
            block.add_module("relu", nn.ReLU())
            block.add_module("pool", nn.MaxPool2d(2))
            self.features.add_module(f"layer{b + 1}", block)
        self.classifier = nn.Linear(filters * (size // 16) ** 2, classes)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def fill(model):
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    with torch.no_grad():
        for i, (name, t) in enumerate(sorted(state.items())):
            u = number(i, t.numel()).reshape(t.shape)
            if t.dim() > 1:
                u = u * math.sqrt(6 / t[0].numel())
            elif name.endswith("bias") or name.endswith("running_mean"):
                u = u / 5
            else:
                u = 1 + u / 5
            t.copy_(u)
    return model


def size(model):
    return sum(p.numel() for p in model.parameters())


def described(name, model, x):
    """logits in evaluation, then in training, and a running mean after that"""
    model.eval()
    evaluated = model(first(x))
    model.train()
    trained = model(first(x))
    state = {k: v for k, v in model.state_dict().items() if "running" in k}
    return {
        "name": name, "parameters": size(model), "shape": list(x.shape),
        "eval": array(evaluated), "train": array(trained),
        "state": {k: v.sum().item() for k, v in state.items()},
    }


def models():
    cases = []
    assert size(Conv4(84, 3, 64, 5)) == 113088 + 8005
    for name, model, shape, published in [
        ("lenet5", LeNet5(2, 10), (3, 28, 28, 1), 61706),
        ("lenet5 32", LeNet5(0, 10), (2, 32, 32, 1), 61706),
        ("conv4 28", Conv4(28, 1, 64, 5), (2, 28, 28, 1), 111936 + 325),
        ("conv4 36", Conv4(36, 3, 8, 5), (2, 36, 36, 3), None),
        ("resnet20", cifar(20), (3, 12, 12, 3), 269722),
        ("resnet32", cifar(32), (2, 8, 8, 3), 464154),
        ("resnet18", ResNet(3, [2] * 4, [64, 128, 256, 512], True, 10), (2, 8, 8, 3), 11173962),
        ("wrn-16-4", WideResNet(16, 4, 3, 10), (2, 8, 8, 3), 2748890),
        ("wrn-10-1", WideResNet(10, 1, 1, 3), (3, 9, 7, 1), None),
    ]:
        assert published is None or size(model) == published, (name, size(model))
        cases.append(described(name, fill(model), images(1000, *shape)))
    write("imageModels.json", cases)


def model_file():
    """a small network in f32 as PyTorch saves it; its numbers then in f64"""
    model = fill(ResNet(2, [1, 2, 1], [2, 3, 5], True, 3)).float()
    model.train()(first(images(7, 2, 4, 4, 2).float()))
    save_file(model.state_dict(), OUT / "resnet.safetensors")
    x = images(1000, 3, 6, 5, 2)
    write("imageFile.json", [described("resnet.safetensors", model.double(), x)])


def hypergradient():
    """the derivative of a loss after one step of gradient descent by the weights before it: ResNet-20"""
    model, rate = fill(cifar(20)).train(), 0.1
    theta = dict(model.named_parameters())
    x, outer = images(1000, 4, 8, 8, 3), images(1001, 4, 8, 8, 3)
    y, outer_y = torch.tensor([0, 3, 7, 3]), torch.tensor([1, 3, 9, 0])

    def loss(parameters, x, y):
        return F.cross_entropy(torch.func.functional_call(model, parameters, (first(x),)), y)

    inner = loss(theta, x, y)
    g = torch.autograd.grad(inner, list(theta.values()), create_graph=True)
    adapted = {k: p - rate * d for (k, p), d in zip(theta.items(), g)}
    value = loss(adapted, outer, outer_y)
    exact = torch.autograd.grad(value, list(theta.values()), retain_graph=True)
    first_order = torch.autograd.grad(value, list(adapted.values()))
    result = {}
    for i, (name, h) in enumerate(sorted(zip(theta, exact))):
        flat = h.flatten()
        result[name] = {
            "norm": flat.norm().item(),
            "along": (flat * number(2000 + i, flat.numel())).sum().item(),
            "first": flat[:3].tolist(),
        }
    apart = sum((a - b).square().sum() for a, b in zip(exact, first_order)).sqrt()
    whole = sum(a.square().sum() for a in exact).sqrt()
    print("hypergradient: norm", whole.item(), "of which second order", apart.item())
    write("hypergradient.json", [{
        "name": "resnet20", "rate": rate, "labels": y.tolist(), "outerLabels": outer_y.tolist(),
        "inner": inner.item(), "outer": value.item(), "parameters": result}])


if __name__ == "__main__":
    torch.set_num_threads(1)
    layers()
    cosface()
    models()
    model_file()
    hypergradient()
