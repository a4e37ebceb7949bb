package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows of every kind of column, with missing values and rare categories, and new ones with more of that. */
final class MixedRows {
    private static final List<String> NAMES = List.of("amount", "since", "at", "place", "mark");

    private MixedRows() {}

    /** Trains on them, threshold .3. */
    static void train(Path directory, String model, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(
                        "train", "--data", file(directory).toString(), "--label", "y", "--method",
                        "plain", "--epochs", "6", "--hidden", "7,5", "--threshold", ".3", "--out",
                        directory.resolve(model).toString()));
        arguments.addAll(List.of(more));
        run(arguments.toArray(String[]::new));
    }

    /** Runs a command that must go well. */
    static Captured run(String... arguments) {
        Captured captured = Captured.run(arguments);
        assertEquals(0, captured.code(), captured.err());
        return captured;
    }

    /** Writes what is trained on. */
    static Path file(Path directory) throws IOException {
        Random random = new Random(5);
        return Samples.write(
                directory.resolve("mixed.csv"), String.join(",", NAMES) + ",y", 240, i -> {
                    boolean yes = i % 4 == 0;
                    String amount = i % 11 == 0
                            ? ""
                            : Double.toString(random.nextGaussian() * 20 + (yes ? 30 : 0));
                    String since = i % 17 == 0
                            ? "NA"
                            : "2024-%02d-%02d".formatted(
                                    1 + random.nextInt(yes ? 12 : 6), 1 + random.nextInt(28));
                    String at = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
                    String place = i < 6 ? "rare" + i : i % 3 == 0 ? "Rome" : "Oslo";
                    String mark = i % 13 == 0 ? "" : yes || i % 5 == 0 ? "a" : "b";
                    return String.join(
                            ",", amount, since, at, place, mark, yes ? "yes" : "no");
                });
    }

    /** Returns new rows: unknown categories, missing values and such as do not fit among them. */
    static List<Map<String, String>> fresh() {
        String[][] values = {
            {"12.5", "2024-02-03", "10:30", "Rome", "a"},
            {"", "2024-02-03", "10:30", "Rome", "a"},
            {"12.5", "NA", "10:30", "Rome", "b"},
            {"12.5", "2024-11-30", "", "Rome", "b"},
            {"12.5", "2024-02-03", "23:59", "", "b"},
            {"12.5", "2024-02-03", "10:30", "Paris", "b"},
            {"12.5", "2024-02-03", "10:30", "rare1", "b"},
            {"12.5", "2024-02-03", "10:30", "Oslo", ""},
            {"12.5", "2024-02-03", "10:30", "Oslo", "zzz"},
            {"-1e30", "2024-02-03", "10:30", "Oslo", "a"},
            {"a lot", "soon", "noon", "Oslo", "a"},
            {"", "", "", "", ""}
        };
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] row : values) {
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                named.put(NAMES.get(i), row[i]);
            }
            rows.add(named);
        }
        return rows;
    }

    /** Writes them. */
    static Path fresh(Path directory) throws IOException {
        List<Map<String, String>> rows = fresh();
        return Samples.write(
                directory.resolve("fresh.csv"), String.join(",", NAMES), rows.size(),
                i -> String.join(",", rows.get(i).values()));
    }
}
