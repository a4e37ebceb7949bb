package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small data files. */
final class Rows {
    private Rows() {}

    /** A number and a category; the label {@code y} is {@code yes} in 12 of 36 rows. */
    static byte[] trainable() {
        return csv("x,c,y", 36, i -> i % 7 * 0.5 + "," + "rgb".charAt(i % 5 % 3) + ","
                + (i % 3 == 0 ? "yes" : "no"));
    }

    /** As {@link #trainable}, with other numbers, another category and a missing value. */
    static byte[] fresh() {
        return csv("c,x", 9, i -> "rgbk".charAt(i % 4) + "," + (i == 3 ? "" : i * 0.25 + ""));
    }

    /** Nothing can be learned of it, whatever the label. */
    static byte[] constant() {
        return csv("x,c,y", 12, i -> "1,r,no");
    }

    private static byte[] csv(String header, int rows, IntFunction<String> row) {
        return IntStream.range(0, rows).mapToObj(row)
                .collect(Collectors.joining("\n", header + "\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
