package org.metabalance.meta.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.metabalance.meta.statistics.Holm;
import org.metabalance.meta.statistics.PairedDifference;

/**
 * All methods against one of them, by what decides on the same splits: for each the corrected
 * resampled t test ({@link PairedDifference#corrected}), and Holm's correction for how many methods there
 * were to choose from.
 *
 * @param baseline the method the others are compared with
 * @param testOverTrain rows tested on over rows trained on, in every split
 * @param others all others, the best mean first; at least one
 */
public record Verdict(String baseline, double testOverTrain, List<Versus> others) {
    /**
     * So many splits are asked about at most: a thousand leave the standard error within 0.2 % of what
     * all splits there are would leave.
     */
    private static final int MOST_SPLITS = 1000;

    /**
     * A method against the baseline.
     *
     * @param method its name
     * @param difference the mean difference on the splits on which both ended well, and its test for
     *     splits that share rows; NaN without such splits
     * @param pValue of the test, corrected by Holm; NaN with fewer than two such splits
     */
    public record Versus(String method, PairedDifference difference, double pValue) {
        /** Returns whether the method is better beyond noise. */
        public boolean better() {
            // a method can have the best mean because it failed on the splits that are hard
            return difference.difference() > 0 && pValue < PairedDifference.SIGNIFICANCE;
        }

        /** Returns whether the method is worse beyond noise. */
        public boolean worse() {
            return difference.difference() < 0 && pValue < PairedDifference.SIGNIFICANCE;
        }
    }

    /**
     * Checks that there is something to compare.
     *
     * @throws IllegalArgumentException if there is no other method
     */
    public Verdict {
        others = List.copyOf(others);
        if (others.isEmpty()) {
            throw new IllegalArgumentException("verdict: needs another method, got none");
        }
    }

    /**
     * Compares.
     *
     * @param methods their names, the best mean first
     * @param observed the difference of each to the baseline, not corrected
     */
    static Verdict of(
            String baseline, double testOverTrain, List<String> methods,
            List<PairedDifference> observed) {
        List<PairedDifference> corrected = observed.stream()
                .map(difference -> difference.corrected(testOverTrain)).toList();
        double[] holm = holm(corrected);
        Versus[] others = new Versus[holm.length];
        Arrays.setAll(others, i -> new Versus(methods.get(i), corrected.get(i), holm[i]));
        return new Verdict(baseline, testOverTrain, List.of(others));
    }

    private static double[] holm(List<PairedDifference> differences) {
        return Holm.correct(differences.stream().mapToDouble(PairedDifference::pValue).toArray());
    }

    /** Returns the one with the best mean. */
    public Versus best() {
        return others.getFirst();
    }

    /** Returns those that are worse than the baseline beyond noise. */
    public List<String> worse() {
        return others.stream().filter(Versus::worse).map(Versus::method).toList();
    }

    /**
     * Returns how many splits would show the best method's difference: the fewest with which it would
     * be beyond noise, after both corrections, if all means and spreads stayed as observed. Empty if no
     * number of splits of this table would, as they share their rows; or if there is no difference.
     */
    public OptionalInt splitsToShow() {
        PairedDifference best = best().difference();
        if (best.pairs() < 2 || best.difference() == 0 || !shownBy(MOST_SPLITS)) {
            return OptionalInt.empty();
        }
        int few = 1;
        int enough = MOST_SPLITS;
        while (enough - few > 1) {
            int middle = (few + enough) / 2;
            if (shownBy(middle)) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return OptionalInt.of(enough);
    }

    private boolean shownBy(int splits) {
        return holm(others.stream().map(other -> expected(other.difference(), splits)).toList())[0]
                < PairedDifference.SIGNIFICANCE;
    }

    /** Returns a difference as it would be if so many splits had the same mean and spread. */
    private PairedDifference expected(PairedDifference difference, int splits) {
        if (difference.pairs() < 2) {
            return difference;
        }
        double observed = difference.standardError()
                / Math.sqrt(1 + difference.pairs() * testOverTrain);
        return PairedDifference
                .of(difference.difference(),
                        observed * Math.sqrt((double) difference.pairs() / splits), splits)
                .corrected(testOverTrain);
    }
}
