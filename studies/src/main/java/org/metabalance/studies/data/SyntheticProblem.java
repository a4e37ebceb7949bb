package org.metabalance.studies.data;

import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Synthetic;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Fold;

/**
 * The problems with two features that studies make for themselves: {@value #TRAIN} rows of the majority
 * to train on, half as many to select on, four times as many to test on, and the minority by its ratio.
 */
public enum SyntheticProblem {
    /** A ring of the minority inside one of the majority, around a blob of the majority. */
    CIRCLES("circles", .05) {
        @Override
        EncodedTable rows(int majority, int minority, Rng rng) {
            return Synthetic.circles(majority, minority, noise, rng);
        }
    },
    /** Two half moons that interlock. */
    MOONS("moons", .25) {
        @Override
        EncodedTable rows(int majority, int minority, Rng rng) {
            return Synthetic.moons(majority, minority, noise, rng);
        }
    },
    /** Normal distributions, three of the majority and two of the minority. */
    MIXTURE("mixture", .4) {
        @Override
        EncodedTable rows(int majority, int minority, Rng rng) {
            return Synthetic.mixture(majority, minority, noise, rng);
        }
    };

    public static final int TRAIN = 5000;
    private static final int VALIDATION = TRAIN / 2;
    private static final int TEST = 4 * TRAIN;

    /** Streams of a seed's random numbers, far from those of the methods. */
    private static final long TRAIN_STREAM = 1001;

    private static final long VALIDATION_STREAM = 1002;
    private static final long TEST_STREAM = 1003;

    private final String label;
    final double noise;

    SyntheticProblem(String label, double noise) {
        this.label = label;
        this.noise = noise;
    }

    abstract EncodedTable rows(int majority, int minority, Rng rng);

    /** Returns the name in settings and tables. */
    public String label() {
        return label;
    }

    /** Returns the parts of a seed, all with the imbalance ratio {@code ir}. */
    public Fold fold(int ir, int seed) {
        return new Fold(
                seed, train(TRAIN / ir, seed), part(VALIDATION, ir, seed, VALIDATION_STREAM),
                part(TEST, ir, seed, TEST_STREAM));
    }

    /**
     * Returns the rows to train on; with a larger {@code minority} the first rows of the minority, and
     * all of the majority, are the same.
     */
    public EncodedTable train(int minority, int seed) {
        return rows(TRAIN, minority, Rng.of(seed).stream(TRAIN_STREAM));
    }

    private EncodedTable part(int majority, int ir, int seed, long stream) {
        return rows(majority, majority / ir, Rng.of(seed).stream(stream));
    }

    /**
     * Returns the problem of all methods on a fold of two features: a network 2-32-32-1, Adam at 0.003,
     * batches of 128 rows.
     */
    public static Problem problem(Fold fold, int epochs, Problem.Progress progress) {
        return fold.problem().with(ModelFor.mlp(List.of(32, 32)))
                .with(Budget.DEFAULT.withEpochs(epochs).withLearningRate(3e-3))
                .watchedBy(progress);
    }
}
