package org.metabalance.nn;

import org.metabalance.engine.Tensor;

/**
 * What applying a {@link Layer} gives.
 *
 * @param output the layer's value
 * @param state the layer's state after this application, with the names it came in with
 */
public record Forward(Tensor output, Parameters state) {}
