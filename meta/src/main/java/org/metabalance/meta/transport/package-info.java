/**
 * Optimal transport between two weighted sets of points: {@link org.metabalance.meta.transport.Sinkhorn}, a pure
 * function on tensors, differentiated through its iterations or at their fixed point.
 */
package org.metabalance.meta.transport;
