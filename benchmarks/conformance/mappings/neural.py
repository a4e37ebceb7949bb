"""Activations, normalization and what else networks are made of."""

import math

import torch
from ours import Layers, Norms, Refused, activation, broadcast

from . import maps
from .common import INF, axis_of, vector, where


def along(method):
    def of(x, dim=None):
        y, back = vector(x)
        if dim is None:
            # the axis of old: the first of tensors with 0, 1 or 3 axes, else the second
            dim = 0 if x.rank in (0, 1, 3) else 1
        return back(getattr(y, method)(dim))

    return of


softmax = maps("softmax", "softmax.with_dtype")(along("softmax"))
log_softmax = maps("log_softmax", "log_softmax.with_dtype")(along("logSoftmax"))


@maps("torch.ops.aten._safe_softmax.default")
def safe_softmax(x, dim):
    # 0 instead of NaN where all are out
    out = x.eq(-INF).rsub(1).sumKeep([dim]).eq(0)
    return where(out, 0, where(out, 0, x).softmax(dim))


@maps("nn.functional.softmin", "nn.functional.softmin.with_dtype")
def softmin(x, dim=None):
    return softmax(x.neg(), dim)


@maps("nn.functional.elu")
def elu(x, alpha=1.0, inplace=False):
    return activation("elu", x, float(alpha))


@maps("nn.functional.celu")
def celu(x, alpha=1.0, inplace=False):
    return activation("elu", x.div(alpha), 1.0).mul(alpha)


@maps("nn.functional.selu")
def selu(x, inplace=False):
    return activation("elu", x, 1.6732632423543772).mul(1.0507009873554805)


@maps("nn.functional.leaky_relu")
def leaky_relu(x, negative_slope=0.01, inplace=False):
    return activation("leakyRelu", x, float(negative_slope))


@maps("nn.functional.gelu")
def gelu(x, approximate="none"):
    return activation("gelu" if approximate == "tanh" else "exactGelu", x)


@maps("nn.functional.silu")
def silu(x, inplace=False):
    return activation("silu", x)


@maps("nn.functional.softplus")
def softplus(x, beta=1, threshold=20):
    if beta == 1 and threshold == 20:
        return activation("softplus", x)
    return where(x.mul(beta).gt(threshold), x, x.mul(beta).softplus().div(beta))


@maps("nn.functional.relu6")
def relu6(x, inplace=False):
    return hardtanh(x, 0.0, 6.0)


@maps("nn.functional.hardtanh")
def hardtanh(x, min_val=-1.0, max_val=1.0, inplace=False):
    # slope 0 at the limits
    return where(x.le(min_val), min_val, where(x.ge(max_val), max_val, x))


@maps("nn.functional.hardsigmoid")
def hardsigmoid(x, inplace=False):
    return hardtanh(x.add(3), 0.0, 6.0).div(6)


@maps("nn.functional.hardswish")
def hardswish(x, inplace=False):
    return x.mul(hardsigmoid(x))


@maps("nn.functional.logsigmoid")
def logsigmoid(x):
    return x.neg().softplus().neg()


@maps("nn.functional.mish")
def mish(x, inplace=False):
    return x.mul(x.softplus().tanh())


@maps("nn.functional.softsign")
def softsign(x):
    return x.div(x.abs().add(1))


@maps("nn.functional.tanhshrink")
def tanhshrink(x):
    return x.sub(x.tanh())


@maps("nn.functional.threshold")
def threshold(x, threshold, value, inplace=False):
    return where(x.le(threshold), value, x)


@maps("nn.functional.softshrink")
def softshrink(x, lambd=0.5):
    near = x.abs().le(lambd)
    return where(near, 0, where(x.lt(0), x.add(lambd), x.sub(lambd)))


@maps("nn.functional.hardshrink")
def hardshrink(x, lambd=0.5):
    return where(x.abs().le(lambd), 0, x)


@maps("nn.functional.prelu")
def prelu(x, weight):
    shape = [weight.size if i == (1 if x.rank > 1 else -1) else 1 for i in range(x.rank)]
    w = weight.reshape(shape) if weight.size > 1 else weight.reshape([1] * x.rank)
    return where(x.gt(0), x, x.mul(w))


@maps("nn.functional.glu")
def glu(x, dim=-1):
    axis = axis_of(dim, x.rank)
    half = x.shape[axis] // 2
    return x.slice(axis, 0, half).mul(x.slice(axis, half, 2 * half).sigmoid())


# ---- normalization ----


@maps("nn.functional.normalize")
def normalize(x, p=2.0, dim=1, eps=1e-12, out=None):
    n = Norms.normKeep(x, float(p), [axis_of(dim, x.rank)]) if x.rank else x.abs()
    return x.div(n.maximum(float(eps)))


def scaled(y, weight, bias):
    y = y if weight is None else y.mul(weight)
    return y if bias is None else y.add(bias)


@maps("nn.functional.layer_norm")
def layer_norm(x, normalized_shape, weight=None, bias=None, eps=1e-5):
    dims = list(normalized_shape)
    if weight is not None and bias is not None:
        return Layers.affineLayerNorm(x, dims, float(eps), weight, bias)
    return scaled(Layers.layerNorm(x, dims, float(eps)), weight, bias)


