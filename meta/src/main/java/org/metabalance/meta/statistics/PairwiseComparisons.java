package org.metabalance.meta.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Which methods differ over data sets: Wilcoxon's signed-rank test of every pair, two-sided, with
 * {@link Holm}'s correction for the number of pairs. Better than comparing mean ranks by Nemenyi's test, whose
 * outcome for two methods depends on the others (Benavoli, Corani and Mangili, JMLR 17, 2016).
 *
 * <p>Data sets on which two methods are equal say nothing about the pair and are left out. The p-value
 * is exact where no two differences are equally large, and from the normal distribution otherwise.
 *
 * @param methods how many
 * @param pairs every pair once, the smallest p-value first
 */
public record PairwiseComparisons(int methods, List<Pair> pairs) {
    /**
     * A pair of methods.
     *
     * @param a the index of a method
     * @param b the index of another, above {@code a}
     * @param pValue of Wilcoxon's test
     * @param corrected by Holm: below 0.05 the two differ, with at most 5 % risk of any such claim of
     *     this test being wrong
     */
    public record Pair(int a, int b, double pValue, double corrected) {
        /** Returns whether the two differ beyond noise. */
        public boolean different() {
            return corrected < PairedDifference.SIGNIFICANCE;
        }
    }

    /**
     * Tests every pair.
     *
     * @param values {@code [dataSets][methods]}, of one kind that can be subtracted
     */
    public static PairwiseComparisons of(double[][] values) {
        int methods = values[0].length;
        List<Pair> raw = new ArrayList<>();
        for (int a = 0; a < methods; a++) {
            for (int b = a + 1; b < methods; b++) {
                raw.add(new Pair(a, b, wilcoxon(values, a, b), 1));
            }
        }
        raw.sort(Comparator.comparingDouble(Pair::pValue));
        double[] holm = Holm.correct(raw.stream().mapToDouble(Pair::pValue).toArray());
        List<Pair> corrected = new ArrayList<>();
        for (int i = 0; i < holm.length; i++) {
            Pair pair = raw.get(i);
            corrected.add(new Pair(pair.a(), pair.b(), pair.pValue(), holm[i]));
        }
        return new PairwiseComparisons(methods, List.copyOf(corrected));
    }

    private static double wilcoxon(double[][] values, int a, int b) {
        double[] differences = Arrays.stream(values).mapToDouble(row -> row[a] - row[b])
                .filter(difference -> difference != 0).toArray();
        return differences.length == 0
                ? 1
                : WilcoxonSignedRankTest.withDefaults()
                        .with(AlternativeHypothesis.TWO_SIDED)
                        .test(differences)
                        .getPValue();
    }

    /** Returns whether two methods differ beyond noise. */
    public boolean different(int a, int b) {
        return pairs.stream()
                .filter(pair -> pair.a() == Math.min(a, b) && pair.b() == Math.max(a, b))
                .anyMatch(Pair::different);
    }

    /**
     * Returns the cliques: the longest runs of neighbours in {@code order} of which no two differ, two
     * methods at least in each. They are the bars of a critical-difference diagram.
     *
     * @param order methods from the best mean rank to the worst
     */
    public List<List<Integer>> cliques(List<Integer> order) {
        List<List<Integer>> cliques = new ArrayList<>();
        int reached = 0;
        for (int from = 0; from < order.size(); from++) {
            int to = from + 1;
            while (to < order.size() && fits(order, from, to)) {
                to++;
            }
            if (to - from > 1 && to > reached) {
                cliques.add(List.copyOf(order.subList(from, to)));
                reached = to;
            }
        }
        return cliques;
    }

    private boolean fits(List<Integer> order, int from, int next) {
        return order.subList(from, next).stream()
                .noneMatch(method -> different(method, order.get(next)));
    }
}
