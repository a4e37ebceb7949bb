/**
 * The width of vectors, for all rooms on the Vector API: one species for each type, settled once, and
 * the rotations that sum lanes in an order that does not change. Its classes load only where the module
 * {@code jdk.incubator.vector} is.
 */
package org.metabalance.engine.kernel.lanes;
