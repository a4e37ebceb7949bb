/**
 * MetaBalance (arXiv 2106.09643): inner steps on one balance of the classes, an outer loss on another, and
 * the gradient taken through the steps. {@link org.metabalance.meta.method.metabalance.Inner} and {@link
 * org.metabalance.meta.method.metabalance.Outer} hold its settings by role.
 */
package org.metabalance.meta.method.metabalance;
