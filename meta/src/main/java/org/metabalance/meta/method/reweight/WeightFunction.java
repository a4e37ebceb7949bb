package org.metabalance.meta.method.reweight;

import java.util.List;
import java.util.function.Function;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * V: the weight of a row as a function of its loss, a network of one hidden layer of 100 units with ReLU and,
 * at the end, a sigmoid. With several heads the row's head decides: {@link ClassAwareMetaWeightNet} has one
 * for every cluster of classes, {@link MetaWeightNet} has one in all. Under imbalance V should come to rise
 * with the loss, which is large for rows of small classes; under wrong labels, to fall.
 *
 * @param heads how many weights V has for a loss, at least 1
 * @param headOf the head of every row of the batch, [n]; null where there is one head
 * @param through whether derivatives with respect to losses flow through V's argument and the divisor too
 */
record WeightFunction(int heads, Tensor headOf, boolean through) {
    private static final int HIDDEN = 100;

    /** Meta-Weight-Net's, in its authors' code for class imbalance. */
    static final WeightFunction SINGLE = new WeightFunction(1, null, true);

    /** Returns CMW-Net's: a weight is a constant when the losses are differentiated, the divisor always is. */
    static WeightFunction classAware(int heads, Tensor headOf) {
        return new WeightFunction(heads, headOf, false);
    }

    /** Returns what the parameters of V are. */
    static List<ParameterSpec> parameters(int heads) {
        return network(heads).parameters();
    }

    private static Mlp network(int heads) {
        return Mlp.of(Activation.relu(), 1, HIDDEN, heads);
    }

    /** Returns V(l) for losses l, [n]: weights in (0, 1). */
    Tensor of(Tensor losses, Parameters v) {
        Tensor each = network(heads)
                .apply(v, Parameters.empty(), losses.unsqueeze(1), Mode.TRAIN).output();
        Tensor own = heads == 1 ? each : each.gatherElements(1, headOf.unsqueeze(1));
        return own.squeeze(1).sigmoid();
    }

    /** Returns sum l V(l) / sum V(l). */
    Tensor mean(Tensor losses, Parameters v) {
        if (through) {
            return Losses.weightedMean(losses, of(losses, v), Normalization.WEIGHT_SUM);
        }
        Tensor weights = of(losses.stopGradient(), v);
        // sigmoids: their sum is 0 only where all of them underflow
        return losses.dot(weights).div(weights.sum().stopGradient().maximum(1e-30));
    }

    /** Returns the same number, with derivatives through the first l alone. */
    Tensor meanWithFixedWeights(Tensor losses, Parameters v) {
        Tensor weights = of(losses, v).stopGradient();
        return Losses.weightedMean(losses, weights, Normalization.WEIGHT_SUM);
    }

    /** Returns {@link WeightHypergradient} of {@link #mean}. */
    Parameters hypergradient(
            Tensor losses,
            Parameters theta,
            Function<Parameters, Tensor> outer,
            double rate,
            Parameters v) {
        return WeightHypergradient.of(losses, theta, outer, rate, v, l -> mean(l, v));
    }
}
