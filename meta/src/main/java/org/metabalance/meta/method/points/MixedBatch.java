package org.metabalance.meta.method.points;

import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * Natural rows and augmented points in one batch, with the training loss [sum_x loss + sum_j w_j
 * loss(z_j)] / (N_x + sum_j w_j).
 *
 * @param network what is trained
 * @param natural rows of the training set, N_x of them
 * @param points augmented points with their labels
 * @param weights w, how much each point counts, [points]; null if each counts 1
 * @param normalization what the weighted sum is divided by; {@link Normalization#BATCH_SIZE} divides
 *     by N_x plus the number of points instead
 */
public record MixedBatch(
        Network network, Rows natural, Rows points, Tensor weights, Normalization normalization) {

    /** Returns the training loss at some parameters, one number. */
    public Tensor loss(Parameters at) {
        Tensor losses = losses(at);
        if (weights == null) {
            return losses.mean();
        }
        Tensor ones = weights.tape().ones(natural.labels().size());
        return Losses.weightedMean(losses, Tensor.concat(0, ones, weights), normalization);
    }

    /** Returns the loss of every row and then of every point, [N_x + points], without weights. */
    Tensor losses(Parameters at) {
        Tensor features = Tensor.concat(0, natural.features(), points.features());
        Tensor labels = Tensor.concat(0, natural.labels(), points.labels());
        return perExample(network, network.logits(at, features, Mode.TRAIN), labels);
    }

    /** Returns the mean cross-entropy of some rows. */
    static Tensor mean(Network network, Rows rows, Parameters at) {
        return perExample(network, network.logits(at, rows.features(), Mode.TRAIN), rows.labels())
                .mean();
    }

    /** Returns the cross-entropy of every row, [n]. */
    public static Tensor perExample(Network network, Tensor logits, Tensor labels) {
        return network.classes() == 2
                ? Losses.bceWithLogitsPerExample(logits, labels, LossOptions.NONE)
                : Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE);
    }

    /** Returns the batch with other weights. */
    MixedBatch withWeights(Tensor others) {
        return new MixedBatch(network, natural, points, others, normalization);
    }
}
