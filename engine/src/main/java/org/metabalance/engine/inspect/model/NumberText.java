package org.metabalance.engine.inspect.model;

import java.util.Locale;
import org.metabalance.engine.DType;

/** Numbers as people read them. */
public final class NumberText {
    /** Whole numbers up to here are written without a fraction or an exponent. */
    private static final double PLAIN = 1e9;

    private NumberText() {}

    /** Returns all the digits that tell a number from its neighbours in its type. */
    public static String exact(double value, DType dtype) {
        if (value == Math.rint(value) && Math.abs(value) < PLAIN) {
            return Long.toString((long) value);
        }
        return dtype == DType.F32 ? Float.toString((float) value) : Double.toString(value);
    }

    /** Returns four significant digits. */
    public static String rounded(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6 || !Double.isFinite(value)) {
            return Double.isFinite(value) ? Long.toString((long) value) : Double.toString(value);
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e-4 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int whole = (int) Math.floor(StrictMath.log10(magnitude)) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, 4 - whole) + "f", value);
    }

    /** Returns a count with its thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns an amount of memory. */
    public static String bytes(long value) {
        if (value < 1024) {
            return value + " B";
        }
        double amount = value / 1024.0;
        for (String unit : new String[] {"KiB", "MiB"}) {
            if (amount < 1024) {
                return String.format(Locale.ROOT, "%.1f %s", amount, unit);
            }
            amount /= 1024;
        }
        return String.format(Locale.ROOT, "%.1f GiB", amount);
    }
}
