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
import org.metabalance.scoring.schema.Kind;

/**
 * What the columns of a file are read as, as a short table of twenty columns at most. In a file of many
 * columns those of plain numbers, of which there is nothing to say, are named below it.
 */
public final class SchemaText {
    private static final int MOST = 20;
    private static final int FEW = 6;
    private static final int LINES = 4;

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
        List<ReadColumn> columns = read.columns();
        List<ReadColumn> plain = columns.size() <= FEW
                ? List.of()
                : columns.stream().filter(SchemaText::isPlain).toList();
        List<ReadColumn> others = columns.stream().filter(column -> !plain.contains(column))
                .toList();
        WrappedTable table = new WrappedTable("column", "read as", ">missing", ">odd", "note");
        for (ReadColumn column : others.subList(0, Math.min(MOST, others.size()))) {
            table.add(
                    WrappedTable.name(column.schema().name()),
                    column.schema().kind().text(),
                    WrappedTable.number(column.missing()),
                    WrappedTable.number(column.odd()),
                    note(column));
        }
        List<String> lines = new ArrayList<>(table.isEmpty() ? List.of() : table.lines(2, width));
        if (others.size() > MOST) {
            lines.add("  " + more(others.subList(MOST, others.size())));
        }
        if (!plain.isEmpty()) {
            lines.addAll(names(plain, width));
        }
        return lines;
    }

    /** Numbers with nothing to say of them. */
    private static boolean isPlain(ReadColumn column) {
        return column.schema().kind().equals(Kind.Number.PLAIN) && column.missing() == 0
                && column.odd() == 0 && note(column).isEmpty();
    }

    private static String more(List<ReadColumn> columns) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        columns.forEach(column -> kinds.merge(word(column.schema().kind()), 1, Integer::sum));
        return Texts.format(
                "... and %,d more: %s", columns.size(),
                kinds.entrySet().stream()
                        .map(kind -> Texts.format("%,d %s", kind.getValue(), kind.getKey()))
                        .collect(Collectors.joining(", ")));
    }

    /** Returns the names of columns of numbers, over a few lines. */
    private static List<String> names(List<ReadColumn> plain, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(
                "  " + Texts.count(plain.size(), "column") + " of numbers:");
        for (int i = 0; i < plain.size(); i++) {
            String name = " " + WrappedTable.name(plain.get(i).schema().name())
                    + (i + 1 < plain.size() ? "," : "");
            if (line.length() + name.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
                if (lines.size() == LINES) {
                    lines.add(Texts.format("    ... and %,d more", plain.size() - i));
                    return lines;
                }
            }
            line.append(name);
        }
        lines.add(line.toString());
        return lines;
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
