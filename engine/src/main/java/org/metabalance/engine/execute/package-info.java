/**
 * Runs plans: each instruction is bound once to arrays and kernels and then only run. Classes named
 * {@code Float...} are the source of their {@code Double...} twins, which the build writes.
 */
package org.metabalance.engine.execute;
