package org.metabalance.meta.fewshot;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.metabalance.meta.statistics.Estimate;

/**
 * How well the queries of many episodes were predicted.
 *
 * @param accuracies of every episode: the share of its queries that got their class; not copied
 * @param bySize the share of a class's queries that got their class, one number for every class of every
 *     episode, by the number of support examples that the class had, before over-sampling
 */
public record EpisodeScores(double[] accuracies, SortedMap<Integer, List<Double>> bySize) {
    /** The normal distribution's, for 95 % of episodes that are drawn independently. */
    private static final double NORMAL_95 = 1.959963984540054;

    /** Returns the mean accuracy with its standard error over the episodes. */
    public Estimate accuracy() {
        return Estimate.of(accuracies);
    }

    /** Returns half the width of the mean accuracy's 95 % interval; NaN of a single episode. */
    public double interval() {
        return interval(accuracy());
    }

    /** Returns half the width of the 95 % interval of an estimate. */
    public static double interval(Estimate estimate) {
        return NORMAL_95 * estimate.standardError();
    }

    /** Returns the mean accuracy of classes by their number of support examples. */
    public SortedMap<Integer, Estimate> accuracyBySize() {
        SortedMap<Integer, Estimate> estimates = new TreeMap<>();
        for (Map.Entry<Integer, List<Double>> size : bySize.entrySet()) {
            estimates.put(size.getKey(), Estimate.of(
                    size.getValue().stream().mapToDouble(Double::doubleValue).toArray()));
        }
        return estimates;
    }
}
