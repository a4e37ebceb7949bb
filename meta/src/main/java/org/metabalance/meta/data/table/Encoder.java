package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;

/**
 * Turns tables into data sets, by rules learned from the training part alone.
 *
 * <ul>
 *   <li>A number becomes (value - mean) / standard deviation of the training values; outliers keep
 *       their distance. A missing one becomes the training median, and a further feature says so if
 *       any was missing in training.
 *   <li>A category becomes one feature per category of the training part, see {@link
 *       EncoderOptions}, for each of which networks learn a vector if there are many; missing is a category of its own.
 *   <li>A column that is constant in training has nothing to tell and is dropped, see {@link
 *       #dropped()}; so is one whose categories are all too rare.
 * </ul>
 *
 * <p>An encoder can be turned into plain maps, lists, texts and numbers and back, so that it can be
 * stored beside a model as JSON. Immutable.
 */
public final class Encoder {
    private final List<ColumnEncoder> encoders;
    private final List<Dropped> dropped;
    private final List<String> featureNames;
    private final List<ColumnGroup> groups;

    /**
     * A column that is not used.
     *
     * @param column its name
     * @param reason why, for the user
     */
    public record Dropped(String column, String reason) {}

    Encoder(List<ColumnEncoder> encoders, List<Dropped> dropped) {
        this.encoders = List.copyOf(encoders);
        this.dropped = List.copyOf(dropped);
        List<String> names = new ArrayList<>();
        List<ColumnGroup> all = new ArrayList<>();
        for (ColumnEncoder encoder : encoders) {
            all.addAll(encoder.groups(names.size()));
            names.addAll(encoder.featureNames());
        }
        this.featureNames = List.copyOf(names);
        this.groups = List.copyOf(all);
    }

    /** Learns from the features of the training part, with the default options. */
    public static Encoder fit(Table train) {
        return fit(train, EncoderOptions.DEFAULT);
    }

    /**
     * Learns from the features of the training part.
     *
     * @throws DataException if a value is infinite or no column is of use
     */
    public static Encoder fit(Table train, EncoderOptions options) {
        if (train.rows() == 0) {
            throw new DataException("encoder: the training part has no rows");
        }
        List<ColumnEncoder> encoders = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        for (Column column : train.columns()) {
            Optional<? extends ColumnEncoder> encoder = switch (column) {
                case Column.Numeric numbers -> NumericEncoder.fit(train, numbers);
                case Column.Categorical texts -> CategoricalEncoder.fit(texts, options);
            };
            if (encoder.isPresent()) {
                encoders.add(encoder.get());
            } else {
                dropped.add(new Dropped(column.name(), reason(column)));
            }
        }
        if (encoders.isEmpty()) {
            throw new DataException(
                    "no feature column is of use, all are constant or too rare in the training part: "
                            + Table.shortList(train.names(), 20));
        }
        return new Encoder(encoders, dropped);
    }

    private static String reason(Column column) {
        String first = null;
        for (int row = 0; row < column.rows(); row++) {
            String value = column.text(row);
            if (value != null && first != null && !value.equals(first)) {
                return "every category is too rare";
            }
            first = first == null ? value : first;
        }
        return first == null ? "all values are missing" : "all values are the same";
    }

    /** Returns the width of the data sets: the number of features. */
    public int width() {
        return featureNames.size();
    }

    /** Returns the features' names, in order. */
    public List<String> featureNames() {
        return featureNames;
    }

    /** Returns the columns the features came from, in order. */
    public List<ColumnGroup> groups() {
        return groups;
    }

    /** Returns the names of the columns a table must have to be encoded. */
    public List<String> columns() {
        return encoders.stream().map(ColumnEncoder::name).toList();
    }

    /** Returns what becomes of each column, in order. */
    public List<ColumnEncoder> encoders() {
        return encoders;
    }

    /** Returns the columns of the training part that are not used, and why. */
    public List<Dropped> dropped() {
        return dropped;
    }

    /** Encodes all rows of {@code table} without labels, for prediction among {@code classes}. */
    public EncodedTable encode(Table table, int classes) {
        int[] labels = new int[table.rows()];
        Arrays.fill(labels, EncodedTable.UNLABELLED);
        return encode(table, labels, classes);
    }

    /**
     * Encodes the labelled rows {@code rows} of {@code features}, what {@link Target#features} gave, in memory.
     */
    public EncodedTable encode(Table features, Target target, int[] rows) {
        return encode(features.select(rows), target.labels(rows), target.classes().size());
    }

    /**
     * Returns the labelled rows {@code rows} of {@code features}, what {@link Target#features} gave, as examples: an
     * {@link EncodedTable}, or {@link StoredRows} where the features are on disk.
     *
     * @param rows not copied
     */
    public Examples examples(Table features, Target target, int[] rows) {
        return features.onDisk()
                ? StoredRows.of(
                        features.select(rows), target.labels(rows), target.classes().size(), this)
                : encode(features, target, rows);
    }

    /**
     * Encodes all rows of {@code table}; columns the encoder does not know are ignored.
     *
     * @param labels the class index of every row
     * @param classes the number of classes
     * @throws DataException if a column is missing, a value is infinite, or a text stands where a
     *     number is needed; names column and row
     */
    public EncodedTable encode(Table table, int[] labels, int classes) {
        if (table.rows() != labels.length) {
            throw new IllegalArgumentException(
                    "encode: needs one label a row, got %d rows and %d labels"
                            .formatted(table.rows(), labels.length));
        }
        List<String> absent = columns().stream().filter(name -> !table.has(name)).toList();
        if (!absent.isEmpty()) {
            throw new DataException(
                    "the model was trained with %s that the data does not have: %s; the data has: %s"
                            .formatted(
                                    absent.size() == 1 ? "a column" : absent.size() + " columns",
                                    Table.shortList(absent, 10),
                                    Table.shortList(table.names(), 20)));
        }
        float[] features = new float[Math.multiplyExact(table.rows(), width())];
        int from = 0;
        for (ColumnEncoder encoder : encoders) {
            encoder.encode(table, table.column(encoder.name()), features, width(), from);
            from += encoder.featureNames().size();
        }
        return new EncodedTable(features, labels, classes, featureNames, groups);
    }

    /** Returns the encoder as plain maps, lists, texts, numbers and booleans. */
    public Map<String, Object> toMap() {
        return EncoderFormat.write(encoders, dropped);
    }

    /**
     * Returns the encoder that {@link #toMap} described, also after a way through JSON.
     *
     * @throws DataException if {@code map} does not describe an encoder; names the entry
     */
    public static Encoder fromMap(Map<String, ?> map) {
        return EncoderFormat.read(map);
    }
}
