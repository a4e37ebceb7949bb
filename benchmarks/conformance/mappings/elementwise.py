"""Functions of each element."""

import math

import torch
from ours import Elementwise, Value

from . import maps
from .common import INF, lift, not_a_number, where

UNARY = {
    "abs": "abs", "acos": "acos", "acosh": "acosh", "asin": "asin", "asinh": "asinh", "atan": "atan",
    "atanh": "atanh", "ceil": "ceil", "cos": "cos", "cosh": "cosh", "erf": "erf", "erfc": "erfc",
    "exp": "exp", "expm1": "expm1", "floor": "floor", "log": "log", "log1p": "log1p", "neg": "neg",
    "reciprocal": "reciprocal", "rsqrt": "rsqrt", "sgn": "sign", "sigmoid": "sigmoid", "sign": "sign",
    "sin": "sin", "sinh": "sinh", "sqrt": "sqrt", "square": "square", "tan": "tan", "tanh": "tanh",
    "trunc": "trunc", "nn.functional.relu": "relu",
}

for _name, _method in UNARY.items():
    maps(_name)(lambda x, _m=_method: getattr(x, _m)())

BINARY = {
    "mul": "mul", "true_divide": "div", "atan2": "atan2", "maximum": "maximum", "minimum": "minimum",
    "max.binary": "maximum", "min.binary": "minimum", "eq": "eq", "ne": "ne", "gt": "gt", "ge": "ge",
    "lt": "lt", "le": "le", "__rmul__": "mul", "remainder": "remainder",
}


def operand(x, other):
    """The first operand as a tensor, also if the second alone is one."""
    return lift(x, other) if isinstance(other, Value) else x


for _name, _method in BINARY.items():
    maps(_name)(lambda x, other, _m=_method: getattr(operand(x, other), _m)(other))


@maps("add", "__radd__")
def add(x, other, alpha=1):
    return operand(x, other).add(scaled(other, alpha))


@maps("sub")
def sub(x, other, alpha=1):
    return operand(x, other).sub(scaled(other, alpha))


@maps("rsub", "__rsub__")
def rsub(x, other, alpha=1):
    return lift(other, x).sub(scaled(x, alpha))


def scaled(x, alpha):
    return x if alpha == 1 else x.mul(alpha) if isinstance(x, Value) else x * alpha


@maps("__rdiv__")
def rdiv(x, other):
    return lift(other, x).div(x)


@maps("__rpow__")
def rpow(x, other):
    return lift(other, x).pow(x)


@maps("__rmod__")
def rmod(x, other):
    return lift(other, x).remainder(x)


@maps("div.no_rounding_mode")
def div(x, other, rounding_mode=None):
    y = operand(x, other).div(other)
    return y if rounding_mode is None else getattr(y, rounding_mode)()


@maps("div.trunc_rounding")
def div_trunc(x, other, rounding_mode=None):
    return operand(x, other).div(other).trunc()


@maps("div.floor_rounding", "floor_divide")
def div_floor(x, other, rounding_mode=None):
    # the quotient of the exact remainder, as PyTorch has it
    x = operand(x, other).stopGradient()
    other = other.stopGradient() if isinstance(other, Value) else other
    q = x.sub(x.remainder(other)).div(other).round()
    by = lift(other, x)
    infinite = x.abs().eq(INF)
    # an infinite divisor has quotient 0 or -1, a divisor 0 an infinite one
    far = where(by.abs().eq(INF), where(x.mul(by).lt(0), -1, where(x.eq(x), 0, x)), q)
    return where(by.eq(0).add(infinite), where(infinite.mul(by.ne(0)), math.nan, x.div(by)), far)


@maps("pow", "float_power")
def power(x, other):
    return operand(x, other).pow(other)


@maps("fmod")
def fmod(x, other):
    return Elementwise.fmod(x, lift(other, x))


@maps("fmax")
def fmax(x, other):
    # the first of two that are equal has the slope
    return where(x.ge(other).add(not_a_number(other)), x, other)


@maps("fmin")
def fmin(x, other):
    return where(x.le(other).add(not_a_number(other)), x, other)


@maps("logaddexp")
def logaddexp(x, other):
    return Elementwise.logAddExp(x, other)


@maps("logaddexp2")
def logaddexp2(x, other):
    two = math.log(2)
    return Elementwise.logAddExp(x.mul(two), other.mul(two)).div(two)


@maps("hypot")
def hypot(x, other):
    return Elementwise.hypot(x, other)


@maps("copysign")
def copysign(x, other):
    other = lift(other, x)
    # -0 is known by the sign of its reciprocal
    negative = other.lt(0).add(other.eq(0).mul(lift(1, x).div(other).lt(0)))
    return where(negative, x.abs().neg(), x.abs())


@maps("xlogy")
def xlogy(x, other):
    x, other = operand(x, other), lift(other, x)
    zero = x.eq(0).mul(other.le(0).add(other.eq(INF)))
    return where(zero, 0, x.mul(where(zero, 1, other).log()))


