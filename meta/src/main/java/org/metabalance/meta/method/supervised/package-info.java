/**
 * Ordinary training with another loss, other examples or both: what every other method is compared
 * with. {@link org.metabalance.meta.method.supervised.Supervised} is most of them.
 */
package org.metabalance.meta.method.supervised;
