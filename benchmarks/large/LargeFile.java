import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * Writes a made-up table of any number of rows and 30 columns: 24 of numbers, a sixth of which have gaps, five
 * of categories (3, 8, 40, 60 and 400 different ones, one with gaps), and the label {@code event}, which is 1 in
 * about one of 200 rows and depends on some of the others. The same rows and seed give the same bytes.
 *
 * <pre>
 * java LargeFile.java rows.csv 20000000
 * java -cp 'LIBRARIES/*' LargeFile.java rows.parquet 20000000
 * </pre>
 *
 * <p>A Parquet file is made of the CSV file beside it by DuckDB, which must be on the class path.
 */
final class LargeFile {
    private static final int NUMBERS = 24;
    private static final int[] CATEGORIES = {3, 8, 40, 60, 400};

    private final byte[] line = new byte[1024];
    private int length;

    private LargeFile() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length < 2) {
            System.err.println("usage: LargeFile FILE.csv|FILE.parquet ROWS [SEED]");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        Path csv = Path.of(arguments[0].replaceFirst("\\.parquet$", ".csv"));
        if (csv.equals(file) || !Files.exists(csv)) {
            new LargeFile().write(csv, Long.parseLong(arguments[1]), seed);
        }
        if (!csv.equals(file)) {
            parquet(csv, file);
        }
    }

    private static void parquet(Path csv, Path file) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("SET memory_limit = '2GB'");
            statement.execute("SET preserve_insertion_order = true");
            statement.execute(
                    "COPY (SELECT * FROM read_csv('%s', header = true)) TO '%s' (FORMAT parquet)"
                            .formatted(csv, file));
        }
    }

    private void write(Path file, long rows, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            StringBuilder header = new StringBuilder();
            for (int j = 0; j < NUMBERS; j++) {
                header.append('n').append(j).append(',');
            }
            for (int j = 0; j < CATEGORIES.length; j++) {
                header.append('c').append(j).append(',');
            }
            out.write(header.append("event\n").toString().getBytes(StandardCharsets.US_ASCII));
            for (long row = 0; row < rows; row++) {
                length = 0;
                row(random);
                out.write(line, 0, length);
            }
        }
    }

    private void row(SplittableRandom random) {
        double logit = -7.6;
        for (int j = 0; j < NUMBERS; j++) {
            double value = random.nextGaussian();
            boolean gap = j % 6 == 5 && random.nextInt(100) < 5;
            if (j < 6) {
                logit += (j % 2 == 0 ? .8 : -.5) * (gap ? 0 : value);
            }
            if (!gap) {
                // amounts, counts and measures
                number(j % 3 == 0 ? Math.exp(1.5 * value) * 40 : j % 3 == 1
                        ? Math.rint(20 + 6 * value)
                        : value, j % 3 == 1 ? 0 : j % 3 == 0 ? 2 : 4);
            }
            line[length++] = ',';
        }
        for (int j = 0; j < CATEGORIES.length; j++) {
            // the first ones are the most frequent
            double draw = random.nextDouble();
            int value = (int) (CATEGORIES[j] * draw * draw);
            if (j == 2 && random.nextInt(100) < 3) {
                line[length++] = ',';
                continue;
            }
            logit += j == 0 ? .7 * value : j == 4 && value % 7 == 0 ? 1 : 0;
            line[length++] = (byte) ('A' + j);
            digits(value);
            line[length++] = ',';
        }
        line[length++] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? '1' : '0');
        line[length++] = '\n';
    }

    private void number(double value, int decimals) {
        long scale = decimals == 0 ? 1 : decimals == 2 ? 100 : 10_000;
        long scaled = Math.round(Math.abs(value) * scale);
        if (value < 0 && scaled > 0) {
            line[length++] = '-';
        }
        digits(scaled / scale);
        if (decimals > 0) {
            line[length++] = '.';
            for (long unit = scale / 10; unit > 0; unit /= 10) {
                line[length++] = (byte) ('0' + scaled / unit % 10);
            }
        }
    }

    private void digits(long value) {
        if (value >= 10) {
            digits(value / 10);
        }
        line[length++] = (byte) ('0' + value % 10);
    }
}
