package org.metabalance.meta.method.deferred;

import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.metric.Merit;
import org.metabalance.nn.loss.Normalization;

/**
 * The class-wise difficulty-balanced loss (Sinha et al., ACCV 2020, arXiv 2010.01824): after every epoch
 * classes are weighted by how badly they are told on the validation rows. With accuracies A_k there,
 *
 * <pre>
 *   d_k = max(1 - A_k, floor)        w_k = K d_k^tau / sum_j d_j^tau        loss = mean_i w_{y_i} l_i
 * </pre>
 *
 * <p>All weights are 1 in the first epoch. The mean is over the rows, not over their weights, as in the
 * released code. The paper takes a balanced validation set aside; accuracies of classes need none, so here
 * it is the validation part that every method has: it is used twice, for weights and to select the epoch.
 * A class without a row there counts as the mean of the others.
 *
 * <p>The paper has no floor. Without one (0), a class of few validation rows that are all told rightly
 * gets weight 0, what is left gets all, and training can collapse.
 *
 * @param about what is told of it
 * @param loss a {@link RowLoss}: cross-entropy, or the focal loss for the focal form
 * @param tau the exponent; {@link Dynamic#PAPER} by default
 * @param floor the least difficulty, 0 to 1; 0.1 by default, 0 in the paper
 */
public record DifficultyBalanced(About about, LossFor loss, Tau tau, double floor)
        implements Method {
    private static final String SINHA = "Sinha et al., ACCV 2020, arXiv 2010.01824";

    /** The exponent of difficulties. */
    public sealed interface Tau {
        /** Returns the exponent for a largest and a smallest accuracy. */
        double of(double largest, double smallest);
    }

    /**
     * The same exponent in every epoch.
     *
     * @param tau at least 0, which weighs all alike; the paper tries 0.5, 1, 1.5, 2 and 5
     */
    public record Fixed(double tau) implements Tau {
        /** Checks the range. */
        public Fixed {
            if (!(tau >= 0 && Double.isFinite(tau))) {
                throw new IllegalArgumentException("cdb: tau must not be negative, got " + tau);
            }
        }

        @Override
        public double of(double largest, double smallest) {
            return tau;
        }
    }

    /** Larger the more accuracies differ; there are two rules in the released code. */
    public enum Dynamic implements Tau {
        /** 2 sigmoid(max A / (min A + 0.01) - 1), from about 1 to 2: the paper's, and the default. */
        PAPER {
            @Override
            public double of(double largest, double smallest) {
                return 2 * sigmoid(largest / (smallest + .01) - 1);
            }
        },
        /** sigmoid(max A / (min A + 0.01)), 0.5 to 1: what the released trainings use. */
        RELEASED {
            @Override
            public double of(double largest, double smallest) {
                return sigmoid(largest / (smallest + .01));
            }
        };

        private static double sigmoid(double x) {
            return 1 / (1 + StrictMath.exp(-x));
        }
    }

    /** Checks the range. */
    public DifficultyBalanced {
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    "cdb: the least difficulty must be from 0 to 1, got " + floor);
        }
    }

    /** Returns cross-entropy with the paper's dynamic exponent and a floor of 0.1. */
    public static DifficultyBalanced cdb() {
        return new DifficultyBalanced(
                new About("cdb", "classes weighted by how badly they are told on validation rows",
                        SINHA),
                new TrainingLoss.CrossEntropy(), Dynamic.PAPER, .1);
    }

    /** Returns the focal form, gamma 1 as the released code's focal loss. */
    public static DifficultyBalanced focal() {
        return new DifficultyBalanced(
                new About("cdb-focal", "as cdb, and easy rows count less: focal loss, gamma 1",
                        SINHA),
                new TrainingLoss.Focal(1), Dynamic.PAPER, .1);
    }

    /** Returns this method with another exponent. */
    public DifficultyBalanced with(Tau other) {
        return new DifficultyBalanced(about, loss, other, floor);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the loss is no {@link RowLoss}
     */
    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        ChangingUpdate update = ChangingUpdate.weighted(
                problem, network,
                RowLoss.require(about.name(), loss.of(problem.train())),
                Normalization.BATCH_SIZE);
        Training.Listener weigher = new Training.Listener() {
            @Override
            public void scored(double[][] probabilities) {
                update.weigh(weights(Difficulty.accuracies(
                        probabilities, problem.validation().labels(), network.classes())));
            }

            @Override
            public void ended(int epoch, Merit merit, boolean best) {}
        };
        return Training.of(problem, network).with(weigher).run("none", update::run);
    }

    /** Returns the weights of classes of these accuracies. */
    double[] weights(double... accuracies) {
        return Difficulty.weights(tau, floor, accuracies);
    }
}
