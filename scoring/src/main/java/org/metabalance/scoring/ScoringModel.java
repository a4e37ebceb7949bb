package org.metabalance.scoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredModel;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;

/**
 * A model that {@code metabalance train} wrote, to score rows of tables with.
 *
 * <pre>{@code
 * ScoringModel model = ScoringModel.load(Path.of("model"));
 * Score score = model.score(Map.of("amount", "12,50", "country", "FR", "age", 31));
 * if (score.flagged()) { ... score.probability() ... }
 * }</pre>
 *
 * <p>What a value means is what it means to {@code predict}, which scores by this class: texts are read by
 * the model's schema; a missing value, and one that does not fit, is what missing values became in training;
 * a category that training never saw counts as one of the rare ones, where there were some, and else for
 * nothing.
 *
 * <p>May be used by any number of threads; the same row has the same bits in each, and in {@code predict}.
 * Where values are numbers and texts of categories, scoring allocates nothing but the result.
 */
public final class ScoringModel {
    private final StoredModel stored;
    private final Schema schema;
    private final RowEncoder rows;
    /** Programs that nobody runs: a thread takes one out, and puts it back. */
    private final AtomicReferenceArray<RowProgram> idle;

    private ScoringModel(StoredModel stored, Schema schema) {
        this.stored = stored;
        this.schema = schema;
        rows = new RowEncoder(encoder(), schema);
        idle = new AtomicReferenceArray<>(
                2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Reads a model's folder.
     *
     * @throws DataException if there is no such model, it is damaged, of another release, or of images: one
     *     line that names the file
     */
    public static ScoringModel load(Path folder) {
        return load(folder, ScoringModel.class.getClassLoader());
    }

    /**
     * Reads a model's folder, see {@link #load(Path)}.
     *
     * @param families where networks of the user's own are looked for
     */
    public static ScoringModel load(Path folder, ClassLoader families) {
        return of(StoredModel.read(folder, families), folder);
    }

    /**
     * Returns a model that was read.
     *
     * @param folder what to call it in messages
     * @throws DataException if it is of images, or lacks its schema
     */
    public static ScoringModel of(StoredModel stored, Path folder) {
        if (!(stored.file().input() instanceof ModelInput.Columns)) {
            throw new DataException(
                    folder + " is a model of images, and rows of tables are scored here;"
                            + " metabalance predict scores images");
        }
        String text = stored.text(Schema.FILE).orElseThrow(() -> new DataException(
                folder + " holds no whole model: " + Schema.FILE + " is missing; train again"));
        Schema schema = SchemaFile.of(text, folder.resolve(Schema.FILE).toString());
        try {
            return new ScoringModel(stored, schema);
        } catch (DataException e) {
            throw new DataException(folder + ": " + e.getMessage(), e);
        }
    }

    /** Returns the model as it was found. */
    public StoredModel stored() {
        return stored;
    }

    /** Returns what columns are read as. */
    public Schema schema() {
        return schema;
    }

    /** Returns what columns become. */
    public Encoder encoder() {
        return stored.file().encoder();
    }

    /** Returns the names of the columns a row must have. */
    public List<String> columns() {
        return encoder().columns();
    }

    /** Returns the classes' names, by index. */
    public List<String> classes() {
        return stored.file().classes();
    }

    /**
     * Returns the calibrated probability from which class 1 of two is predicted, beyond 1 where none is to be; NaN
     * with more classes.
     */
    public double threshold() {
        return stored.file().threshold();
    }

    /** Returns what calibrates the network's probabilities. */
    public Calibrator calibrator() {
        return stored.file().decision().calibrator();
    }

    /**
     * Scores a row.
     *
     * @param row a value for each of {@link #columns}, others are ignored: a {@link Number} is a number, or
     *     days since 1970-01-01 in UTC in a column of dates, or hours in one of times; null is missing; of
     *     anything else its text counts, as it would stand in a file ({@link java.time.LocalDate} and its
     *     kin included)
     * @throws DataException if a column is absent or a number infinite; names it
     */
    public Score score(Map<String, ?> row) {
        RowProgram program = take();
        try {
            rows.encode(row, program.features());
            return program.run(calibrator(), threshold());
        } finally {
            give(program);
        }
    }

    /**
     * Scores a row that is encoded already: the short way for rows that are kept as {@link #encode} gave them.
     *
     * @param features one for each of the encoder's features
     * @throws IllegalArgumentException if their number is another
     */
    public Score scoreEncoded(float[] features) {
        requireWidth("scoreEncoded", features);
        RowProgram program = take();
        try {
            System.arraycopy(features, 0, program.features(), 0, features.length);
            return program.run(calibrator(), threshold());
        } finally {
            give(program);
        }
    }

    /**
     * Encodes a row.
     *
     * @param row as for {@link #score}
     * @param features takes one number for each of the encoder's features
     * @throws DataException if a column is absent or a number infinite; names it
     * @throws IllegalArgumentException if there is not room for as many numbers
     */
    public void encode(Map<String, ?> row, float[] features) {
        requireWidth("encode", features);
        rows.encode(row, features);
    }

    private void requireWidth(String operation, float[] features) {
        if (features.length != rows.width()) {
            throw new IllegalArgumentException(
                    "%s: needs %d features, got %d"
                            .formatted(operation, rows.width(), features.length));
        }
    }

    /**
     * Scores the rows of a table.
     *
     * @return {@code [rows, classes]}
     * @throws DataException if a column is absent or a value infinite; names column and row
     */
    public double[][] probabilities(Table table) {
        return probabilities(encode(table));
    }

    /** Returns the probabilities of encoded rows, {@code [rows, classes]}. */
    public double[][] probabilities(EncodedTable encoded) {
        return encoded.rows() == 0
                ? new double[0][]
                : stored.probabilities(encoded);
    }

    /** Encodes the rows of a table. */
    public EncodedTable encode(Table table) {
        return encoder().encode(table, classes().size());
    }

    private RowProgram take() {
        int mask = idle.length() - 1;
        int first = (int) Thread.currentThread().threadId();
        for (int i = 0; i <= mask; i++) {
            int at = first + i & mask;
            if (idle.getPlain(at) != null) {
                RowProgram program = idle.getAndSet(at, null);
                if (program != null) {
                    return program;
                }
            }
        }
        return new RowProgram(stored.network().network(), rows.width());
    }

    /** Keeps it, if there is room: the garbage collector takes what more threads than processors needed. */
    private void give(RowProgram program) {
        int mask = idle.length() - 1;
        int first = (int) Thread.currentThread().threadId();
        for (int i = 0; i <= mask; i++) {
            if (idle.compareAndSet(first + i & mask, null, program)) {
                return;
            }
        }
    }
}
