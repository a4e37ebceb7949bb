package org.metabalance.app.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema as JSON that a person can read and change.
 *
 * <p>Every column has a {@code name} and a {@code kind}: {@code number} (with {@code decimal}, and
 * perhaps {@code grouping} and {@code unit}), {@code date} (with {@code order}), {@code time}, {@code
 * category} (with {@code values}, and perhaps {@code more} and {@code ignoreCase}) or {@code left-out}
 * (with {@code reason}); and perhaps {@code missing}, {@code didNotFit} and {@code note}.
 */
public final class SchemaFile {
    private static final String FORMAT = "metabalance-schema";
    private static final int VERSION = 1;
    private static final long LARGEST = 1L << 28;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SchemaFile() {}

    /** Returns {@code schema} as indented JSON. */
    public static String text(Schema schema) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        ArrayNode columns = root.putArray("columns");
        schema.columns().forEach(column -> write(column, columns.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void write(ColumnSchema column, ObjectNode node) {
        node.put("name", column.name());
        switch (column.kind()) {
            case Kind.Number(NumberStyle style, String unit) -> {
                node.put("kind", "number");
                node.put("decimal", style.decimal());
                text(node, "grouping", style.grouping());
                text(node, "unit", unit);
            }
            case Kind.Date(DateOrder order) -> node.put("kind", "date").put("order", order.text());
            case Kind.TimeOfDay _ -> node.put("kind", "time");
            case Kind.Category(List<String> values, boolean more, boolean ignoreCase) -> {
                node.put("kind", "category");
                texts(node, "values", values);
                truth(node, "more", more);
                truth(node, "ignoreCase", ignoreCase);
            }
            case Kind.LeftOut(String reason) -> node.put("kind", "left-out").put("reason", reason);
        }
        if (!column.missing().isEmpty()) {
            texts(node, "missing", column.missing());
        }
        if (column.odd() > 0) {
            node.put("didNotFit", column.odd());
        }
        text(node, "note", column.note());
    }

    private static void text(ObjectNode node, String field, String text) {
        if (!text.isEmpty()) {
            node.put(field, text);
        }
    }

    private static void truth(ObjectNode node, String field, boolean value) {
        if (value) {
            node.put(field, true);
        }
    }

    private static void texts(ObjectNode node, String field, List<String> texts) {
        ArrayNode array = node.putArray(field);
        texts.forEach(array::add);
    }

    /**
     * Reads a schema.
     *
     * @throws UserError if the file is absent or no schema; names file, column and field
     */
    public static Schema read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UserError(file + " is no schema: it has more than 256 MB");
            }
            return of(Files.readString(file), file.toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new UserError(file + " is no schema: it is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        }
    }

    /**
     * Returns the schema that {@link #text} gave, perhaps changed by a person.
     *
     * @param name of the file, for messages
     * @throws UserError if it is none; names file, column and field
     */
    public static Schema of(String text, String name) {
        try {
            return new SchemaReader(name).schema(JSON.readTree(text));
        } catch (JacksonException e) {
            throw new UserError(
                    Texts.format(
                            "%s is not JSON: %s (line %d)", name,
                            Texts.oneLine(String.valueOf(e.getOriginalMessage())),
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    e);
        }
    }

    /** Reads the nodes, and says where they are wrong. */
    private record SchemaReader(String file) {
        private static final Set<String> COMMON = Set.of("name", "kind", "missing", "didNotFit",
                "note");

        Schema schema(JsonNode root) {
            if (!root.isObject() || !FORMAT.equals(root.path("format").asString(""))) {
                throw new UserError(file + " is no schema that metabalance wrote");
            }
            only(root, "", Set.of("format", "version", "columns"));
            if (root.path("version").asInt(0) != VERSION) {
                throw new UserError(
                        file + " is a schema of another release; let metabalance write a new one");
            }
            if (!root.path("columns").isArray()) {
                throw new UserError(file + ": 'columns' must be a list");
            }
            List<ColumnSchema> columns = new ArrayList<>();
            for (JsonNode node : root.path("columns")) {
                columns.add(column(node, columns.size() + 1));
            }
            try {
                return new Schema(columns);
            } catch (IllegalArgumentException e) {
                throw new UserError(file + ": " + e.getMessage(), e);
            }
        }

        private ColumnSchema column(JsonNode node, int number) {
            String where = "column " + number + ": ";
            if (!node.isObject()) {
                throw new UserError(file + ": " + where + "must be an object");
            }
            String name = text(node, where, "name", null);
            where = "column '" + Texts.oneLine(name) + "': ";
            return new ColumnSchema(
                    name,
                    kind(node, where),
                    texts(node, where, "missing"),
                    count(node, where),
                    text(node, where, "note", ""));
        }

        private Kind kind(JsonNode node, String where) {
            String kind = text(node, where, "kind", null);
            return switch (kind) {
                case "number" -> {
                    only(node, where, "decimal", "grouping", "unit");
                    try {
                        yield new Kind.Number(
                                new NumberStyle(
                                        text(node, where, "decimal", "."),
                                        text(node, where, "grouping", "")),
                                text(node, where, "unit", ""));
                    } catch (IllegalArgumentException e) {
                        throw new UserError(
                                file + ": " + where + "fields 'decimal' and 'grouping': "
                                        + e.getMessage(),
                                e);
                    }
                }
                case "date" -> {
                    only(node, where, "order");
                    String order = text(node, where, "order", null);
                    yield new Kind.Date(
                            DateOrder.of(order).orElseThrow(
                                    () -> wrong(where, "order", order,
                                            Arrays.stream(DateOrder.values()).map(DateOrder::text)
                                                    .collect(Collectors.joining(", ")))));
                }
                case "time" -> {
                    only(node, where);
                    yield new Kind.TimeOfDay();
                }
                case "category" -> {
                    only(node, where, "values", "more", "ignoreCase");
                    yield new Kind.Category(
                            texts(node, where, "values"),
                            truth(node, where, "more"),
                            truth(node, where, "ignoreCase"));
                }
                case "left-out" -> {
                    only(node, where, "reason");
                    yield new Kind.LeftOut(text(node, where, "reason", ""));
                }
                default -> throw wrong(
                        where, "kind", kind, "number, date, time, category, left-out");
            };
        }

        private void only(JsonNode node, String where, String... fields) {
            Set<String> known = new java.util.HashSet<>(COMMON);
            known.addAll(List.of(fields));
            only(node, where, known);
        }

        private void only(JsonNode node, String where, Set<String> known) {
            for (String field : node.propertyNames()) {
                if (!known.contains(field)) {
                    throw new UserError(
                            file + ": " + where + "unknown field '" + Texts.oneLine(field) + "'"
                                    + Texts.didYouMean(field, known));
                }
            }
        }

        private UserError wrong(String where, String field, String value, String known) {
            return new UserError(
                    Texts.format(
                            "%s: %sfield '%s' is '%s' and must be one of %s", file, where, field,
                            Texts.oneLine(value), known));
        }

        private UserError wrong(String where, String field, String what) {
            return new UserError(
                    Texts.format("%s: %sfield '%s' must be %s", file, where, field, what));
        }

        /** Returns a text; without {@code otherwise} it must be there. */
        private String text(JsonNode node, String where, String field, String otherwise) {
            JsonNode value = node.path(field);
            if (value.isMissingNode() && otherwise != null) {
                return otherwise;
            }
            if (!value.isString()) {
                throw wrong(where, field, "a text");
            }
            return value.asString();
        }

        private List<String> texts(JsonNode node, String where, String field) {
            List<String> texts = new ArrayList<>();
            JsonNode value = node.path(field);
            if (!value.isMissingNode() && !value.isArray()) {
                throw wrong(where, field, "a list of texts");
            }
            for (JsonNode text : value) {
                if (!text.isString()) {
                    throw wrong(where, field, "a list of texts");
                }
                texts.add(text.asString());
            }
            return texts;
        }

        private boolean truth(JsonNode node, String where, String field) {
            JsonNode value = node.path(field);
            if (!value.isMissingNode() && !value.isBoolean()) {
                throw wrong(where, field, "true or false");
            }
            return value.asBoolean(false);
        }

        private long count(JsonNode node, String where) {
            JsonNode value = node.path("didNotFit");
            if (!value.isMissingNode() && !value.canConvertToLong()) {
                throw wrong(where, "didNotFit", "a whole number");
            }
            return value.asLong(0);
        }
    }
}
