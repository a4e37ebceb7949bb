package org.metabalance.app.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.Texts;

/**
 * Which numbers a stretch of paper stands for.
 *
 * @param low at its beginning
 * @param high at its end, larger
 * @param logarithmic whether equal ratios are equally long
 */
record Axis(double low, double high, boolean logarithmic) {
    /** Round steps between ticks, times a power of ten. */
    private static final int[] STEPS = {1, 2, 5};

    private static final double MARGIN = .05;

    /** A number with a mark. */
    record Tick(double value, String label) {}

    /** Returns an axis from one number to another. */
    static Axis exactly(double low, double high) {
        return high > low ? new Axis(low, high, false) : new Axis(low - .5, low + .5, false);
    }

    /** Returns an axis on which all finite {@code values} have room. */
    static Axis around(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return exactly(0, 1);
        }
        double least = Arrays.stream(finite).min().orElseThrow();
        double most = Arrays.stream(finite).max().orElseThrow();
        double margin = MARGIN * (most - least);
        // a single number in the middle of a range of its own size
        return margin > 0
                ? exactly(least - margin, most + margin)
                : exactly(least - .5 * scale(least), least + .5 * scale(least));
    }

    private static double scale(double value) {
        return value == 0 ? 1 : Math.abs(value);
    }

    /** Returns a logarithmic axis of whole decades, on which all {@code values} above 0 have room. */
    static Axis decades(double... values) {
        double[] positive = Arrays.stream(values)
                .filter(value -> value > 0 && Double.isFinite(value)).toArray();
        double least = Arrays.stream(positive).min().orElse(1);
        double most = Arrays.stream(positive).max().orElse(1);
        int from = (int) Math.floor(Math.log10(least));
        int to = (int) Math.ceil(Math.log10(most));
        return new Axis(power(from), power(to > from ? to : from + 1), true);
    }

    private static double power(int exponent) {
        return Double.parseDouble("1e" + exponent); // the number nearest to it, unlike Math.pow
    }

    /** Returns where a number stands: 0 at the beginning, 1 at the end, beyond them outside. */
    double share(double value) {
        return logarithmic
                ? value > 0
                        ? Math.log(value / low) / Math.log(high / low)
                        : Double.NEGATIVE_INFINITY
                : (value - low) / (high - low);
    }

    /** Returns round numbers on the axis, at most so many, but two at least. */
    List<Tick> ticks(int most) {
        return logarithmic ? powers(most) : multiples(Math.max(2, most));
    }

    private List<Tick> powers(int most) {
        int from = (int) Math.round(Math.log10(low));
        int to = (int) Math.round(Math.log10(high));
        int step = Math.max(1, Math.ceilDiv(to - from + 1, Math.max(2, most)));
        boolean plain = from >= -3 && to <= 6;
        List<Tick> ticks = new ArrayList<>();
        for (int i = from; i <= to; i += step) {
            ticks.add(new Tick(power(i), plain ? text(power(i)) : "1e" + i));
        }
        return ticks;
    }

    private List<Tick> multiples(int most) {
        int exponent = (int) Math.floor(Math.log10((high - low) / most)) - 1;
        List<Tick> finer = List.of();
        for (int i = 0;; i++) {
            BigDecimal step = BigDecimal.valueOf(STEPS[i % STEPS.length])
                    .scaleByPowerOfTen(exponent + i / STEPS.length);
            long first = (long) Math.ceil(low / step.doubleValue() - 1e-9);
            long last = (long) Math.floor(high / step.doubleValue() + 1e-9);
            if (last - first < 1) {
                return finer; // one number says nothing of a scale
            }
            List<Tick> ticks = new ArrayList<>();
            for (long k = first; k <= last; k++) {
                double value = step.multiply(BigDecimal.valueOf(k)).doubleValue();
                ticks.add(
                        new Tick(
                                value,
                                Texts.format("%,." + Math.max(0, step.scale()) + "f", value)));
            }
            if (ticks.size() <= most) {
                return ticks;
            }
            finer = ticks;
        }
    }

    /** Returns a number with three digits that say something. */
    static String text(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "no number";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e7) {
            return Texts.format("%.1e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        return Texts.format("%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }
}
