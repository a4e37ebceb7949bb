/**
 * Methods whose weights of classes, or whose rows, change while a network is trained: late, as in {@link
 * org.metabalance.meta.method.deferred.Deferred}, or after every epoch, by what the network finds
 * difficult, as in {@link org.metabalance.meta.method.deferred.DifficultyBalanced}.
 */
package org.metabalance.meta.method.deferred;
