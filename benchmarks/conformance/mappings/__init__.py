"""What stands here for an operation of PyTorch: a function of the same arguments for each, in a table."""

MAPPINGS = {}


def maps(*names):
    """Registers a function for operations, or for a variant of one: NAME or NAME.VARIANT."""

    def register(function):
        for name in names:
            assert name not in MAPPINGS, name
            MAPPINGS[name] = function
        return function

    return register


from . import elementwise, indexing, losses, neural, products, reductions, shapes  # noqa: E402,F401
