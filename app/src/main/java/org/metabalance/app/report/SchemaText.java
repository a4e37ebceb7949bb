package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.read.ReadColumn;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.schema.Kind;

/**
 * What the columns of a file are read as, as a short table: twenty columns at most, first of all those of
 * which there is something to say.
 */
public final class SchemaText {
    private static final int MOST = 20;
    private static final int INDENT = 2;

    private SchemaText() {}

    /** Prints the table among the notes. */
    public static void print(Terminal terminal, ReadTable read) {
        terminal.note(
                Texts.format(
                        "%s, %s, read as follows; to change it, see --schema",
                        Texts.count(read.table().rows(), "row"),
                        Texts.count(read.columns().size(), "column")));
        lines(read, terminal.width()).forEach(terminal.err()::println);
        terminal.err().flush();
    }

    /** Returns the lines, indented, none longer than {@code width}. */
    public static List<String> lines(ReadTable read, int width) {
        List<ReadColumn> shown = shown(read.columns());
        WrappedTable table = new WrappedTable("column", "read as", ">missing", ">odd", "note");
        for (ReadColumn column : shown) {
            table.add(
                    WrappedTable.name(column.schema().name()),
                    column.schema().kind().text(),
                    WrappedTable.number(column.missing()),
                    WrappedTable.number(column.odd()),
                    note(column));
        }
        List<String> lines = table.lines(INDENT, width);
        more(read.columns(), shown, lines);
        return lines;
    }

    /** Returns the columns to show, in the file's order. */
    private static List<ReadColumn> shown(List<ReadColumn> columns) {
        if (columns.size() <= MOST) {
            return columns;
        }
        List<ReadColumn> chosen = new ArrayList<>(
                columns.stream().filter(SchemaText::isSpecial).limit(MOST).toList());
        columns.stream().filter(column -> !isSpecial(column)).limit(MOST - chosen.size())
                .forEach(chosen::add);
        return columns.stream().filter(chosen::contains).toList();
    }

    private static boolean isSpecial(ReadColumn column) {
        return column.odd() > 0 || !note(column).isEmpty()
                || !column.schema().kind().text().matches("number|\\d+ categor.*");
    }

    private static void more(
            List<ReadColumn> columns, List<ReadColumn> shown, List<String> lines) {
        if (shown.size() == columns.size()) {
            return;
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        columns.stream().filter(column -> !shown.contains(column))
                .forEach(column -> kinds.merge(word(column.schema().kind()), 1, Integer::sum));
        lines.add(
                Texts.format(
                        "  ... and %,d more: %s", columns.size() - shown.size(),
                        kinds.entrySet().stream()
                                .map(kind -> Texts.format("%,d %s", kind.getValue(), kind.getKey()))
                                .collect(Collectors.joining(", "))));
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case Kind.Number _ -> "of numbers";
            case Kind.Date _ -> "of dates";
            case Kind.TimeOfDay _ -> "of times";
            case Kind.Category _ -> "of categories";
            case Kind.LeftOut _ -> "left out";
        };
    }

    private static String note(ReadColumn column) {
        return column.schema().kind() instanceof Kind.LeftOut(String reason)
                ? reason
                : column.schema().note();
    }
}
