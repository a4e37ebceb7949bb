"""Single kernels of benchmarks/peers/run in PyTorch: matrix products and convolutions."""

import torch

from torch_nets import our_images, ours, their_images, theirs


class Product:
    """A matrix product into a matrix that is there."""

    def __init__(self, tensors, metadata):
        self.a = tensors["a"].t() if metadata["transposeA"] == "true" else tensors["a"]
        self.b = tensors["b"].t() if metadata["transposeB"] == "true" else tensors["b"]
        self.c = torch.empty(self.a.shape[0], self.b.shape[1])

    def ways(self):
        return {"mm": lambda: torch.mm(self.a, self.b, out=self.c)}

    def results(self, run):
        return {"gradient.product": run().clone()}

    def reset(self):
        pass


class Convolution:
    """A convolution or one of its adjoints, in PyTorch's layout and with channels last in memory."""

    def __init__(self, tensors, metadata):
        self.tensors = tensors
        self.wanted = metadata["wanted"]
        self.stride = [int(metadata["stride"])] * 2
        self.padding = [int(metadata["padding"])] * 2

    def ways(self):
        return {
            "NCHW": self.way(torch.contiguous_format),
            "channels last": self.way(torch.channels_last),
        }

    def way(self, memory):
        x = their_images(self.tensors["images"], memory)
        w = theirs(self.tensors["weights"], memory)
        if self.wanted == "FORWARD":
            return lambda: torch.conv2d(x, w, None, self.stride, self.padding)
        g = their_images(self.tensors["results"], memory)
        which = 0 if self.wanted == "INPUT" else 1
        mask = [which == 0, which == 1, False]
        return lambda: torch.ops.aten.convolution_backward(
            g, x, w, None, self.stride, self.padding, [1, 1], False, [0, 0], 1, mask)[which]

    def results(self, run):
        result = run()
        return {"gradient.convolution": ours(result) if self.wanted == "WEIGHTS" else our_images(result)}

    def reset(self):
        pass
