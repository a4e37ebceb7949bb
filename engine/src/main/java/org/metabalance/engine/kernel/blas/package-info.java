/**
 * Large matrix products by jblas, all else by the scalar loops. jblas may be left out, its native library
 * may not load: the provider then says so. The native layer copies whole arrays at each call, so small
 * products are never handed to it.
 */
package org.metabalance.engine.kernel.blas;
