package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.store.RowStore;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Mode;

/**
 * Rows of a table that lies on disk, one kind of {@link Examples}: what {@link EncodedTable} is to rows in memory.
 * They lie there as they were read, and are encoded when a batch of them is filled, before each run of a program;
 * in memory are their labels and which rows of the file they are, four bytes each. The same batches have the same
 * bits as those of an encoded table.
 */
public final class StoredRows implements Examples {
    /** Numbers of examples that become part of a program, at most: a quarter of a gigabyte. */
    private static final int MOST_NUMBERS = 1 << 26;

    private final RowStore store;
    private final int[] index; // null: all rows of the store
    private final int[] labels;
    private final int classes;
    private final Encoder encoder;
    private final Parts parts;

    /** Columns of the file, and where their features are. */
    private record Parts(Number[] numbers, Category[] categories) {}

    /** A column of numbers, at {@code place} of a row. */
    private record Number(int place, NumericEncoder encoder, int from) {}

    /** One of categories; {@code positions} has the feature that is 1 for each of its texts, and last for none. */
    private record Category(int place, int[] positions, int from) {}

    private StoredRows(
            RowStore store, int[] index, int[] labels, int classes, Encoder encoder,
            Parts parts) {
        if (labels.length != (index == null ? store.rows() : index.length)) {
            throw new IllegalArgumentException(
                    "rows on disk: need one label each, got %d labels of %d rows"
                            .formatted(labels.length,
                                    index == null ? store.rows() : index.length));
        }
        this.store = store;
        this.index = index;
        this.labels = labels;
        this.classes = classes;
        this.encoder = encoder;
        this.parts = parts;
    }

    /**
     * Creates the examples.
     *
     * @param features columns that lie on disk together, the encoder's among them
     * @param labels the class of every row; not copied
     * @throws IllegalArgumentException if a column is not there, or of another kind than the encoder knows
     */
    static StoredRows of(Table features, int[] labels, int classes, Encoder encoder) {
        List<Number> numbers = new ArrayList<>();
        List<Category> categories = new ArrayList<>();
        RowStore store = null;
        int[] index = null;
        int from = 0;
        for (ColumnEncoder each : encoder.encoders()) {
            Column column = features.column(each.name());
            switch (column) {
                case Column.Numeric(String _, Numbers.OnDisk(RowStore of, int at, int[] rows)) when each instanceof NumericEncoder its -> {
                    numbers.add(new Number(of.place(at), its, from));
                    store = same(store, of);
                    index = rows;
                }
                case Column.Categorical(String _, Texts.OnDisk(RowStore of, int at, int[] rows)) when each instanceof CategoricalEncoder its -> {
                    categories.add(
                            new Category(of.place(at), positions(of.texts(at), its), from));
                    store = same(store, of);
                    index = rows;
                }
                default -> throw new IllegalArgumentException(
                        "rows on disk: column '%s' is not of the file or of another kind"
                                .formatted(each.name()));
            }
            from += each.featureNames().size();
        }
        return new StoredRows(
                store, index, labels, classes, encoder,
                new Parts(numbers.toArray(Number[]::new), categories.toArray(Category[]::new)));
    }

    private static RowStore same(RowStore one, RowStore other) {
        if (one != null && one != other) {
            throw new IllegalArgumentException("rows on disk: columns are of two files");
        }
        return other;
    }

    private static int[] positions(List<String> texts, CategoricalEncoder encoder) {
        ToIntFunction<String> position = encoder.positions();
        int[] positions = new int[texts.size() + 1];
        for (int code = 0; code < texts.size(); code++) {
            positions[code] = position.applyAsInt(texts.get(code));
        }
        positions[texts.size()] = position.applyAsInt(null);
        return positions;
    }

    /**
     * Writes the features of an example.
     *
     * @param x takes {@link #width} numbers from {@code at} on
     */
    void fill(int example, float[] x, int at) {
        Arrays.fill(x, at, at + encoder.width(), 0);
        long row = store.row(index == null ? example : index[example]);
        for (Number part : parts.numbers) {
            part.encoder.encode(store.numberAt(row + part.place), x, at + part.from);
        }
        for (Category part : parts.categories) {
            int code = store.codeAt(row + part.place);
            int position = part.positions[code < 0 ? part.positions.length - 1 : code];
            if (position >= 0) {
                x[at + part.from + position] = 1;
            }
        }
    }

    /**
     * Returns some of the examples, encoded in memory.
     *
     * @throws IllegalStateException if they are too many to be numbers in memory
     */
    public EncodedTable encoded(int[] examples) {
        int width = encoder.width();
        if ((long) examples.length * width > MOST_NUMBERS) {
            throw new IllegalStateException(
                    "rows on disk: too many to be numbers in memory, %,d of %s"
                            .formatted(examples.length, this));
        }
        float[] features = new float[examples.length * width];
        int[] own = new int[examples.length];
        for (int i = 0; i < examples.length; i++) {
            fill(examples[i], features, i * width);
            own[i] = labels[examples[i]];
        }
        return new EncodedTable(
                features, own, classes, encoder.featureNames(), encoder.groups());
    }

    /** Returns at most so many of the examples, evenly spaced, in their order. */
    public int[] spaced(int most) {
        return spaced(size(), most);
    }

    /** Returns at most so many of the numbers below {@code size}, evenly spaced, in their order. */
    public static int[] spaced(int size, int most) {
        int[] some = new int[Math.min(size, most)];
        Arrays.setAll(some, i -> (int) ((long) i * size / some.length));
        return some;
    }

    /** Returns the number of features. */
    public int width() {
        return encoder.width();
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int[] labels() {
        return labels;
    }

    @Override
    public Shape shape() {
        return Shape.of(encoder.width());
    }

    @Override
    public List<Embedded> embedded() {
        return EncodedTable.embedded(encoder.groups());
    }

    /**
     * {@inheritDoc} All examples are then numbers in the program: for few of them.
     *
     * @throws IllegalStateException if they are too many
     */
    @Override
    public Batch on(Tape tape, Tensor indices) {
        return all().on(tape, indices);
    }

    @Override
    public Batch on(Tape tape) {
        return all().on(tape);
    }

    private EncodedTable all() {
        return encoded(spaced(size()));
    }

    @Override
    public BatchInput input(Tape tape, String name, int size, Mode mode, Rng rng) {
        return new StoredBatch(tape, name, size, this);
    }

    @Override
    public StoredRows select(int[] examples) {
        int[] own = new int[examples.length];
        for (int i = 0; i < examples.length; i++) {
            own[i] = labels[examples[i]];
        }
        return new StoredRows(
                store, Selection.compose(index, examples), own, classes, encoder, parts);
    }

    @Override
    public StoredRows relabelled(int[] other) {
        return new StoredRows(store, index, other, classes, encoder, parts);
    }

    @Override
    public boolean like(Examples other) {
        return switch (other) {
            case StoredRows rows -> classes == rows.classes
                    && encoder.groups().equals(rows.encoder.groups());
            case EncodedTable table -> classes == table.classes()
                    && encoder.groups().equals(table.groups());
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "data set on disk [%d, %d], %d classes".formatted(size(), width(), classes);
    }
}
