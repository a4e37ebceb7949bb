package org.metabalance.nn.optimize;

import org.metabalance.nn.Parameters;

/**
 * What an {@link Optimizer} gives.
 *
 * @param parameters the parameters after the update
 * @param state the optimizer's state after it
 */
public record Update(Parameters parameters, Parameters state) {}
