package org.metabalance.nn;

/**
 * How the axes of a parameter stand to those of PyTorch's parameter of the same name. Channels and features
 * come last here, so that a weight stands as it is multiplied; PyTorch has them first.
 */
public enum Layout {
    /** As in PyTorch: biases, what normalization scales with, running statistics. */
    SAME,
    /** A matrix [in, out]; in PyTorch [out, in]. */
    MATRIX,
    /** The weights of a convolution, [kh, kw, C / groups, K]; in PyTorch [K, C / groups, kh, kw]. */
    KERNEL
}
