"""Golden values of convolutions and pooling, by PyTorch in float64.

Writes engine/images.json beside this file, in the form that make_engine.py describes. Made with the
package torch 2.13.0 (CPU) from PyPI:

    python3 test-data/golden/make_engine_images.py

Images and weights are written as the engine has them, channels and filters last: [N, H, W, C] and
[kh, kw, C / groups, K]; PyTorch is given [N, C, H, W] and [K, C / groups, kh, kw].
"""

import torch
import torch.nn.functional as F

import make_engine
from make_engine import INF, case

make_engine.CASES.clear()


def first(x):
    return x.permute(0, 3, 1, 2)


def last(y):
    return y.permute(0, 2, 3, 1)


def filters(w):
    return w.permute(3, 2, 0, 1)


def conv(x, w, **how):
    return last(F.conv2d(first(x), filters(w), **how))


case("conv2d", lambda x, w: conv(x, w) ** 2, (2, 4, 5, 3), (3, 2, 3, 2))
case("conv2d linear", conv, (2, 4, 5, 3), (3, 2, 3, 2))
case("conv2d with padding", lambda x, w: conv(x, w, padding=1) ** 2, (1, 5, 4, 2), (3, 3, 2, 3))
case("conv2d with a stride", lambda x, w: conv(x, w, stride=2, padding=1).sin(), (2, 7, 5, 3), (3, 3, 3, 2))
case("conv2d, stride beyond the kernel", lambda x, w: conv(x, w, stride=3) ** 2, (1, 7, 8, 2), (1, 2, 2, 2))
case("conv2d, dilated", lambda x, w: conv(x, w, padding=2, dilation=2).exp(), (1, 5, 4, 2), (3, 3, 2, 1), low=-0.5, high=0.5)
case("conv2d, dilated with a stride",
     lambda x, w: conv(x, w, padding=(2, 1), dilation=(3, 1), stride=(2, 3)) ** 2, (1, 6, 7, 2), (2, 3, 2, 2))
case("conv2d in groups", lambda x, w: conv(x, w, padding=1, groups=2) ** 2, (1, 3, 4, 4), (3, 2, 2, 6))
case("conv2d, depthwise", lambda x, w: conv(x, w, padding=1, groups=3) ** 2, (2, 3, 4, 3), (3, 3, 1, 3))
case("conv2d, depthwise, two filters each", lambda x, w: conv(x, w, groups=2) ** 2, (1, 3, 4, 2), (2, 2, 1, 4))
case("conv2d of one pixel", lambda x, w: conv(x, w) ** 2, (1, 1, 1, 2), (1, 1, 2, 3))
case("conv2d, other padding on each side",
     lambda x, w: last(F.conv2d(F.pad(first(x), (0, 2, 1, 0)), filters(w))) ** 2, (1, 3, 4, 2), (2, 3, 2, 2))
case("convTranspose2d",
     lambda g, w: last(F.conv_transpose2d(first(g), filters(w), stride=2, padding=1)) ** 2, (1, 3, 2, 4), (3, 3, 2, 4))
case("convTranspose2d to a larger image",
     lambda g, w: last(F.conv_transpose2d(first(g), filters(w), stride=3, output_padding=(1, 2), groups=2)) ** 2,
     (1, 2, 3, 4), (2, 3, 2, 4))
case("two layers", lambda x, v, w: F.cross_entropy(
    conv(torch.tanh(conv(x, v, padding=1)), w, stride=2).mean((1, 2)), torch.tensor([1, 0])),
     (2, 5, 5, 2), (3, 3, 2, 4), (2, 2, 4, 3))

case("max pool", lambda x: last(F.max_pool2d(first(x), 2)) ** 2, (2, 4, 5, 3))
case("max pool of windows that overlap",
     lambda x: last(F.max_pool2d(first(x), 3, stride=2, padding=1)) ** 2, (1, 5, 6, 2))
case("max pool, dilated",
     lambda x: last(F.max_pool2d(first(x), (2, 3), stride=(2, 1), padding=(1, 0), dilation=(2, 1))) ** 2, (1, 6, 5, 2))
case("max pool of equals", lambda x: last(F.max_pool2d(first(x.reshape(1, 3, 4, 1)), 2, stride=1)) ** 2,
     [1.0, 1.0, 0.0, -0.0, 1.0, 1.0, 0.0, 0.0, 2.0, 1.0, -1.0, 0.0])
case("max pool of -inf", lambda x: last(F.max_pool2d(first(x.reshape(1, 2, 2, 1)), 2)),
     [-INF, -INF, -INF, -INF])
case("average pool", lambda x: last(F.avg_pool2d(first(x), 2)) ** 2, (2, 4, 5, 3))
case("average pool with padding",
     lambda x: last(F.avg_pool2d(first(x), 3, stride=2, padding=1)).exp(), (1, 5, 6, 2))
case("average pool inside",
     lambda x: last(F.avg_pool2d(first(x), 3, stride=2, padding=1, count_include_pad=False)).exp(), (1, 5, 6, 2))
case("global average", lambda x: first(x).mean((2, 3)) ** 2, (2, 3, 4, 2))
case("global maximum", lambda x: F.adaptive_max_pool2d(first(x.reshape(1, 3, 2, 2)), 1).reshape(1, 2) ** 2,
     [1.0, 2.0, 3.0, 2.0, 3.0, -1.0, 0.0, 2.0, 3.0, 1.0, 2.0, 2.0])
case("up-sampling", lambda x: last(F.interpolate(first(x), scale_factor=(2, 3))).exp(), (2, 2, 3, 2))

if __name__ == "__main__":
    make_engine.write("images.json")
