package org.metabalance.scoring.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.message.Messages;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON of a schema, and says where it is wrong.
 *
 * @param file its name, for messages
 */
record SchemaReader(String file) {
    private static final Set<String> COMMON = Set.of("name", "kind", "missing", "didNotFit",
            "note");

    Schema schema(JsonNode root) {
        if (!root.isObject() || !SchemaFile.FORMAT.equals(root.path("format").asString(""))) {
            throw new DataException(file + " is no schema that metabalance wrote");
        }
        only(root, "", Set.of("format", "version", "columns"));
        if (root.path("version").asInt(0) != SchemaFile.VERSION) {
            throw new DataException(
                    file + " is a schema of another release; let metabalance write a new one");
        }
        if (!root.path("columns").isArray()) {
            throw new DataException(file + ": 'columns' must be a list");
        }
        List<ColumnSchema> columns = new ArrayList<>();
        for (JsonNode node : root.path("columns")) {
            columns.add(column(node, columns.size() + 1));
        }
        try {
            return new Schema(columns);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    private ColumnSchema column(JsonNode node, int number) {
        String where = "column " + number + ": ";
        if (!node.isObject()) {
            throw new DataException(file + ": " + where + "must be an object");
        }
        String name = text(node, where, "name", null);
        where = "column '" + Messages.oneLine(name) + "': ";
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
                    throw new DataException(
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
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(List.of(fields));
        only(node, where, known);
    }

    private void only(JsonNode node, String where, Set<String> known) {
        for (String field : node.propertyNames()) {
            if (!known.contains(field)) {
                throw new DataException(
                        file + ": " + where + "unknown field '" + Messages.oneLine(field) + "'"
                                + Messages.didYouMean(field, known));
            }
        }
    }

    private DataException wrong(String where, String field, String value, String known) {
        return new DataException(
                Messages.format(
                        "%s: %sfield '%s' is '%s' and must be one of %s", file, where, field,
                        Messages.oneLine(value), known));
    }

    private DataException wrong(String where, String field, String what) {
        return new DataException(
                Messages.format("%s: %sfield '%s' must be %s", file, where, field, what));
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
