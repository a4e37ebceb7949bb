package org.metabalance.meta.fewshot;

import java.util.List;

/**
 * What is done about the imbalance of a support set: Ochal et al., arXiv 2101.02523. Goes with every learner.
 *
 * @param name what users type
 * @param copies whether small classes are over-sampled
 * @param weighting what an example of a class counts in the loss
 * @param gamma the focal loss's exponent, 0 for cross-entropy. As in the published code its losses are summed
 *     and not averaged, and no derivative flows through the factor (1 - p)^gamma
 */
public record Strategy(String name, Copies copies, Weighting weighting, double gamma) {
    /** Whether small classes are over-sampled, with replacement, to the size of the largest. */
    public enum Copies {
        /** They are not. */
        NONE,
        /** Examples are repeated as they are. */
        SAME,
        /** Repeated examples are augmented, those that are there anyway are not. */
        AUGMENTED
    }

    /** What an example counts, by its class's number n of support examples. */
    public sealed interface Weighting {
        /** Returns the weight of an example of a class with {@code n} support examples. */
        double of(int n);

        /** 1. */
        record Equal() implements Weighting {
            @Override
            public double of(int n) {
                return 1;
            }
        }

        /** 1 / n. */
        record Inverse() implements Weighting {
            @Override
            public double of(int n) {
                return 1.0 / n;
            }
        }

        /**
         * (1 - beta) / (1 - beta^n): Cui et al., CVPR 2019.
         *
         * @param beta from 0, where all count the same, to below 1
         */
        record Effective(double beta) implements Weighting {
            /** Checks the number. */
            public Effective {
                if (!(beta >= 0 && beta < 1)) {
                    throw new IllegalArgumentException(
                            "strategy: beta must be from 0 to below 1, got " + beta);
                }
            }

            @Override
            public double of(int n) {
                return (1 - beta) / (1 - StrictMath.pow(beta, n));
            }
        }
    }

    /** Checks gamma. */
    public Strategy {
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException(
                    "strategy: gamma must not be negative, got " + gamma);
        }
    }

    /** Nothing is done. */
    public static final Strategy NONE = plain("none", Copies.NONE);

    /** Random over-sampling to the largest class. */
    public static final Strategy OVER_SAMPLING = plain("ros", Copies.SAME);

    /** Random over-sampling, with copies augmented. */
    public static final Strategy AUGMENTED_OVER_SAMPLING = plain("ros+", Copies.AUGMENTED);

    /** Losses weighted by 1 / n. */
    public static final Strategy WEIGHTED = new Strategy("weighted", Copies.NONE,
            new Weighting.Inverse(), 0);

    /** The focal loss, gamma 2. */
    public static final Strategy FOCAL = new Strategy("focal", Copies.NONE, new Weighting.Equal(),
            2);

    /** Losses weighted by effective numbers; beta is that of the paper's few-shot experiments. */
    public static final Strategy CLASS_BALANCED = new Strategy("class-balanced", Copies.NONE,
            new Weighting.Effective(.8), 0);

    private static Strategy plain(String name, Copies copies) {
        return new Strategy(name, copies, new Weighting.Equal(), 0);
    }

    /** Returns all that have a name. */
    public static List<Strategy> all() {
        return List.of(
                NONE, OVER_SAMPLING, AUGMENTED_OVER_SAMPLING, WEIGHTED, FOCAL, CLASS_BALANCED);
    }

    /**
     * Returns the strategy of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Strategy named(String name) {
        return all().stream().filter(s -> s.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "strategy: there is no '%s', there are %s"
                                .formatted(name, all().stream().map(Strategy::name).toList())));
    }

    /** Returns how many places a support set of such a task takes at most. */
    public int places(Task task) {
        return copies == Copies.NONE
                ? task.mostSupport()
                : task.ways() * task.sizes().largest();
    }
}
