/**
 * The matrix product on the Vector API. {@link org.metabalance.engine.kernel.gemm.FloatGemm} chooses by
 * shape how one is computed, once, when it is bound, and cuts it into steps that then only run: register
 * tiles over blocks of k and panels of columns ({@code FloatBlockedGemm}, {@code FloatPanel}; for sixteen
 * registers {@code FloatPackedGemm}), and, where tiles would be mostly empty, dot products, outer products
 * or C transposed. Large ones are divided among threads ({@code FloatDividedGemm}).
 *
 * <p>The tiles are made by the build from {@code FloatTiles.template} and {@code FloatTiles6.template}.
 *
 * <p>Bits depend on the shape and on which operands are transposed
 * ({@link org.metabalance.engine.kernel.FloatOrder}), on no number of threads and no width of vectors.
 * Working memory is kept for each thread ({@code FloatScratch}); nothing is allocated when a product runs.
 */
package org.metabalance.engine.kernel.gemm;
