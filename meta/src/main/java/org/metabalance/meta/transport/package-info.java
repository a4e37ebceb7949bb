/**
 * Optimal transport between two weighted sets of points: {@link org.metabalance.meta.transport.Sinkhorn}, a pure
 * function on tensors, differentiated through its iterations or at their fixed point.
 *
 * <p>Limits: all iterations are recorded, also those behind a tolerance; marginals must be positive and have one
 * total mass.
 */
package org.metabalance.meta.transport;
