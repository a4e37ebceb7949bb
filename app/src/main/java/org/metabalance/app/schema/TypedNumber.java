package org.metabalance.app.schema;

import java.math.BigDecimal;

/** Numbers of files that hold numbers, not texts: how they are written where a text is needed. */
public final class TypedNumber {
    /** Whole numbers up to this one are exact as doubles. */
    public static final long MOST = 1L << 53;

    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e16;

    private TypedNumber() {}

    /**
     * Returns the shortest text that is the number, as the engine that reads Parquet writes it: 1.0, 0.001, 1e-05.
     *
     * @param whole whether the file holds whole numbers in that column: 1
     */
    public static String text(double number, boolean whole) {
        if (whole) {
            return Long.toString((long) number);
        }
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        String text = Double.toString(number);
        if (text.indexOf('E') < 0) {
            return text;
        }
        double size = Math.abs(number);
        if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
            String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        int e = text.indexOf('E');
        String digits = text.substring(0, e);
        int exponent = Integer.parseInt(text.substring(e + 1));
        return (digits.endsWith(".0") ? digits.substring(0, e - 2) : digits)
                + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
