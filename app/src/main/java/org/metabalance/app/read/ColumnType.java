package org.metabalance.app.read;

import java.util.Locale;

/** What a column of the file becomes in a table, by the engine's name of its type. */
enum ColumnType {
    /** A number. */
    NUMBER("CAST(%s AS DOUBLE)"),
    /** Days since 1970-01-01, with fractions for a time of day. */
    DATE("epoch(CAST(%s AS TIMESTAMP)) / 86400.0"),
    /** Hours since midnight. */
    TIME("epoch(%s) / 3600.0"),
    /** Truth values, enumerations, identifiers and other texts. */
    TEXT("CAST(%s AS VARCHAR)"),
    /** Lists, structures, bytes: of no use here. */
    NONE("NULL");

    private final String expression;

    ColumnType(String expression) {
        this.expression = expression;
    }

    /** Returns the SQL that turns {@code column} into a double or a text. */
    String select(String column) {
        return expression.replace("%s", Source.column(column));
    }

    boolean numeric() {
        return this == NUMBER || this == DATE || this == TIME;
    }

    static ColumnType of(String engineType) {
        String type = engineType.toUpperCase(Locale.ROOT);
        if (type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP")) {
            return NONE;
        }
        if (type.startsWith("DECIMAL")) {
            return NUMBER;
        }
        if (type.startsWith("TIMESTAMP")) {
            return DATE;
        }
        if (type.startsWith("ENUM")) {
            return TEXT;
        }
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
                    "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE" ->
                    NUMBER;
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "VARCHAR", "BOOLEAN", "UUID" -> TEXT;
            default -> NONE;
        };
    }
}
