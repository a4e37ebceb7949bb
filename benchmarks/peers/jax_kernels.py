"""Single kernels of benchmarks/peers/run in JAX: matrix products and convolutions."""

import jax
import numpy as np

from jax_nets import convolution


class Pure:
    """A function of arguments that stay; a run ends when its results are there."""

    def __init__(self, function, *arguments):
        self.arguments = arguments
        self.compiled = jax.jit(function).lower(*arguments).compile()

    def __call__(self):
        return jax.block_until_ready(self.compiled(*self.arguments))


class Product:
    """A matrix product, with a matrix of its own for each result: JAX writes into none that is there."""

    def __init__(self, tensors, metadata):
        def product(a, b):
            a = a.T if metadata["transposeA"] == "true" else a
            return a @ (b.T if metadata["transposeB"] == "true" else b)

        self.product = Pure(product, tensors["a"], tensors["b"])

    def ways(self):
        return {"matmul": self.product}

    def results(self, run):
        return {"gradient.product": run()}

    def reset(self):
        pass


class Convolution:
    """A convolution or, as the part of its vjp that is wanted, one of its adjoints, in two layouts."""

    LAYOUTS = {
        "NHWC": ((0, 1, 2, 3), (0, 1, 2, 3), ("NHWC", "HWIO", "NHWC")),
        "NCHW": ((0, 3, 1, 2), (3, 2, 0, 1), ("NCHW", "OIHW", "NCHW")),
    }

    def __init__(self, tensors, metadata):
        self.tensors = tensors
        self.wanted = metadata["wanted"]
        self.stride, self.padding = int(metadata["stride"]), int(metadata["padding"])
        self.layouts = {}

    def ways(self):
        return {name: self.way(*layout) for name, layout in self.LAYOUTS.items()}

    def way(self, of_images, of_weights, layout):
        x = self.tensors["images"].transpose(of_images)
        w = self.tensors["weights"].transpose(of_weights)
        g = self.tensors["results"].transpose(of_images)

        def forward(x, w):
            return convolution(x, w, self.stride, self.padding, layout)

        if self.wanted == "FORWARD":
            run = Pure(forward, x, w)
        elif self.wanted == "INPUT":
            run = Pure(lambda g, w: jax.vjp(lambda x: forward(x, w), x)[1](g)[0], g, w)
        else:
            run = Pure(lambda g, x: jax.vjp(lambda w: forward(x, w), w)[1](g)[0], g, x)
        self.layouts[run] = of_weights if self.wanted == "WEIGHTS" else of_images
        return run

    def results(self, run):
        back = np.argsort(self.layouts[run])
        return {"gradient.convolution": run().transpose(back)}

    def reset(self):
        pass