@maps("special.xlog1py")
def xlog1py(x, other):
    x, other = operand(x, other), lift(other, x)
    zero = x.eq(0).mul(other.le(-1).add(other.eq(INF)))
    return where(zero, 0, x.mul(where(zero, 0, other).log1p()))


@maps("special.ndtr")
def ndtr(x):
    return x.mul(-math.sqrt(0.5)).erfc().mul(0.5)


@maps("logit")
def logit(x, eps=None):
    if eps is not None:
        x = Elementwise.clamp(x, float(eps), float(1 - eps))
    # outside of [0, 1] the slope is NaN too
    inside = x.ge(0).mul(x.le(1)).maximum(x.abs().lt(INF).eq(0))
    p = where(inside, x, 0.5)
    return p.div(p.rsub(1)).log().add(x.mul(where(inside, 1, math.nan)).sub(x))


@maps("heaviside")
def heaviside(x, values):
    return where(not_a_number(x), 0, where(x.eq(0), values, x.gt(0)))


@maps("exp2")
def exp2(x):
    return lift(2, x).pow(x)


@maps("log2")
def log2(x):
    return x.log().div(math.log(2))


@maps("log10")
def log10(x):
    return x.log().div(math.log(10))


@maps("ldexp")
def ldexp(x, other):
    return x.mul(lift(2, x).pow(other))


@maps("deg2rad")
def deg2rad(x):
    return x.mul(math.pi / 180)


@maps("rad2deg")
def rad2deg(x):
    return x.mul(180 / math.pi)


@maps("frac")
def frac(x):
    return x.sub(x.trunc())


@maps("positive", "real", "conj", "conj_physical", "resolve_conj", "resolve_neg", "clone", "contiguous",
      "alias_copy")
def identity(x, **layout):
    return x


@maps("angle")
def angle(x):
    return where(x.lt(0), math.pi, where(not_a_number(x), math.nan, 0))


@maps("round", "round.decimals_0", "round.decimals_3", "round.decimals_neg_3")
def rounded(x, decimals=0):
    if decimals == 0:
        return x.round()
    ten = 10.0 ** abs(decimals)
    return x.mul(ten).round().div(ten) if decimals > 0 else x.div(ten).round().mul(ten)


@maps("clamp")
def clamp(x, min=None, max=None):
    if isinstance(min, Value) or isinstance(max, Value):
        return Elementwise.clamp(x, lift(-INF if min is None else min, x),
                                 lift(INF if max is None else max, x))
    return Elementwise.clamp(x, float(-INF if min is None else min), float(INF if max is None else max))


@maps("clamp_min")
def clamp_min(x, min):
    return clamp(x, min=min)


@maps("clamp_max")
def clamp_max(x, max):
    return clamp(x, max=max)


@maps("nan_to_num")
def nan_to_num(x, nan=None, posinf=None, neginf=None):
    largest = torch.finfo(x.recording.dtype).max
    y = where(not_a_number(x), nan or 0, x)
    y = where(y.eq(INF), largest if posinf is None else posinf, y)
    return where(y.eq(-INF), -largest if neginf is None else neginf, y)


@maps("lerp")
def lerp(x, end, weight):
    return x.add(end.sub(x).mul(weight))


@maps("addcmul")
def addcmul(x, a, b, value=1):
    return x.add(scaled(a.mul(b), value))


@maps("addcdiv")
def addcdiv(x, a, b, value=1):
    return x.add(scaled(a.div(b), value))


@maps("where")
def where_op(x, condition, other):
    # the sample calls it as a method: x.where(condition, other)
    some = condition if isinstance(condition, Value) else x
    return where(condition, lift(x, some), lift(other, some))


@maps("masked_fill")
def masked_fill(x, mask, value):
    return where(mask, value, x)


@maps("logical_not")
def logical_not(x):
    return x.eq(0)


@maps("logical_and")
def logical_and(x, other):
    return x.ne(0).mul(other.ne(0))


@maps("logical_or")
def logical_or(x, other):
    return x.ne(0).maximum(other.ne(0))


@maps("logical_xor")
def logical_xor(x, other):
    return x.ne(0).ne(other.ne(0))


@maps("isnan")
def isnan(x):
    return not_a_number(x)


@maps("isinf")
def isinf(x):
    return x.abs().eq(INF)


@maps("isposinf")
def isposinf(x):
    return x.eq(INF)


@maps("isneginf")
def isneginf(x):
    return x.eq(-INF)


@maps("isfinite")
def isfinite(x):
    return x.abs().lt(INF)


@maps("isclose")
def isclose(x, other, rtol=1e-5, atol=1e-8, equal_nan=False):
    near = x.sub(other).abs().le(other.abs().mul(rtol).add(atol)).mul(isfinite(other))
    near = near.maximum(x.eq(other))
    return near.maximum(not_a_number(x).mul(not_a_number(other))) if equal_nan else near


@maps("isin")
def isin(x, other, assume_unique=False, invert=False):
    x, other = lift(x, other) if isinstance(other, Value) else x, lift(other, x)
    found = x.unsqueeze(-1).eq(other.reshape([other.size])).sum([-1]).gt(0)
    return found.eq(0) if invert else found
