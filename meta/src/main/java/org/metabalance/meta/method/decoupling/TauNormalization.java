package org.metabalance.meta.method.decoupling;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.metric.Merit;

/**
 * Plain training, after which the weights of every class are divided by their length to the power tau, and
 * the biases dropped: w_k / |w_k|^tau (Kang et al., ICLR 2020, arXiv 1910.09217, section 4.2). Larger
 * classes have longer weights; tau 1 makes all equally long.
 *
 * <p>With two classes there is one logit, the difference of two that are equally long: so tau changes how
 * sure the network is and not the order of the rows, and what tells is that the bias is gone.
 *
 * @param tau at least 0; empty, as by default, for that of 0, 0.1, .. 2 which is best on the validation
 *     rows by {@link Merit}, as epochs are
 */
public record TauNormalization(OptionalDouble tau) implements Method {
    private static final String NAME = "tau-normalisation";
    private static final double[] CANDIDATES = new double[21];

    static {
        Arrays.setAll(CANDIDATES, i -> i / 10.0);
    }

    /** Checks the range. */
    public TauNormalization {
        if (tau.isPresent() && !(tau.getAsDouble() >= 0 && Double.isFinite(tau.getAsDouble()))) {
            throw new IllegalArgumentException(
                    NAME + ": tau must not be negative, got " + tau.getAsDouble());
        }
    }

    /** Tau is chosen on the validation rows. */
    public TauNormalization() {
        this(OptionalDouble.empty());
    }

    /** A network with normalised weights, and by which tau. */
    public record Normalized(Trained network, double tau) implements TrainedWith {}

    @Override
    public About about() {
        return new About(NAME,
                "plain training, then each class's weights divided by a power of their length",
                "Kang et al., ICLR 2020, arXiv 1910.09217");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the model makes no features or its last layer is not linear
     */
    @Override
    public Normalized fit(Problem problem) {
        Network begun = Network.of(problem);
        LastLayer.of(NAME, begun);
        TrainedNetwork trained = Supervised.train(
                problem, begun, problem.train(), Objectives.crossEntropy(problem.train()));
        Network network = trained.network();
        LastLayer last = LastLayer.of(NAME, network);
        NdArray learned = last.weight().value().copy();
        NdArray none = NdArray.zeros(learned.dtype(), last.bias().shape());
        double[] candidates = tau.isPresent() ? new double[] {tau.getAsDouble()} : CANDIDATES;
        double best = candidates[0];
        if (candidates.length > 1) {
            Scorer scorer = Scorer.probabilities(network, problem.validation());
            Merit most = Merit.NONE;
            for (double candidate : candidates) {
                last.set(normalized(learned, candidate), none);
                Merit merit = Merit.of(scorer.rows(), problem.validation().labels());
                if (merit.betterThan(most)) {
                    most = merit;
                    best = candidate;
                }
            }
        }
        last.set(normalized(learned, best), none);
        return new Normalized(trained, best);
    }

    /**
     * Returns weights of which each column is divided by its length to the power tau; zeros stay.
     *
     * @param weight [features, logits]
     */
    static NdArray normalized(NdArray weight, double tau) {
        NdArray result = weight.copy();
        int logits = weight.shape().dim(1);
        for (int k = 0; k < logits; k++) {
            double squares = 0;
            for (int i = k; i < weight.size(); i += logits) {
                squares += weight.get(i) * weight.get(i);
            }
            double divisor = squares == 0 ? 1 : StrictMath.pow(StrictMath.sqrt(squares), tau);
            for (int i = k; i < weight.size(); i += logits) {
                result.set(i, weight.get(i) / divisor);
            }
        }
        return result;
    }
}
