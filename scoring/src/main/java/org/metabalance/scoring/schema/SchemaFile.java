package org.metabalance.scoring.schema;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.message.Messages;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
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
    static final String FORMAT = "metabalance-schema";
    static final int VERSION = 1;
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
        schema.columns().forEach(column -> columns.add(JSON.valueToTree(fields(column))));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** Returns the fields of {@code column}: texts, numbers, truth values and lists of texts. */
    public static Map<String, Object> fields(ColumnSchema column) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", column.name());
        switch (column.kind()) {
            case Kind.Number(NumberStyle style, String unit) -> {
                fields.put("kind", "number");
                fields.put("decimal", style.decimal());
                put(fields, "grouping", style.grouping(), "");
                put(fields, "unit", unit, "");
            }
            case Kind.Date(DateOrder order) -> {
                fields.put("kind", "date");
                fields.put("order", order.text());
            }
            case Kind.TimeOfDay _ -> fields.put("kind", "time");
            case Kind.Category(List<String> values, boolean more, boolean ignoreCase) -> {
                fields.put("kind", "category");
                fields.put("values", values);
                put(fields, "more", more, false);
                put(fields, "ignoreCase", ignoreCase, false);
            }
            case Kind.LeftOut(String reason) -> {
                fields.put("kind", "left-out");
                fields.put("reason", reason);
            }
        }
        put(fields, "missing", column.missing(), List.of());
        put(fields, "didNotFit", column.odd(), 0L);
        put(fields, "note", column.note(), "");
        return fields;
    }

    private static void put(
            Map<String, Object> fields, String field, Object value, Object usual) {
        if (!value.equals(usual)) {
            fields.put(field, value);
        }
    }

    /**
     * Reads a schema.
     *
     * @throws DataException if the file is absent or no schema; names file, column and field
     */
    public static Schema read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new DataException(file + " is no schema: it has more than 256 MB");
            }
            return of(Files.readString(file), file.toString());
        } catch (CharacterCodingException e) {
            throw new DataException(file + " is no schema: it is not text in UTF-8", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + Messages.reason(e), e);
        }
    }

    /**
     * Returns the schema that {@link #text} gave, perhaps changed by a person.
     *
     * @param name of the file, for messages
     * @throws DataException if it is none; names file, column and field
     */
    public static Schema of(String text, String name) {
        try {
            return new SchemaReader(name).schema(JSON.readTree(text));
        } catch (JacksonException e) {
            throw new DataException(
                    Messages.format(
                            "%s is not JSON: %s (line %d)", name,
                            Messages.oneLine(String.valueOf(e.getOriginalMessage())),
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    e);
        }
    }
}
