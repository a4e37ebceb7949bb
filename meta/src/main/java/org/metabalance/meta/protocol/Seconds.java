package org.metabalance.meta.protocol;

import java.util.Comparator;
import java.util.List;

/**
 * How long a method trains, without the JVM's warm-up: the median over its runs but the first, in which
 * its classes are loaded and its code is compiled.
 *
 * <p>Runs begin seed by seed, so the first is that of the smallest seed. A comparison that went on after a
 * stop has a second first run, which a median of three or more does not follow.
 *
 * @param median in seconds; the only run's if there is one alone
 * @param warm whether the first run is left out; if not, warm-up is included
 */
public record Seconds(double median, boolean warm) {
    /** Returns the time of a method's runs, at least one. */
    static Seconds of(List<Run> runs) {
        double[] sorted = runs.stream().sorted(Comparator.comparingInt(Run::seed))
                .skip(runs.size() > 1 ? 1 : 0).mapToDouble(Run::seconds).sorted().toArray();
        int n = sorted.length;
        return new Seconds((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, runs.size() > 1);
    }
}
