package org.metabalance.app.report;

import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;

/** Numbers between -1 and 1 as tables and sentences have them: without the zero before the point. */
public final class Decimals {
    private Decimals() {}

    /** Returns {@code .136}, {@code -.012}, {@code 1.000}; a dash for what is not defined. */
    public static String of(double value) {
        return Double.isNaN(value) ? "-" : pointed(Texts.format("%.3f", value));
    }

    /** Returns a difference with its sign, {@code +.0213}; a dash for what is not defined. */
    public static String difference(double value) {
        return Double.isNaN(value) ? "-" : pointed(Texts.format("%+.4f", value));
    }

    /** Returns a p-value with its sign, not to be broken: {@code p = .012}, {@code p < .001}. */
    public static String p(double value) {
        return (value < .001 ? "p < .001" : "p = " + of(value)).replace(' ', TextWidth.NO_BREAK);
    }

    private static String pointed(String number) {
        String unsigned = number.replaceFirst("^-(?=0\\.0*$)", "");
        return unsigned.replaceFirst("^([-+]?)0\\.", "$1.");
    }
}
