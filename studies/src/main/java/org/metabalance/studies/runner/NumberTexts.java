package org.metabalance.studies.runner;

import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/** How numbers are written in reports. */
public final class NumberTexts {
    private NumberTexts() {}

    /** Returns a mean with its standard error: {@code 0.650 ±0.012}. */
    public static String text(Estimate value) {
        if (Double.isNaN(value.mean())) {
            return "-";
        }
        return Double.isNaN(value.standardError())
                ? Texts.format("%.3f", value.mean())
                : Texts.format("%.3f \u00b1%.3f", value.mean(), value.standardError());
    }

    /** Returns a difference with its p-value, marked with a star if it is beyond noise. */
    public static String text(PairedDifference value) {
        if (Double.isNaN(value.difference())) {
            return "-";
        }
        boolean sure = value.pValue() < PairedDifference.SIGNIFICANCE;
        return Texts.format(
                "%+.3f (%s)%s", value.difference(), p(value.pValue()), sure ? " *" : "");
    }

    /** Returns a p-value with its sign: {@code p = 0.012}, {@code p < 0.001}. */
    public static String p(double value) {
        if (Double.isNaN(value)) {
            return "p unknown";
        }
        return value < .001 ? "p < 0.001" : Texts.format("p = %.3f", value);
    }

    /** Returns what error bars of means over so many things are. */
    public static String bars(int number, String thing) {
        return "one standard error of the mean over " + Texts.count(number, thing)
                + ", to either side";
    }

    /**
     * A difference in the parts that sentences are made of.
     *
     * @param difference with its sign, to four decimals
     * @param error its standard error, likewise
     * @param pairs how many there are
     * @param p the p-value with its sign
     * @param better whether the first is larger beyond noise
     * @param worse whether the second is
     */
    public record Parts(
            String difference, String error, int pairs, String p, boolean better,
            boolean worse) {}

    /** Returns the parts of a difference. */
    public static Parts parts(PairedDifference value) {
        return new Parts(
                Texts.format("%+.4f", value.difference()),
                Texts.format("%.4f", value.standardError()), value.pairs(), p(value.pValue()),
                value.beyondNoise(), value.reversed().beyondNoise());
    }
}