@maps("native_layer_norm")
def native_layer_norm(x, normalized_shape, weight, bias, eps):
    axes = list(range(x.rank - len(normalized_shape), x.rank))
    centred = x.sub(x.meanKeep(axes))
    factor = x.varianceKeep(axes).add(float(eps)).rsqrt()
    return scaled(centred.mul(factor), weight, bias), x.meanKeep(axes), factor


@maps("nn.functional.rms_norm")
def rms_norm(x, normalized_shape, weight=None, eps=None):
    axes = list(range(x.rank - len(normalized_shape), x.rank))
    eps = torch.finfo(x.recording.dtype).eps if eps is None else eps
    return scaled(x.mul(x.square().meanKeep(axes).add(float(eps)).rsqrt()), weight, None)


def standardized(x, axes, eps):
    return x.sub(x.meanKeep(axes)).mul(x.varianceKeep(axes).add(float(eps)).rsqrt())


def channels(v, x):
    return None if v is None else v.reshape([v.size if i == 1 else 1 for i in range(x.rank)])


@maps("nn.functional.group_norm")
def group_norm(x, num_groups, weight=None, bias=None, eps=1e-5):
    y = x.reshape([x.shape[0], num_groups, -1] if x.size else [x.shape[0], num_groups, 0])
    y = standardized(y, [2], eps).reshape(list(x.shape))
    return scaled(y, channels(weight, x), channels(bias, x))


@maps("native_group_norm")
def native_group_norm(x, weight, bias, n, c, hxw, group, eps):
    y = x.reshape([n, group, c * hxw // group])
    return (group_norm(x, group, weight, bias, eps), y.mean([2]),
            y.variance([2]).add(float(eps)).rsqrt())


@maps("nn.functional.instance_norm")
def instance_norm(x, running_mean=None, running_var=None, weight=None, bias=None,
                  use_input_stats=True, momentum=0.1, eps=1e-5):
    axes = list(range(2, x.rank))
    if use_input_stats:
        y = standardized(x, axes, eps)
    else:
        y = x.sub(channels(running_mean, x)).mul(channels(running_var, x).add(float(eps)).rsqrt())
    return scaled(y, channels(weight, x), channels(bias, x))


@maps("nn.functional.batch_norm")
def batch_norm(x, running_mean=None, running_var=None, weight=None, bias=None, training=False,
               momentum=0.1, eps=1e-5):
    if x.rank < 2:
        raise Refused("an argument without an axis of features")
    n = x.shape[1]
    full = x.recording.full
    return Layers.batchNorm(
        x, full(1, (n,)) if weight is None else weight, full(0, (n,)) if bias is None else bias,
        full(0, (n,)) if running_mean is None else running_mean,
        full(1, (n,)) if running_var is None else running_var, float(eps), 0.1, bool(training))


@maps("nn.functional.local_response_norm")
def local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    squares = x.square().pad(1, size // 2, (size - 1) // 2)
    n = x.shape[1]
    total = None
    for i in range(size):
        part = squares.slice(1, i, i + n)
        total = part if total is None else total.add(part)
    return x.div(total.div(size).mul(alpha).add(k).pow(float(beta)))


@maps("nn.functional.cosine_similarity")
def cosine_similarity(x, other, dim=1, eps=1e-8):
    to = list(broadcast(x.shape, other.shape))
    a, b = vector(x.expand(to))[0], vector(other.expand(to))[0]
    axis = axis_of(dim, a.rank)
    y = a.div(Norms.normKeep(a, 2.0, [axis]).maximum(eps)).mul(
        b.div(Norms.normKeep(b, 2.0, [axis]).maximum(eps))).sum([axis])
    return y


@maps("nn.functional.pairwise_distance")
def pairwise_distance(x, other, p=2.0, eps=1e-6, keepdim=False):
    d = x.sub(other).add(eps)
    return (Norms.normKeep if keepdim else Norms.norm)(d, float(p), [-1])


@maps("nn.functional.scaled_dot_product_attention")
def attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None,
              enable_gqa=False):
    if dropout_p:
        raise Refused("dropout")
    if enable_gqa:
        times = query.shape[-3] // key.shape[-3]
        index = [float(i) for i in range(key.shape[-3]) for _ in range(times)]
        at = query.recording.array(index)
        key, value = key.gather(key.rank - 3, at), value.gather(value.rank - 3, at)
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = query.matmul(key.transpose()).mul(factor)
    if is_causal:
        n, m = scores.shape[-2:]
        seen = query.recording.array([[float(j <= i) for j in range(m)] for i in range(n)], (n, m))
        scores = where(seen, scores, -INF)
    if attn_mask is not None:
        scores = where(attn_mask, scores, -INF) if attn_mask.was_bool else scores.add(attn_mask)
    return scores.softmax(-1).matmul(value)


@maps("nn.functional.feature_alpha_dropout.without_train")
def no_dropout(x, p=0.5, training=False, inplace=False):
    if training:
        raise Refused("random")
    return x
