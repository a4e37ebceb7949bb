/**
 * MetaBalance (arXiv 2106.09643): inner steps on one balance of the classes, an outer loss on another, and
 * the gradient taken through the steps. {@link org.metabalance.meta.method.metabalance.Inner} and {@link
 * org.metabalance.meta.method.metabalance.Outer} hold its settings by role.
 *
 * <p>{@link org.metabalance.meta.method.metabalance.MetaBalance} is the method, {@link
 * org.metabalance.meta.method.metabalance.MetaBalancePresets} has the settings of the paper's experiments.
 *
 * <p>Limits: implicit hypergradients need a proximal term, and take all inner steps of an episode on one batch.
 */
package org.metabalance.meta.method.metabalance;
