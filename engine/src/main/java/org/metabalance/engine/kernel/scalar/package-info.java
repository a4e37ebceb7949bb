/**
 * The definition of the kernels: plain loops for any JVM, in one thread, as short as they can be. The
 * other rooms give the same bits as this one, or are jblas. What little is written for speed are loops in a form that the
 * JIT compiler vectorises by itself.
 */
package org.metabalance.engine.kernel.scalar;
