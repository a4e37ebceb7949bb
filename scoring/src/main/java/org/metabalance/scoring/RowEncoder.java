package org.metabalance.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.CategoricalEncoder;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.ColumnEncoder;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.NumericEncoder;
import org.metabalance.scoring.message.Messages;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;
import org.metabalance.scoring.schema.Schema;

/** From the values of a row, by the schema, to what the encoder makes of them. Immutable. */
final class RowEncoder {
    private final List<Part> parts = new ArrayList<>();
    private final int width;

    /** A column, and where its features are. */
    private record Part(
            ColumnEncoder encoder, ColumnTexts texts, ToIntFunction<String> positions, int from) {}

    /** Throws DataException if the schema does not tell how the encoder's columns are read. */
    RowEncoder(Encoder encoder, Schema schema) {
        width = encoder.width();
        int from = 0;
        for (ColumnEncoder column : encoder.encoders()) {
            ColumnSchema read = schema.column(column.name()).orElse(null);
            if (read == null || !read.isRead()
                    || read.kind().isNumeric() != column instanceof NumericEncoder) {
                throw new DataException(
                        "%s does not say how column '%s' is read; train again"
                                .formatted(Schema.FILE, Messages.oneLine(column.name())));
            }
            parts.add(new Part(
                    column, new ColumnTexts(read),
                    column instanceof CategoricalEncoder texts ? texts.positions() : null, from));
            from += column.featureNames().size();
        }
    }

    int width() {
        return width;
    }

    void encode(Map<String, ?> row, float[] features) {
        Arrays.fill(features, 0);
        for (Part part : parts) {
            String name = part.encoder.name();
            Object value = row.get(name);
            if (value == null && !row.containsKey(name)) {
                throw new DataException(
                        "the model was trained with a column that the row does not have: '%s'%s"
                                .formatted(name, Messages.didYouMean(name, row.keySet())));
            }
            switch (part.encoder) {
                case NumericEncoder numbers ->
                        numbers.encode(number(part, value), features, part.from);
                case CategoricalEncoder _ -> {
                    int position = part.positions.applyAsInt(category(part, value));
                    if (position >= 0) {
                        features[part.from + position] = 1;
                    }
                }
            }
        }
    }

    private static double number(Part part, Object value) {
        double number = switch (value) {
            case null -> Double.NaN;
            case Number typed -> typed.doubleValue();
            default -> part.texts.numberOrMissing(value.toString());
        };
        if (Double.isInfinite(number)) {
            throw new DataException(
                    "column '%s': infinite value; correct it or leave it empty"
                            .formatted(part.encoder.name()));
        }
        return number;
    }

    /** A number is the text it would be in a file, 1.0 as 1. */
    private static String category(Part part, Object value) {
        return switch (value) {
            case null -> null;
            case Number typed -> {
                String text = new Column.Numeric("", new double[] {typed.doubleValue()}).text(0);
                yield text == null ? null : part.texts.categoryOrMissing(text);
            }
            default -> part.texts.categoryOrMissing(value.toString());
        };
    }
}
