package org.metabalance.app.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.CategoricalEncoder;
import org.metabalance.meta.data.table.ColumnEncoder;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.NumericEncoder;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Missing;
import org.metabalance.scoring.schema.Schema;

/**
 * An encoder as nodes: an input for each column, and what becomes of it. Numbers are computed in 64 bits, as the
 * encoder does, and rounded at the end.
 */
final class EncoderToOnnx {
    private final OnnxGraph graph;
    private final Schema schema;
    private final List<String> notes = new ArrayList<>();

    EncoderToOnnx(OnnxGraph graph, Schema schema) {
        this.graph = graph;
        this.schema = schema;
    }

    /** Returns what a person should know about inputs, a line each. */
    List<String> notes() {
        return notes;
    }

    /** Adds inputs and features, {@code [rows, width]} in 32 bits; returns their name. */
    String features(Encoder encoder) {
        List<String> parts = new ArrayList<>();
        for (ColumnEncoder column : encoder.encoders()) {
            ColumnSchema read = schema.column(column.name()).orElseThrow();
            switch (column) {
                case NumericEncoder numbers -> number(parts, numbers, read.kind());
                case CategoricalEncoder categories -> parts.add(category(categories, read));
            }
        }
        return graph.node("Concat", parts, OnnxAttribute.of("axis", 1));
    }

    private void number(List<String> parts, NumericEncoder column, Kind kind) {
        String x = graph.input(column.name(), OnnxType.DOUBLE, switch (kind) {
            case Kind.Date _ -> "days since 1970-01-01 in UTC, with fractions; NaN is missing";
            case Kind.TimeOfDay _ -> "hours since midnight; NaN is missing";
            default -> "a number; NaN is missing";
        });
        String missing = graph.node("IsNaN", List.of(x));
        if (column.value()) {
            String known = graph.node(
                    "Where", List.of(missing, graph.wide(column.median()), x));
            String centred = graph.node("Sub", List.of(known, graph.wide(column.mean())));
            String scaled = graph.node("Div", List.of(centred, graph.wide(column.scale())));
            parts.add(graph.cast(
                    graph.node("Clip", List.of(
                            scaled, graph.wide(-NumericEncoder.LIMIT),
                            graph.wide(NumericEncoder.LIMIT))),
                    OnnxType.FLOAT));
        }
        if (column.indicator()) {
            parts.add(graph.cast(missing, OnnxType.FLOAT));
        }
    }

    private String category(CategoricalEncoder column, ColumnSchema read) {
        ToIntFunction<String> positions = column.positions();
        int width = column.featureNames().size();
        Map<String, Long> places = new LinkedHashMap<>();
        keys(column, read).forEach((text, category) -> {
            int position = positions.applyAsInt(category.isEmpty() ? null : category.getFirst());
            places.put(text, (long) (position < 0 ? width : position));
        });
        int unknown = column.other() ? column.categories().size() : width;
        String x = graph.input(
                column.name(), OnnxType.STRING,
                "a category, without blanks around it; empty is missing");
        String place = graph.node(
                OnnxGraph.ML, "LabelEncoder", List.of(x),
                OnnxAttribute.ofTexts("keys_strings", List.copyOf(places.keySet())),
                OnnxAttribute.ofIntegers("values_int64s", List.copyOf(places.values())),
                OnnxAttribute.of("default_int64", unknown));
        // beyond the last feature there is none
        String all = graph.integers(LongStream.range(0, width).boxed().toList());
        return graph.cast(graph.node("Equal", List.of(place, all)), OnnxType.FLOAT);
    }

    /** Returns what texts mean: a category each, none for those that say that there is no value. */
    private Map<String, List<String>> keys(CategoricalEncoder column, ColumnSchema read) {
        ColumnTexts texts = new ColumnTexts(read);
        Set<String> known = new TreeSet<>(column.categories());
        known.addAll(Missing.marks());
        known.addAll(read.missing());
        if (read.kind() instanceof Kind.Category(var values, boolean _, boolean ignoreCase)) {
            known.addAll(values);
            if (ignoreCase) {
                for (String value : values) {
                    known.add(value.toLowerCase(Locale.ROOT));
                    known.add(value.toUpperCase(Locale.ROOT));
                }
                notes.add(Texts.format(
                        "column '%s': categories are known in lower case, in upper case and as they were"
                                + " met; in predict in any mixture",
                        Texts.oneLine(column.name())));
            }
        }
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String text : known) {
            keys.put(text, texts.isMissing(text) ? List.of() : List.of(texts.category(text)));
        }
        return keys;
    }
}
