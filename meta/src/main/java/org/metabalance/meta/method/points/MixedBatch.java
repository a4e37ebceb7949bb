package org.metabalance.meta.method.points;

import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * Natural rows and augmented points in one batch, with the training loss [sum_x loss + sum_j w_j
 * loss(z_j)] / (N_x + sum_j w_j).
 *
 * @param net what is trained
 * @param natural rows of the training set, N_x of them
 * @param points augmented points with their labels
 * @param weights w, how much each point counts, [points]; null if each counts 1
 * @param normalization what the weighted sum is divided by; {@link Normalization#BATCH_SIZE} divides
 *     by N_x plus the number of points instead
 */
public record MixedBatch(
        TapedNetwork net, Batch natural, Batch points, Tensor weights,
        Normalization normalization) {

    /** Returns the training loss at some parameters, one number. */
    public Tensor loss(Parameters at) {
        Tensor losses = losses(at);
        if (weights == null) {
            return losses.mean();
        }
        Tensor ones = weights.tape().ones(natural.size());
        return Losses.weightedMean(losses, Tensor.concat(0, ones, weights), normalization);
    }

    /** Returns the loss of every row and then of every point, [N_x + points], without weights. */
    Tensor losses(Parameters at) {
        return net.losses(at, natural.concat(points));
    }

    /** Returns the batch with other weights. */
    MixedBatch withWeights(Tensor others) {
        return new MixedBatch(net, natural, points, others, normalization);
    }
}
