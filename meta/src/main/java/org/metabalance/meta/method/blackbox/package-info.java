/**
 * Augmentation by a few parameters that are searched for without derivatives of what is wanted: a small
 * network learns the gradient (arXiv 2006.08711).
 */
package org.metabalance.meta.method.blackbox;
