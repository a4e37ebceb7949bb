package org.metabalance.meta.method.supervised;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.sampler.Sampler;

/**
 * Training on resampled rows, then probabilities for the classes' real proportions: with the shares
 * pi_k of the classes in training data and rho_k after resampling,
 *
 * <pre>
 *   p'_k  proportional to  p_k pi_k / rho_k
 * </pre>
 *
 * <p>which adds log(pi_k / rho_k) to every logit, or log(pi_1 / rho_1) - log(pi_0 / rho_0) to the one
 * of two classes (Saerens, Latinne and Decaestecker, Neural Computation 14(1), 2002, equation 2.4;
 * for undersampling Dal Pozzolo et al., IEEE SSCI 2015). Resampling makes probabilities of the small
 * classes too large; this makes them fit for decisions by cost. With two classes the order of the
 * rows, and so average precision, is that of the same training without correction: what it changes is
 * calibration.
 *
 * <p>The correction is part of the output bias from the first update on, and the training loss takes
 * it off again. Adam does not see the difference, so the result is that of correcting afterwards; but
 * epochs are selected by the corrected probabilities, and the model is an ordinary network.
 *
 * @param name as users type it
 * @param summary one line
 * @param sampler what is done to the training rows first
 */
public record PriorCorrection(String name, String summary, Sampler sampler) implements Method {
    @Override
    public About about() {
        return new About(name, summary, "Saerens et al., Neural Computation 14(1), 2002");
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        Examples examples = sampler.resample(problem.train(), rng.stream(Seeds.RESAMPLE));
        double[] correction = correction(problem.train(), examples);
        network.shiftOutput("prior correction", Objectives.offsets(correction));
        Loss loss = Objectives.crossEntropy(problem.train());
        double[] taken = new double[correction.length];
        for (int c = 0; c < taken.length; c++) {
            taken[c] = -correction[c];
        }
        return Supervised.train(
                problem,
                network,
                examples,
                (logits, labels) -> loss.of(Objectives.shifted(logits, taken), labels));
    }

    /** Returns log(pi_k / rho_k) of every class. */
    static double[] correction(Examples train, Examples resampled) {
        double[] before = Objectives.logShares("prior correction", train);
        double[] after = Objectives.logShares("prior correction", resampled);
        for (int c = 0; c < before.length; c++) {
            before[c] -= after[c];
        }
        return before;
    }
}
