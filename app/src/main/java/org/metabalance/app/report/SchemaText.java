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
    private static final int NAME = 26;
    private static final int INDENT = 2;

    private SchemaText() {}

    /** Prints the table among the notes. */
    public static void print(Terminal terminal, ReadTable read) {
        terminal.note(
                Texts.format(
                        "%s of %s, read as below; --schema FILE keeps this to be changed",
                        Texts.count(read.table().rows(), "row"),
                        Texts.count(read.columns().size(), "column")));
        lines(read, terminal.width()).forEach(terminal.err()::println);
        terminal.err().flush();
    }

    /** Returns the lines, indented, none longer than {@code width}. */
    public static List<String> lines(ReadTable read, int width) {
        List<ReadColumn> shown = shown(read.columns());
        boolean missing = shown.stream().anyMatch(column -> column.missing() > 0);
        boolean odd = shown.stream().anyMatch(column -> column.odd() > 0);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"column", "read as", "missing", "odd", "note"});
        for (ReadColumn column : shown) {
            rows.add(
                    new String[] {
                        clipped(Texts.oneLine(column.schema().name())),
                        column.schema().kind().text(),
                        number(column.missing()),
                        number(column.odd()),
                        note(column)
                    });
        }
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row[i]));
            }
        }
        widths[2] = missing ? widths[2] : 0;
        widths[3] = odd ? widths[3] : 0;
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(INDENT));
            line.append(padded(row[0], widths[0])).append("  ").append(padded(row[1], widths[1]));
            for (int i = 2; i < 4; i++) {
                if (widths[i] > 0) {
                    line.append("  ").append(" ".repeat(widths[i] - length(row[i])))
                            .append(row[i]);
                }
            }
            append(lines, line.append("  "), row[4], width);
        }
        int longest = lines.stream().mapToInt(SchemaText::length).max().orElse(0);
        lines.add(1, " ".repeat(INDENT) + "-".repeat(longest - INDENT));
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

    private static String number(long count) {
        return count == 0 ? "" : Texts.format("%,d", count);
    }

    /** Adds a line, with the note broken over as many as it needs. */
    private static void append(List<String> lines, StringBuilder line, String note, int width) {
        int indent = length(line.toString());
        int room = Math.max(20, width - indent);
        String rest = note;
        while (length(rest) > room) {
            int at = rest.lastIndexOf(' ', room);
            at = at > 0 ? at : Math.min(room, rest.length());
            lines.add((line + rest.substring(0, at)).stripTrailing());
            line.setLength(0);
            line.append(" ".repeat(indent));
            rest = rest.substring(at).strip();
        }
        lines.add((line + rest).stripTrailing());
    }

    private static String clipped(String name) {
        return length(name) <= NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME - 1)) + "\u2026";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
