package org.metabalance.app.page.curve;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A curve over some seeds: the mean at each place, and the lowest and highest.
 *
 * @param x the places, ascending; not copied
 * @param mean not copied
 * @param low not copied
 * @param high not copied
 */
public record Band(double[] x, double[] mean, double[] low, double[] high) {
    private static final int PLACES = 101;

    /** At 0, .01, ... 1. */
    private static double[] places() {
        double[] places = new double[PLACES];
        Arrays.setAll(places, i -> i / (PLACES - 1.0));
        return places;
    }

    /** Returns precision by recall: at the highest threshold that reaches the recall, as AP counts. */
    public static Band precisionByRecall(List<Staircase> seeds) {
        return over(places(), seeds, (steps, recall) -> {
            double wanted = Math.max(1, recall * steps.positives() - 1e-9);
            int step = first(steps.truePositives(), wanted);
            return step == steps.size() ? Double.NaN : steps.counts(step).precision();
        });
    }

    /** Returns the first place of a number of at least {@code wanted} in ascending ones. */
    private static int first(int[] ascending, double wanted) {
        int low = -1;
        int high = ascending.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] >= wanted) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Returns the true positive rate by the false positive rate, on straight lines between thresholds. */
    public static Band roc(List<Staircase> seeds) {
        return over(places(), seeds, (steps, rate) -> {
            double wanted = rate * steps.negatives();
            int after = first(steps.falsePositives(), Math.nextUp(wanted));
            double x = after == 0 ? 0 : steps.falsePositives()[after - 1];
            double y = after == 0 ? 0 : steps.truePositives()[after - 1];
            if (after < steps.size()) {
                y += (steps.truePositives()[after] - y) * (wanted - x)
                        / (steps.falsePositives()[after] - x);
            }
            return y / steps.positives();
        });
    }

    /** A curve's value at a place. */
    @FunctionalInterface
    interface Curve {
        double at(Staircase steps, double x);
    }

    /** Returns a curve over the seeds that have a value. */
    static Band over(double[] x, List<Staircase> seeds, Curve curve) {
        double[] mean = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double place = x[i];
            double[] values = seeds.stream().mapToDouble(steps -> curve.at(steps, place))
                    .filter(value -> !Double.isNaN(value)).toArray();
            mean[i] = Arrays.stream(values).average().orElse(Double.NaN);
            low[i] = Arrays.stream(values).min().orElse(Double.NaN);
            high[i] = Arrays.stream(values).max().orElse(Double.NaN);
        }
        return new Band(x, mean, low, high);
    }

    /** Returns the mean of a value over the seeds. */
    public static double mean(List<Staircase> seeds, ToDoubleFunction<Staircase> value) {
        return seeds.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
