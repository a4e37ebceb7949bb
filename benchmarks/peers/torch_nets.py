"""The networks of benchmarks/peers/run in PyTorch, as functions of a list of weights, and their losses."""

import torch
import torch.nn.functional as F


def mlp(parameters, x):
    """Fully connected; parameters are weight, bias, weight, bias, ..."""
    for i in range(0, len(parameters), 2):
        if i > 0:
            x = F.relu(x)
        x = F.linear(x, parameters[i], parameters[i + 1])
    return x


def resnet(parameters, x):
    """A residual network for small images: a stem, three stages of blocks, the mean over all places."""
    p = iter(parameters)
    x = F.relu(normalized(p, F.conv2d(x, next(p), padding=1)))
    blocks = (len(parameters) - 5) // 18
    for stage in range(3):
        for block in range(blocks):
            x = residual(p, x, 2 if stage > 0 and block == 0 else 1)
    return F.linear(x.mean((2, 3)), next(p), next(p))


def residual(p, x, stride):
    y = F.relu(normalized(p, F.conv2d(x, next(p), stride=stride, padding=1)))
    y = normalized(p, F.conv2d(y, next(p), padding=1))
    if stride > 1:
        zeros = (y.shape[1] - x.shape[1]) // 2
        x = F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, zeros, zeros))
    return F.relu(x + y)


def conv4(parameters, x):
    p = iter(parameters)
    for _ in range(4):
        x = F.conv2d(x, next(p), next(p), padding=1)
        x = F.max_pool2d(F.relu(normalized(p, x)), 2)
    return F.linear(x.flatten(1), next(p), next(p))


def normalized(p, x):
    """By the statistics of the batch; no others are kept, as nothing would read them."""
    return F.batch_norm(x, None, None, next(p), next(p), training=True)


IMAGES = {"RESNET": resnet, "CONV4": conv4, "CONV4_FIVE_WAY": conv4}


def network(name):
    return IMAGES.get(name, mlp)


LOSSES = {
    "CLASS": lambda logits, y, reduction: F.cross_entropy(logits, y, reduction=reduction),
    "BINARY": lambda logits, y, reduction: F.binary_cross_entropy_with_logits(
        logits.squeeze(1), y, reduction=reduction),
    "NUMBER": lambda outputs, y, reduction: F.mse_loss(
        outputs.squeeze(1), y, reduction=reduction),
}


# ---- layouts: channels and features are last here, first in PyTorch --------------------------------


def theirs(weight, memory=torch.contiguous_format):
    """A weight as PyTorch has it: [out, in] of [in, out], [out, in, h, w] of [h, w, in, out]."""
    if weight.dim() == 4:
        return laid_out(weight.permute(3, 2, 0, 1), memory)
    return weight.t().contiguous() if weight.dim() == 2 else weight


def ours(weight):
    if weight.dim() == 4:
        return weight.permute(2, 3, 1, 0).contiguous()
    return weight.t().contiguous() if weight.dim() == 2 else weight


def their_images(x, memory=torch.contiguous_format):
    return laid_out(x.permute(0, 3, 1, 2), memory)


def laid_out(tensor, memory):
    """A copy with the strides of that layout: those of one channel fit both, and PyTorch then guesses."""
    return torch.empty_like(tensor, memory_format=memory).copy_(tensor)


def our_images(x):
    return x.permute(0, 2, 3, 1).contiguous()
