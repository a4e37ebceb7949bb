package org.metabalance.studies.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/**
 * Trials that ended well, and the questions a report asks of them.
 *
 * @param all in the study's order
 */
public record Results(List<Result> all) {
    /** Copies the list. */
    public Results {
        all = List.copyOf(all);
    }

    /** Returns those whose setting {@code name} is {@code value}, a text or a number. */
    public Results where(String name, Object value) {
        return where(result -> value.equals(result.settings().get(name)));
    }

    /** Returns those that {@code condition} holds for. */
    public Results where(Predicate<Result> condition) {
        return new Results(all.stream().filter(condition).toList());
    }

    /** Returns the different values of a setting, as they appear. */
    public List<Object> settings(String name) {
        return all.stream().map(result -> result.settings().get(name))
                .filter(value -> value != null).distinct().toList();
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns the number {@code name} of each. */
    public double[] numbers(String name) {
        return all.stream().mapToDouble(result -> result.number(name)).toArray();
    }

    /** Returns mean and standard error of the number {@code name}; NaN if there are none. */
    public Estimate estimate(String name) {
        return all.isEmpty()
                ? new Estimate(Double.NaN, Double.NaN)
                : Estimate.of(numbers(name));
    }

    /** Returns the median of the number {@code name}; NaN if there are none. */
    public double median(String name) {
        double[] sorted = all.stream().mapToDouble(result -> result.number(name)).sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** Returns the smallest number {@code name}; NaN if there are none. */
    public double smallest(String name) {
        return all.stream().mapToDouble(result -> result.number(name)).min().orElse(Double.NaN);
    }

    /**
     * Tests the number {@code name} of these against that of {@code others}. Two trials make a pair if
     * they have the same values of the settings {@code by}; those without a partner are left out.
     */
    public PairedDifference against(Results others, String name, String... by) {
        Map<List<Object>, Result> partners = new HashMap<>();
        for (Result other : others.all) {
            partners.put(place(other, by), other);
        }
        List<double[]> pairs = new ArrayList<>();
        for (Result result : all) {
            Result partner = partners.get(place(result, by));
            if (partner != null) {
                pairs.add(new double[] {result.number(name), partner.number(name)});
            }
        }
        return PairedDifference.of(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }

    private static List<Object> place(Result result, String... by) {
        List<Object> place = new ArrayList<>();
        for (String name : by) {
            place.add(result.text(name));
        }
        return place;
    }

    /** Returns the one with the largest number {@code name}. */
    public Result best(String name) {
        return all.stream().max(Comparator.comparingDouble(result -> result.number(name)))
                .orElseThrow();
    }
}
