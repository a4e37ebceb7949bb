/**
 * Layers with PyTorch's names, defaults and first weights, and the fully connected network made of
 * them. A layer of one's own implements {@link org.metabalance.nn.Layer} and can stand wherever these
 * do.
 *
 * <p>Limits: weights are [in, out], the transpose of PyTorch's; GELU comes in its tanh form only; there
 * is no convolution yet.
 */
package org.metabalance.nn.layer;
