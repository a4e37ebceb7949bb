/**
 * Decoupled training (Kang et al., ICLR 2020, arXiv 1910.09217): features are learned from the rows as they
 * are, and the last layer is balanced afterwards - trained again ({@link
 * org.metabalance.meta.method.decoupling.Decoupled}), normalised ({@link
 * org.metabalance.meta.method.decoupling.TauNormalization}) or replaced by the classes' means ({@link
 * org.metabalance.meta.method.decoupling.NearestClassMean}). For models that make features and have a linear
 * last layer.
 */
package org.metabalance.meta.method.decoupling;
