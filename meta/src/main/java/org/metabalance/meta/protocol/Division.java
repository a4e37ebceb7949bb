package org.metabalance.meta.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.GroupSplit;
import org.metabalance.meta.data.Groups;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.TimeSplit;
import org.metabalance.meta.data.TooFewRowsException;

/** How labelled examples are divided into parts to learn from, to select on and to measure on, run by run. */
public sealed interface Division {
    /** Random stratified parts, anew for every seed. */
    Division BY_SEED = new BySeed(null);

    /**
     * Returns the parts of a run.
     *
     * @param labels the class of every example, an index into {@code classes}
     * @param classes their names, for messages
     * @param run its number, from 0
     * @throws org.metabalance.meta.data.DataException if they cannot be divided so
     */
    Split of(int[] labels, List<String> classes, int run);

    /** Returns how many runs of a method there are, if {@code seeds} were asked for. */
    int runs(int seeds);

    /**
     * Returns rows tested on over rows trained on, the mean over the runs: tests over runs are corrected by it, see
     * {@link org.metabalance.meta.statistics.PairedDifference#corrected}. 0 if all runs have the same parts.
     */
    double testOverTrain();

    /** Returns whether every run has the same parts. */
    default boolean same() {
        return false;
    }

    /** Returns how a run is called: {@code seed 3}, {@code repeat 1, fold 2}. */
    String name(int run);

    /**
     * Parts of the shares of {@link Splits}, anew for every seed.
     *
     * @param groups which examples stay together; null if each stands for itself
     */
    record BySeed(Groups groups) implements Division {
        @Override
        public Split of(int[] labels, List<String> classes, int run) {
            int[][] parts = parts(
                    labels, classes, groups, Rng.of(run), Splits.TRAIN, Splits.VALIDATION,
                    Splits.TEST);
            return new Split(parts[0], parts[1], parts[2]);
        }

        @Override
        public int runs(int seeds) {
            return seeds;
        }

        @Override
        public double testOverTrain() {
            return Splits.TEST_OVER_TRAIN;
        }

        @Override
        public String name(int run) {
            return "seed " + run;
        }
    }

    /**
     * Repeated stratified cross-validation: every fold is tested on once in a repeat; a quarter of the rest is
     * selected on. With five folds the shares are those of {@link Splits}.
     *
     * <p>Folds share what they train on. Their test takes Nadeau and Bengio's variance, with the rows tested on
     * over the rows trained on, which are 3/4 of what is not tested on: 4 / (3 (folds - 1)) (Bouckaert and Frank,
     * PAKDD 2004, do so over repeated cross-validation).
     *
     * @param folds how many, at least 2
     * @param repeats how often, at least 1, each with other folds
     * @param groups which examples stay together; null if each stands for itself
     */
    record Folds(int folds, int repeats, Groups groups) implements Division {
        /** Checks the numbers. */
        public Folds {
            if (folds < 2 || repeats < 1) {
                throw new IllegalArgumentException(
                        "folds: needs at least 2 and 1 repeat, got %d and %d"
                                .formatted(folds, repeats));
            }
        }

        /** Returns the repeat that a run is of, from 1. */
        public int repeat(int run) {
            return run / folds + 1;
        }

        /** Returns the fold that a run tests on, from 1. */
        public int fold(int run) {
            return run % folds + 1;
        }

        @Override
        public Split of(int[] labels, List<String> classes, int run) {
            if (groups == null) {
                requireRows(labels, classes);
            }
            Rng rng = Rng.of(run / folds);
            double[] equal = new double[folds];
            Arrays.fill(equal, 1.0 / folds);
            int[][] all = groups == null
                    ? Split.folds(labels, classes, folds, rng)
                    : GroupSplit.parts(labels, classes, groups, rng, equal);
            int[] test = all[run % folds];
            int[] rest = Split.complement(test, labels.length);
            int[][] parts = parts(
                    Arrays.stream(rest).map(row -> labels[row]).toArray(), classes,
                    groups == null ? null : groups.select(rest), rng.stream(1000 + run % folds),
                    .75, .25);
            return new Split(pick(rest, parts[0]), pick(rest, parts[1]), test);
        }

        /** Every fold needs a row of a class, and of what is left two parts need one. */
        private void requireRows(int[] labels, List<String> classes) {
            int needed = Math.max(folds, folds == 2 ? 4 : 3);
            for (int c = 0; c < classes.size(); c++) {
                int own = c;
                int rows = (int) Arrays.stream(labels).filter(label -> label == own).count();
                if (rows < needed) {
                    throw new TooFewRowsException(
                            "class '%s' has %d rows, too few for %d folds, which need %d; take fewer folds, or leave out the class"
                                    .formatted(classes.get(c), rows, folds, needed),
                            classes.get(c), rows, needed);
                }
            }
        }

        @Override
        public int runs(int seeds) {
            return folds * repeats;
        }

        @Override
        public double testOverTrain() {
            return 1 / (.75 * (folds - 1));
        }

        @Override
        public String name(int run) {
            return repeats == 1
                    ? "fold " + fold(run)
                    : "repeat " + repeat(run) + ", fold " + fold(run);
        }
    }

    /**
     * By time: what is tested on is later than what is selected on, and that later than what is trained on. Without
     * folds parts have the shares of {@link Splits}, the same in every run; with folds time is cut into two
     * stretches more than there are folds, and fold i trains on the first i, selects on the next and tests on the
     * one after that: a window that grows.
     *
     * @param column where the times are from, for messages
     * @param times of every example, in any unit; finite, not copied
     * @param folds how many; 0 for one division
     */
    record InTime(String column, double[] times, int folds) implements Division {
        @Override
        public Split of(int[] labels, List<String> classes, int run) {
            int[][] parts;
            if (folds == 0) {
                parts = TimeSplit.parts(
                        times, column, Splits.TRAIN, Splits.VALIDATION, Splits.TEST);
            } else {
                double[] equal = new double[folds + 2];
                Arrays.fill(equal, 1.0 / equal.length);
                int[][] stretches = TimeSplit.parts(times, column, equal);
                parts = new int[][] {
                    IntStream.rangeClosed(0, run).mapToObj(i -> stretches[i])
                            .flatMapToInt(Arrays::stream).sorted().toArray(),
                    stretches[run + 1], stretches[run + 2]
                };
            }
            List<String> names = List.of("training", "validation", "test");
            for (int p = 0; p < parts.length; p++) {
                TimeSplit.requireClasses(
                        parts[p], labels, classes, column,
                        names.get(p) + " part" + (folds == 0 ? "" : " of fold " + (run + 1)));
            }
            return new Split(parts[0], parts[1], parts[2]);
        }

        @Override
        public int runs(int seeds) {
            return folds == 0 ? seeds : folds;
        }

        @Override
        public double testOverTrain() {
            return folds == 0
                    ? 0
                    : IntStream.rangeClosed(1, folds).mapToDouble(i -> 1.0 / i).sum() / folds;
        }

        @Override
        public boolean same() {
            return folds == 0;
        }

        @Override
        public String name(int run) {
            return folds == 0 ? "seed " + run : "fold " + (run + 1);
        }
    }

    private static int[][] parts(
            int[] labels, List<String> classes, Groups groups, Rng rng, double... shares) {
        return groups == null
                ? Split.parts(labels, classes, rng, shares)
                : GroupSplit.parts(labels, classes, groups, rng, shares);
    }

    private static int[] pick(int[] from, int[] places) {
        return Arrays.stream(places).map(place -> from[place]).toArray();
    }
}
