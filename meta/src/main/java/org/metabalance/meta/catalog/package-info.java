/**
 * The methods, samplers and tuning grids by name: the room above all methods. Methods from elsewhere are
 * found as services of {@link org.metabalance.meta.method.MethodProvider}.
 */
package org.metabalance.meta.catalog;
