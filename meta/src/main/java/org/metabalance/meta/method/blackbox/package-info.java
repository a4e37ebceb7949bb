/**
 * Augmentation by a few parameters that are searched for without derivatives of what is wanted: a small
 * network learns the gradient (arXiv 2006.08711).
 *
 * <p>{@link org.metabalance.meta.method.blackbox.BlackBoxAugmentation} is the method, {@link
 * org.metabalance.meta.method.blackbox.BlackBoxSearch} the search, for any function that can only be evaluated.
 *
 * <p>Limits: validation rows are looked at more often than by other methods, so that results on them flatter.
 */
package org.metabalance.meta.method.blackbox;
