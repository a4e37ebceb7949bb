"""Losses of networks."""

import math

from ours import Elementwise, Losses, Norms, Options, Refused, RegressionLosses

from . import maps
from .common import none_of, reduced, where
from .products import linear

NONE = Options()


@maps("nn.functional.cross_entropy")
def cross_entropy(x, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
                  reduction="mean", label_smoothing=0.0):
    soft = target.shape == x.shape and x.rank > 0 and not target.was_int
    if x.rank == 1:
        # one example without an axis of examples
        x, target = x.unsqueeze(0), target.unsqueeze(0)
        y = classified(x, target, weight, soft, ignore_index, reduction, label_smoothing)
        return y.reshape([])
    return classified(x, target, weight, soft, ignore_index, reduction, label_smoothing)


def classified(x, target, weight, soft, ignore_index, reduction, smoothing):
    options = Options(
        classWeights=weight, labelSmoothing=float(smoothing) or None,
        ignoreIndex=None if soft else ignore_index,
        # PyTorch divides soft labels by the number of places
        normalization="BATCH_SIZE" if soft else None)
    if reduction == "mean":
        y = Losses.crossEntropy(x, target, options)
        y.shape = ()
        return y
    y = Losses.crossEntropyPerExample(x, target, options)
    y.shape = (x.shape[0], *x.shape[2:])
    return y if reduction == "none" else y.sum()


@maps("nn.functional.nll_loss")
def nll_loss(x, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
             reduction="mean"):
    one = x.rank == 1
    if one:
        x, target = x.unsqueeze(0), target.unsqueeze(0)
    used = target.ne(float(ignore_index))
    at = where(used, target, 0)
    chosen = x.gatherElements(1, at.unsqueeze(1)).squeeze(1).neg()
    w = used
    if weight is not None:
        w = weight.gather(0, at.flatten()).reshape(list(at.shape)).mul(used)
    y = where(used, chosen.mul(w), 0)
    if reduction == "none":
        return y.reshape([]) if one else y
    return y.sum() if reduction == "sum" else y.sum().div(w.sum())


@maps("nn.functional.binary_cross_entropy_with_logits")
def bce_with_logits(x, target, weight=None, size_average=None, reduce=None, reduction="mean",
                    pos_weight=None):
    if weight is None and pos_weight is None and x.rank == 1 and reduction == "mean":
        y = Losses.bceWithLogits(x, target, NONE)
        y.shape = ()
        return y
    positive = x.neg().softplus().mul(target)
    positive = positive if pos_weight is None else positive.mul(pos_weight)
    y = positive.add(target.rsub(1).mul(x.softplus()))
    return reduced(y if weight is None else y.mul(weight), reduction)


