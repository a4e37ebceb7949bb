package org.metabalance.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;

/** Small files the tests learn from. */
final class Samples {
    private Samples() {}

    /** A label {@code y} with 30 {@code yes} of 150, a number that tells it, a category that does not. */
    static Path binary(Path directory) throws IOException {
        Random random = new Random(1);
        return write(
                directory.resolve("binary.csv"),
                "x,colour,y",
                150,
                i -> {
                    boolean yes = i % 5 == 0;
                    double x = random.nextGaussian() + (yes ? 1.5 : 0);
                    return x + "," + (i % 3 == 0 ? "red" : "blue") + "," + (yes ? "yes" : "no");
                });
    }

    /** Classes a, b, c with 100, 40 and 20 rows around three points. */
    static Path three(Path directory) throws IOException {
        Random random = new Random(2);
        return write(
                directory.resolve("three.csv"),
                "u,v,kind",
                160,
                i -> {
                    int kind = i < 100 ? 0 : i < 140 ? 1 : 2;
                    double u = random.nextGaussian() + (kind == 1 ? 3 : 0);
                    double v = random.nextGaussian() + (kind == 2 ? 3 : 0);
                    return u + "," + v + "," + "abc".charAt(kind);
                });
    }

    static Path write(Path file, String header, int rows, IntFunction<String> row)
            throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return Files.writeString(file, text);
    }
}
