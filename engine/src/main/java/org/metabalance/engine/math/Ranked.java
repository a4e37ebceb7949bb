package org.metabalance.engine.math;

import org.metabalance.engine.Tensor;

/**
 * Chosen elements, and where along the axis they stood.
 *
 * @param values the elements; their gradient goes to where they came from
 * @param indices their indices, of the same shape; no derivative path leads through them
 */
public record Ranked(Tensor values, Tensor indices) {}