@maps("nn.functional.binary_cross_entropy")
def bce(x, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    # logarithms are at least -100
    y = target.mul(least(x.log())).add(target.rsub(1).mul(least(x.neg().log1p()))).neg()
    return reduced(y if weight is None else y.mul(weight), reduction)


def least(x):
    return Elementwise.clamp(x, -100.0, math.inf)


def regression(name, *arguments):
    """RegressionLosses where they fit: tensors with examples; weighted by element as they are else."""
    method = {"squared": lambda e: e.square(), "absolute": lambda e: e.abs()}.get(name)

    def of(x, target, reduction):
        if reduction == "mean" and x.rank > 0 and x.shape == target.shape:
            y = getattr(RegressionLosses, name)(x, target, *arguments, NONE)
            y.shape = ()
            return y
        if name == "huber":
            delta = arguments[0]
            e = x.sub(target)
            c = e.minimum(delta).maximum(-delta)
            return reduced(c.mul(e.sub(c.mul(0.5))), reduction)
        return reduced(method(x.sub(target)), reduction)

    return of


@maps("nn.functional.mse_loss")
def mse_loss(x, target, size_average=None, reduce=None, reduction="mean", weight=None):
    none_of(weight=weight)
    return regression("squared")(x, target, reduction)


@maps("nn.functional.l1_loss")
def l1_loss(x, target, size_average=None, reduce=None, reduction="mean", weight=None):
    none_of(weight=weight)
    return regression("absolute")(x, target, reduction)


@maps("nn.functional.huber_loss")
def huber_loss(x, target, reduction="mean", delta=1.0, weight=None):
    none_of(weight=weight)
    return regression("huber", float(delta))(x, target, reduction)


@maps("nn.functional.smooth_l1_loss")
def smooth_l1_loss(x, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    if beta == 0:
        return l1_loss(x, target, reduction=reduction)
    return regression("huber", float(beta))(x, target, reduction).div(beta)


@maps("nn.functional.kl_div")
def kl_div(x, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if log_target:
        y = target.exp().mul(target.sub(x))
    else:
        # x log x is 0 at 0
        some = target.gt(0)
        y = where(target.eq(0), 0, target.mul(where(some, target, 1).log())).sub(target.mul(x))
    if reduction == "batchmean":
        return y.sum().div(x.shape[0] if x.rank else 1)
    return reduced(y, reduction)


@maps("nn.functional.poisson_nll_loss")
def poisson_nll_loss(x, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
                     reduction="mean"):
    y = x.exp().sub(target.mul(x)) if log_input else x.sub(target.mul(x.add(eps).log()))
    if full:
        stirling = target.mul(target.log()).sub(target).add(target.mul(2 * math.pi).log().mul(0.5))
        y = y.add(where(target.le(1), 0, where(target.le(1), 1, stirling)))
    return reduced(y, reduction)


@maps("nn.functional.gaussian_nll_loss")
def gaussian_nll_loss(x, target, var, full=False, eps=1e-6, reduction="mean"):
    if not hasattr(var, "rank"):
        var = x.recording.full(var, x.shape)
    if var.shape != x.shape and var.shape == x.shape[:-1]:
        var = var.unsqueeze(-1)
    # the variance is held above eps without a slope
    v = var.add(Elementwise.clamp(var, eps, math.inf).sub(var).stopGradient())
    y = v.log().add(x.sub(target).square().div(v)).mul(0.5)
    return reduced(y.add(0.5 * math.log(2 * math.pi)) if full else y, reduction)


def hinge(x):
    return Elementwise.clamp(x, 0.0, math.inf)


@maps("nn.functional.hinge_embedding_loss")
def hinge_embedding_loss(x, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    y = where(target.ne(1), hinge(x.rsub(margin)), 0).add(where(target.ne(-1), x, 0))
    return reduced(y, reduction)


@maps("nn.functional.margin_ranking_loss")
def margin_ranking_loss(x, other, target, margin=0.0, size_average=None, reduce=None,
                        reduction="mean"):
    return reduced(hinge(target.neg().mul(x.sub(other)).add(margin)), reduction)


@maps("nn.functional.soft_margin_loss")
def soft_margin_loss(x, target, size_average=None, reduce=None, reduction="mean"):
    return reduced(target.neg().mul(x).softplus(), reduction)


@maps("nn.functional.multilabel_soft_margin_loss")
def multilabel_soft_margin_loss(x, target, weight=None, size_average=None, reduce=None,
                                reduction="mean"):
    y = target.mul(x.neg().softplus()).add(target.rsub(1).mul(x.softplus()))
    y = y if weight is None else y.mul(weight)
    return reduced(y.mean([-1]), reduction)


@maps("nn.functional.multi_margin_loss")
def multi_margin_loss(x, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None,
                      reduction="mean"):
    one = x.rank < 2
    scalar = list(target.shape)
    if one:
        x, target = x.reshape([1, x.size]), target.reshape([1])
    at = target.unsqueeze(1)
    m = hinge(x.sub(x.gatherElements(1, at)).add(margin))
    m = m if p == 1 else m.square()
    if weight is not None:
        m = m.mul(weight.gather(0, target).unsqueeze(1))
    y = where(target.oneHot(x.shape[1]), 0, m).sum([1]).div(x.shape[1])
    return y.reshape(scalar) if one and reduction == "none" else reduced(y, reduction)


@maps("nn.functional.multilabel_margin_loss")
def multilabel_margin_loss(x, target, size_average=None, reduce=None, reduction="mean"):
    one = x.rank < 2
    labels = target.known
    if one:
        x, target = x.reshape([1, x.size]), target.reshape([1, target.size])
    # labels end at the first -1
    valid = (labels.reshape(target.shape) >= 0).long().cumprod(1)
    used = x.recording.array(valid)
    at = where(used, target, 0)
    is_label = at.oneHot(x.shape[1]).mul(used.unsqueeze(2)).max([1])
    margins = hinge(x.unsqueeze(1).sub(x.gatherElements(1, at).unsqueeze(2)).add(1))
    counted = used.unsqueeze(2).mul(is_label.rsub(1).unsqueeze(1))
    y = where(counted, margins, 0).sum([1, 2]).div(x.shape[1])
    return y.reshape([]) if one and reduction == "none" else reduced(y, reduction)


@maps("nn.functional.cosine_embedding_loss")
def cosine_embedding_loss(x, other, target, margin=0.0, size_average=None, reduce=None,
                          reduction="mean"):
    a, b = x, other
    eps = 1e-12
    product = a.mul(b).sum([-1])
    cos = product.div(a.square().sum([-1]).add(eps).mul(b.square().sum([-1]).add(eps)).sqrt())
    y = where(target.eq(1), cos.rsub(1), 0).add(where(target.eq(-1), hinge(cos.sub(margin)), 0))
    return reduced(y, reduction)


def distance(x, other, p, eps):
    return Norms.norm(x.sub(other).add(eps), float(p), [-1])


@maps("nn.functional.triplet_margin_loss")
def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False,
                        size_average=None, reduce=None, reduction="mean"):
    far = distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(distance(positive, negative, p, eps))
    return reduced(hinge(distance(anchor, positive, p, eps).sub(far).add(margin)), reduction)


@maps("nn.functional.triplet_margin_with_distance_loss")
def triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=None, margin=1.0,
                                      swap=False, reduction="mean"):
    if distance_function is not None and "PairwiseDistance" not in type(distance_function).__name__:
        raise Refused("a distance written in Python")
    return triplet_margin_loss(anchor, positive, negative, margin, 2, 1e-6, swap,
                               reduction=reduction)


@maps("nn.functional.linear_cross_entropy")
def linear_cross_entropy(x, linear_weight, target, linear_bias=None, **kwargs):

    if linear_weight.rank != 2:
        raise Refused("a weight of more than two axes")
    kwargs.pop("options", None)
    if kwargs.get("ignore_index", 0) is None:
        kwargs.pop("ignore_index")
    return cross_entropy(linear(x, linear_weight, linear_bias), target, **kwargs)
