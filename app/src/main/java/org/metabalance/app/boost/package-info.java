/**
 * Gradient-boosted trees by XGBoost: the reference that networks on tables are measured by.
 *
 * <p>It needs a native library and {@code libgomp}; without them
 * {@link org.metabalance.app.boost.XGBoostLibrary#unavailable} says why, and the command and its studies go
 * on without.
 */
package org.metabalance.app.boost;
