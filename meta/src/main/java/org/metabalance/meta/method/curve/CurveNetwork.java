package org.metabalance.meta.method.curve;

import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;

/**
 * A network that was trained with weights of loss curves.
 *
 * @param network what predicts
 * @param rows the training rows, without the small balanced set
 * @param curves the losses of these rows while probing, as they were
 * @param weights of these rows in the end
 */
public record CurveNetwork(
        TrainedNetwork network, Examples rows, LossCurves curves, double[] weights)
        implements TrainedWith {}
