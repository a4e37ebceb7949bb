/**
 * Layers with PyTorch's names, defaults and first weights, the blocks of residual networks, and the fully
 * connected network. A layer of one's own implements {@link org.metabalance.nn.Layer} and can stand wherever
 * these do.
 *
 * <p>Channels and features are the last axis throughout: images are [N, H, W, C], weights of matrices [in,
 * out], of convolutions [kh, kw, C / groups, K]. {@link org.metabalance.nn.format.TorchWeights} puts
 * PyTorch's in this order and back.
 */
package org.metabalance.nn.layer;
