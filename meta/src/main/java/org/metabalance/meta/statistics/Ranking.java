package org.metabalance.meta.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Methods compared over data sets, as Demsar (JMLR 7, 2006) recommends: mean ranks, Friedman's test of
 * all together, then which pairs differ.
 *
 * @param methods their names, in the order of all that follows
 * @param ranks on each data set, and their means
 * @param friedman null with fewer than two methods or data sets
 * @param comparisons pair by pair
 */
public record Ranking(
        List<String> methods, Ranks ranks, Friedman friedman, PairwiseComparisons comparisons) {
    /**
     * Compares methods.
     *
     * @param methods their names
     * @param values {@code [dataSets][methods]}, the larger the better, all numbers
     * @throws IllegalArgumentException if there is no data set, or a value is missing
     */
    public static Ranking of(List<String> methods, double[][] values) {
        Ranks ranks = Ranks.of(values);
        if (ranks.methods() != methods.size()) {
            throw new IllegalArgumentException(
                    "ranking: needs as many values as methods, got %d and %d"
                            .formatted(ranks.methods(), methods.size()));
        }
        return new Ranking(
                List.copyOf(methods),
                ranks,
                ranks.dataSets() < 2 || ranks.methods() < 2 ? null : Friedman.of(ranks),
                PairwiseComparisons.of(values));
    }

    /** Returns the methods' indices, the best mean rank first; of equal ones the first. */
    public List<Integer> order() {
        return IntStream.range(0, methods.size()).boxed()
                .sorted(Comparator.comparingDouble(m -> ranks.means()[m]))
                .toList();
    }

    /**
     * Returns runs of neighbours in {@link #order} that do not differ beyond noise, as indices; see
     * {@link PairwiseComparisons#cliques}. If Friedman's test finds no difference at all, that is one run
     * of all methods.
     */
    public List<List<Integer>> cliques() {
        boolean anything = friedman != null && friedman.fP() < PairedDifference.SIGNIFICANCE;
        return anything || methods.size() < 2 ? comparisons.cliques(order()) : List.of(order());
    }
}
