/**
 * The definition of the kernels: plain loops for any JVM, in one thread, as short as they can be. The
 * other rooms are tested against this one. Only what decides whether it can be used at all is written
 * for speed: the loops the JIT compiler vectorises by itself.
 */
package org.metabalance.engine.kernel.scalar;
