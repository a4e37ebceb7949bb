package org.metabalance.studies.adult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.HeaderlessCsv;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.protocol.Fold;

/**
 * The data set Adult of the UCI Machine Learning Repository, who earns more than 50,000 dollars a year,
 * with most of those who do left out. Its two files together, without the rows that miss a value:
 * 45,222 rows, of which 64 % are trained on, 16 % select and 20 % test, as in the experiments of arXiv
 * 2202.10550.
 */
public final class AdultData {
    private static final double[] SHARES = {.64, .16, .2};

    /** Rows tested on over rows trained on. */
    static final double TEST_OVER_TRAIN = SHARES[2] / SHARES[0];

    private static final List<String> COLUMNS = List.of(
            "age", "workclass", "fnlwgt", "education", "education-num", "marital-status",
            "occupation", "relationship", "race", "sex", "capital-gain", "capital-loss",
            "hours-per-week", "native-country", "income");

    private final Target target;
    private final Table features;

    private AdultData(Table table) {
        target = Target.binary(table, "income", ">50K");
        features = target.features(table);
    }

    /**
     * A split of thinned rows.
     *
     * @param fold its parts, each with as many small-class rows as the imbalance says
     * @param pool the small-class rows that were left out of the training part: the oracle's
     */
    public record Thinned(Fold fold, EncodedTable pool) {}

    /**
     * Reads the data.
     *
     * @param paths the folder with both files, or the files
     * @throws UserError if they are not there; says what they are
     */
    public static AdultData read(List<Path> paths) {
        Table all = HeaderlessCsv.read(files(paths), COLUMNS, AdultData::mended);
        int[] complete = IntStream.range(0, all.rows())
                .filter(row -> all.columns().stream().noneMatch(c -> missing(c, row)))
                .toArray();
        return new AdultData(all.select(complete));
    }

    /** The test file has a line about itself, and a full stop after its labels. */
    private static String mended(String line) {
        return line.startsWith("|") ? null : line.endsWith(".")
                ? line.substring(0, line.length() - 1)
                : line;
    }

    private static boolean missing(Column column, int row) {
        return column.text(row) == null;
    }

    private static List<Path> files(List<Path> paths) {
        List<Path> files = paths.stream().flatMap(path -> inside(path).stream()).toList();
        List<Path> train = named(files, "adult[-._]?(train|data).*");
        List<Path> test = named(files, "adult[-._]?test.*");
        if (train.isEmpty() || test.isEmpty()) {
            throw new UserError(
                    (paths.isEmpty()
                            ? "study adult needs --data, a folder"
                            : paths.getFirst() + " is no folder")
                            + " with the two files of the data set \"Adult\" of the UCI Machine"
                            + " Learning Repository: adult.data and adult.test (or adult-train and"
                            + " adult-test, .csv or .csv.gz), as they come, without a header");
        }
        return List.of(train.getFirst(), test.getFirst());
    }

    private static List<Path> named(List<Path> files, String pattern) {
        return files.stream().filter(file -> file.getFileName().toString().matches(pattern))
                .toList();
    }

    private static List<Path> inside(Path path) {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + Texts.reason(e), e);
        }
    }

    /** Splits and thins all three parts to an imbalance; the encoder sees the training part alone. */
    public Thinned thinned(int imbalance, int seed) {
        int[][] parts = Split.parts(target.labels(), target.classes(), Rng.of(seed), SHARES);
        List<int[]> kept = new ArrayList<>();
        int[] pool = {};
        for (int p = 0; p < parts.length; p++) {
            int[] part = parts[p];
            int[] small = Arrays.stream(part).filter(row -> target.labels()[row] == 1).toArray();
            int[] order = Rng.of(seed).stream(imbalance).stream(p).permutation(small.length);
            int[] shuffled = Arrays.stream(order).map(i -> small[i]).toArray();
            int count = (part.length - small.length) / imbalance;
            IntStream large = Arrays.stream(part).filter(row -> target.labels()[row] == 0);
            kept.add(IntStream.concat(large, Arrays.stream(shuffled, 0, count)).sorted().toArray());
            if (p == 0) {
                pool = Arrays.stream(shuffled, count, shuffled.length).sorted().toArray();
            }
        }
        Encoder encoder = Encoder.fit(features.select(kept.getFirst()));
        List<EncodedTable> encoded = kept.stream()
                .map(rows -> encoder.encode(features, target, rows)).toList();
        return new Thinned(
                new Fold(seed, encoded.get(0), encoded.get(1), encoded.get(2)),
                encoder.encode(features, target, pool));
    }
}
