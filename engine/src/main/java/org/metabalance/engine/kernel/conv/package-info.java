/**
 * Convolutions of images and their adjoints on the Vector API, directly: no matrix of patches is made.
 * {@link org.metabalance.engine.kernel.conv.FloatConvolutions} chooses by shape how one is computed, once, when
 * it is bound.
 *
 * <p>A convolution, and its adjoint by the input, which is a convolution of the cotangent, is done band by band
 * of an image ({@code FloatDirect}): if the window reaches beyond the edge, what it sees of the image is
 * copied between columns of zeros, and register tiles go over the pixels, with sums that stay in registers
 * over all that the window covers ({@code FloatTiledPhase}). The adjoint by the weights goes through blocks of
 * pixels, each once for all weights ({@code FloatWeightSums}). As many groups as channels have loops of their own
 * with lanes along the channels, as has pooling ({@code FloatPooling}). What would leave most lanes empty (small groups) is left to the scalar kernels.
 *
 * <p>The tiles are made by the build from {@code FloatWindowTiles.template} and {@code
 * FloatPixelTiles.template}. Bits are those of {@link org.metabalance.engine.kernel.FloatOrder}: threads divide
 * images and bands, or weights, and no sum. Working memory is kept for each thread ({@code FloatRoom});
 * nothing is allocated when a convolution runs.
 */
package org.metabalance.engine.kernel.conv;
