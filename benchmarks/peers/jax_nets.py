"""The networks of benchmarks/peers/run in JAX, as functions of a list of weights, and their losses.

Channels are last, here as in our engine: that is what XLA computes a convolution in on a processor, and
it transposes what comes otherwise.
"""

import jax
import jax.numpy as jnp

EPS = 1e-5


def mlp(parameters, x):
    """Fully connected; parameters are weight, bias, weight, bias, ..."""
    for i in range(0, len(parameters), 2):
        if i > 0:
            x = jax.nn.relu(x)
        x = x @ parameters[i] + parameters[i + 1]
    return x


def resnet(parameters, x):
    """A residual network for small images: a stem, three stages of blocks, the mean over all places."""
    p = iter(parameters)
    x = jax.nn.relu(normalized(p, convolution(x, next(p), 1, 1)))
    blocks = (len(parameters) - 5) // 18
    for stage in range(3):
        for block in range(blocks):
            x = residual(p, x, 2 if stage > 0 and block == 0 else 1)
    return jnp.mean(x, (1, 2)) @ next(p) + next(p)


def residual(p, x, stride):
    y = jax.nn.relu(normalized(p, convolution(x, next(p), stride, 1)))
    y = normalized(p, convolution(y, next(p), 1, 1))
    if stride > 1:
        zeros = (y.shape[3] - x.shape[3]) // 2
        x = jnp.pad(x[:, ::stride, ::stride], ((0, 0), (0, 0), (0, 0), (zeros, zeros)))
    return jax.nn.relu(x + y)


def conv4(parameters, x):
    p = iter(parameters)
    for _ in range(4):
        x = convolution(x, next(p), 1, 1) + next(p)
        x = pooled(jax.nn.relu(normalized(p, x)))
    # one pixel is left of 28 x 28; of more PyTorch's order would be wanted
    return x.transpose(0, 3, 1, 2).reshape(x.shape[0], -1) @ next(p) + next(p)


def convolution(x, w, stride, padding, layout=("NHWC", "HWIO", "NHWC")):
    return jax.lax.conv_general_dilated(
        x, w, (stride, stride), [(padding, padding)] * 2, dimension_numbers=layout)


def normalized(p, x):
    """By the statistics of the batch; no others are kept, as nothing would read them."""
    scale, shift = next(p), next(p)
    centred = x - jnp.mean(x, (0, 1, 2))
    variance = jnp.mean(jnp.square(centred), (0, 1, 2))
    return centred * jax.lax.rsqrt(variance + EPS) * scale + shift


def pooled(x):
    """The maxima of 2 x 2 pixels; an odd row or column is left out.

    As the maximum over two axes more: with lax.reduce_window the second derivative takes twice as long.
    """
    n, height, width, channels = x.shape
    windows = x[:, :height // 2 * 2, :width // 2 * 2].reshape(
        n, height // 2, 2, width // 2, 2, channels)
    return jnp.max(windows, (2, 4))


def network(name):
    return {"RESNET": resnet, "CONV4": conv4, "CONV4_FIVE_WAY": conv4}.get(name, mlp)


def binary(outputs, y):
    logits = outputs[:, 0]
    return jnp.maximum(logits, 0) - logits * y + jnp.log1p(jnp.exp(-jnp.abs(logits)))


def classes(outputs, y):
    chosen = jax.nn.one_hot(y, outputs.shape[1])
    return -jnp.sum(jax.nn.log_softmax(outputs) * chosen, axis=1)


# of each example: at labels 0 and 1, at class indices, at numbers
LOSSES = {
    "BINARY": binary,
    "CLASS": classes,
    "NUMBER": lambda outputs, y: jnp.square(outputs[:, 0] - y),
}
