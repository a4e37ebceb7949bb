/**
 * Products of a sparse matrix with a dense one on the Vector API. Lanes lie along the columns of the dense
 * matrix and threads divide the rows of the result, so that each element is added up by one lane of one
 * thread, in the order of {@link org.metabalance.engine.kernel.FloatOrder}.
 *
 * <p>Limits: dense matrices with fewer columns than a vector has lanes are left to the scalar kernels; rows
 * are not sorted by length, so a graph whose nodes with most neighbours stand together divides unevenly.
 */
package org.metabalance.engine.kernel.sparse;
