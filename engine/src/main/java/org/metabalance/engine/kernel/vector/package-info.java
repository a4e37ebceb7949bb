/**
 * The kernels on the Vector API, which run by default: elementwise functions, reductions, and the
 * exponential and logarithm that the JVM does not have in vectors on all processors. Matrix products are
 * in {@code gemm}.
 *
 * <p>Bits are the same for any width of vectors, and those of {@code scalar}, whose loops do what does not
 * fill a vector. Until the JIT compiler has seen them, these loops are ten times slower than the scalar ones.
 */
package org.metabalance.engine.kernel.vector;
