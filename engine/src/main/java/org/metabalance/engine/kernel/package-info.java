/**
 * The contract between programs and the loops they run on: {@link FloatKernels} and its F64 twin, the
 * {@link FloatOrder} of sums, the operands of products ({@link FloatMatrix}), convolutions ({@link FloatConvolution},
 * with what each element is a sum over in {@link Taps}), pooling ({@link FloatPool}) and sparse products ({@link FloatSparse}), {@link KernelProvider} for who implements them,
 * {@link Kernels} for the choice among those, and {@link Workers}, the threads that help with large ones.
 *
 * <p>Each implementation has a room, which this one does not know: {@code scalar} is the definition,
 * against which the others are tested; {@code vector} is what normally runs, with the matrix products of
 * {@code gemm} and {@code sparse} and the convolutions of {@code conv}, all on the vectors of {@code lanes}; {@code blas}, which leaves what is not a large product
 * to {@code scalar}, helps where the Vector API cannot be had. A provider is named in {@code module-info} and in {@code META-INF/services}; nothing else
 * knows it, and what it stands on may be missing.
 *
 * <p>A kernel of a new kind is a method of {@link FloatKernels} that
 * binds operands and returns what runs; its definition in {@code scalar}; and a room beside {@code gemm}, {@code sparse} and {@code conv}
 * for its fast loops, on {@code lanes}, which {@code vector} hands it to. A new test in
 * {@code OracleCheck} holds one against the other.
 *
 * <p>The sources of the {@code Double*} classes are made by the build from the {@code Float*} ones
 * by replacing {@code Float}, {@code float} and {@code F32} by {@code Double}, {@code double} and
 * {@code F64}; what cannot be said for both types at once (polynomial coefficients, bit patterns)
 * stands in the hand-written pairs {@code F32*} and {@code F64*}. Classes that differ from one another by
 * rule (register tiles, functions with an array or a number on either side) are made of templates in
 * {@code src/main/templates}. The program that does both is {@code src/main/generator/KernelSources.java}.
 *
 * <p>Limits: elements of arrays are adjacent in all kernels but products; no shape is checked; there is no
 * kernel for any type but {@code float} and {@code double}.
 */
package org.metabalance.engine.kernel;
