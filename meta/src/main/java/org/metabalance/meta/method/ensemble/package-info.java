/**
 * Ensembles whose members are trained by another method, each on rows of all classes equally often: {@link
 * org.metabalance.meta.method.ensemble.BalancedEnsemble}.
 *
 * <p>Limits: members are networks, and are trained one after the other; none is an ensemble itself.
 */
package org.metabalance.meta.method.ensemble;
