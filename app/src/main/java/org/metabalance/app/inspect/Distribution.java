package org.metabalance.app.inspect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.table.Column;

/** Where the values of a column lie. */
public sealed interface Distribution {
    /**
     * Of numbers; all NaN if there are none.
     *
     * @param minimum the least
     * @param lower a quarter of the values is at most this (between two values the line between them)
     * @param median half of the values is at most this
     * @param upper three quarters are at most this
     * @param maximum the greatest
     * @param mean of all
     * @param different how many different ones there are
     */
    record Numbers(
            double minimum, double lower, double median, double upper, double maximum, double mean,
            int different) implements Distribution {}

    /**
     * Of categories.
     *
     * @param frequent the most frequent ones, first the most frequent of all
     * @param different how many different ones there are
     */
    record Categories(List<Count> frequent, int different) implements Distribution {
        /** Copies the list. */
        public Categories {
            frequent = List.copyOf(frequent);
        }
    }

    /**
     * How often a category comes.
     *
     * @param value the category
     * @param rows how many rows have it
     */
    record Count(String value, int rows) {}

    /** Returns the distribution of {@code column}, with {@code most} categories at most. */
    static Distribution of(Column column, int most) {
        return switch (column) {
            case Column.Numeric numbers -> of(numbers.values());
            case Column.Categorical texts -> of(texts.values(), most);
        };
    }

    private static Numbers of(double[] all) {
        double[] values = Arrays.stream(all).filter(x -> !Double.isNaN(x)).sorted().toArray();
        if (values.length == 0) {
            return new Numbers(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                    Double.NaN, 0);
        }
        double mean = 0;
        int different = 1;
        for (int i = 0; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1);
            different += i > 0 && values[i] != values[i - 1] ? 1 : 0;
        }
        return new Numbers(
                values[0], quantile(values, .25), quantile(values, .5), quantile(values, .75),
                values[values.length - 1], mean, different);
    }

    /** Linear between the two nearest values, as NumPy and R do by default. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double value = sorted[below];
        return below + 1 < sorted.length
                ? value + (at - below) * (sorted[below + 1] - value)
                : value;
    }

    private static Categories of(String[] values, int most) {
        Map<String, Integer> counts = new HashMap<>();
        for (String value : values) {
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        List<Count> frequent = counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((Count count) -> -count.rows())
                        .thenComparing(Count::value))
                .limit(most)
                .toList();
        return new Categories(frequent, counts.size());
    }
}
