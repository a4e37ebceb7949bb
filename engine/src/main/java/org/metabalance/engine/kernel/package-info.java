/**
 * What a compiled program runs on: loops over slices of arrays, behind one interface for each type
 * of number, and its three providers.
 *
 * <p>The sources of the {@code Double*} classes are made by the build from the {@code Float*} ones
 * by replacing {@code Float}, {@code float} and {@code F32} by {@code Double}, {@code double} and
 * {@code F64}; what cannot be said for both types at once (polynomial coefficients, bit patterns)
 * stands in the hand-written pairs {@code F32*} and {@code F64*}.
 *
 * <p>{@link org.metabalance.engine.kernel.scalar.FloatScalarKernels} is the definition: the others are
 * tested against it. {@link org.metabalance.engine.kernel.vector.FloatVectorKernels} is what normally
 * runs. {@link org.metabalance.engine.kernel.blas.FloatBlasKernels} helps where the Vector API cannot
 * be had.
 */
package org.metabalance.engine.kernel;
