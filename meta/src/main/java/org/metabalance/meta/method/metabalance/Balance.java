package org.metabalance.meta.method.metabalance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;

/**
 * How the classes are balanced in what one of the two losses of {@link MetaBalance} sees of the training
 * examples; of {@link org.metabalance.meta.data.GroupedExamples} it is the groups that are.
 */
public sealed interface Balance {

    /** Returns the name: that of the sampler, or {@code held-out}. */
    String label();

    /** Returns the examples as they are. */
    static Balance natural() {
        return of(new Natural());
    }

    /** Returns equally many of every class, by {@link Repetition}. */
    static Balance equal() {
        return of(new Repetition());
    }

    /** Returns the balance that a sampler makes. */
    static Balance of(Sampler sampler) {
        return new Resampled(sampler);
    }

    /**
     * The training rows with other class proportions.
     *
     * @param sampler makes them, once a training
     */
    record Resampled(Sampler sampler) implements Balance {
        @Override
        public String label() {
            return sampler.name();
        }
    }

    /**
     * A part of the training rows with equally many of every class, taken at random and away from what
     * the other side is made of.
     *
     * @param share how much of the smallest class it takes, above 0 and below 1: one row at least, all
     *     but one at most
     */
    record HeldOut(double share) implements Balance {
        /** Checks the range. */
        public HeldOut {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "held-out examples: the share must be above 0 and below 1, got " + share);
            }
        }

        @Override
        public String label() {
            return "held-out";
        }
    }

    /**
     * The examples of both losses.
     *
     * @param inner what the inner loss sees
     * @param outer what the outer loss sees
     */
    record Pair(Examples inner, Examples outer) {

        /** Makes both of {@code train}; the seeds are those of {@link Seeds}. */
        public static Pair of(Balance inner, Balance outer, Examples train, Rng rng) {
            Rng innerRng = rng.stream(Seeds.INNER_RESAMPLE);
            Rng outerRng = rng.stream(Seeds.RESAMPLE);
            return switch (inner) {
                case HeldOut part -> {
                    Pair split = split(train, part, innerRng);
                    yield new Pair(split.inner, sampler(outer).resample(split.outer, outerRng));
                }
                case Resampled resampled -> switch (outer) {
                    case HeldOut part -> {
                        Pair split = split(train, part, outerRng);
                        yield new Pair(
                                resampled.sampler.resample(split.outer, innerRng), split.inner);
                    }
                    case Resampled other -> new Pair(
                            resampled.sampler.resample(train, innerRng),
                            other.sampler.resample(train, outerRng));
                };
            };
        }

        private static Sampler sampler(Balance balance) {
            return switch (balance) {
                case Resampled resampled -> resampled.sampler;
                case HeldOut part -> throw new IllegalArgumentException(
                        "metabalance: one side at most can be held out, got two");
            };
        }

        /** The held-out part and the rest. */
        private static Pair split(Examples train, HeldOut part, Rng rng) {
            int[] counts = train.groupCounts();
            int smallest = Arrays.stream(counts).filter(n -> n > 0).min().orElse(0);
            if (smallest < 2) {
                throw new IllegalArgumentException(
                        "held-out examples: needs two rows of every class or group, got " + train);
            }
            int each = Math.clamp(Math.round(part.share * smallest), 1, smallest - 1);
            boolean[] taken = new boolean[train.size()];
            for (int c = 0; c < counts.length; c++) {
                int[] own = train.indicesOfGroup(c);
                int[] order = rng.stream(c).permutation(own.length);
                Arrays.stream(order).limit(each).forEach(i -> taken[own[i]] = true);
            }
            IntStream rows = IntStream.range(0, taken.length);
            int[] held = rows.filter(row -> taken[row]).toArray();
            int[] rest = IntStream.range(0, taken.length).filter(row -> !taken[row]).toArray();
            return new Pair(train.select(held), train.select(rest));
        }
    }
}
