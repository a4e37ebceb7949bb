/**
 * The methods, samplers and tuning grids by name: the room above all methods. Methods from elsewhere are
 * found as services of {@link org.metabalance.meta.method.MethodProvider}.
 *
 * <p>{@link org.metabalance.meta.catalog.Methods} and {@link org.metabalance.meta.catalog.Samplers} find them by
 * name; {@link org.metabalance.meta.catalog.Tuned} tries a few settings of a method, {@link
 * org.metabalance.meta.catalog.Search} many, both judged on validation rows.
 *
 * <p>Limits: names stand in results, so that they stay what they are.
 */
package org.metabalance.meta.catalog;
