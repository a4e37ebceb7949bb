/**
 * The kernels on the Vector API, which run by default: elementwise functions, reductions, and the
 * exponential and logarithm that the JVM does not have in vectors on all processors. Matrix products are
 * in {@code gemm}.
 *
 * <p>An element's value is the same for any width of vectors; sums are not, as their order follows the
 * lanes. Until the JIT compiler has seen them, these loops are ten times slower than the scalar ones.
 */
package org.metabalance.engine.kernel.vector;
