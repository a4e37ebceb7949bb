package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;

/**
 * A table of texts of which the last column is broken over as many lines as it needs. A column without a
 * text below its title is not shown.
 */
public final class WrappedTable {
    private static final int NARROWEST = 24;
    private static final int NAME = 24;

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** Starts a table; texts below a title that begins with {@code >} stand to the right. */
    public WrappedTable(String... titles) {
        right = new boolean[titles.length];
        String[] plain = titles.clone();
        for (int i = 0; i < titles.length; i++) {
            right[i] = titles[i].startsWith(">");
            plain[i] = right[i] ? titles[i].substring(1) : titles[i];
        }
        rows.add(plain);
    }

    /** Adds a row with one text a column. */
    public void add(String... row) {
        if (row.length != right.length) {
            throw new IllegalArgumentException(
                    "table: rows must have one text a column, got %d and %d columns"
                            .formatted(row.length, right.length));
        }
        rows.add(row.clone());
    }

    /** Returns whether no row was added. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Returns a name as far as a table has room for it, on one line. */
    public static String name(String name) {
        String line = Texts.oneLine(name);
        return length(line) <= NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, NAME - 1)) + "\u2026";
    }

    /** Returns a count as a text; nothing for 0. */
    public static String number(long count) {
        return count == 0 ? "" : Texts.format("%,d", count);
    }

    /**
     * Returns the lines: titles, a rule, then the rows.
     *
     * @param indent blanks before each
     * @param width the columns a line may take
     */
    public List<String> lines(int indent, int width) {
        int last = right.length - 1;
        int[] widths = new int[right.length];
        for (int i = 0; i < right.length; i++) {
            boolean any = false;
            for (String[] row : rows) {
                any |= row != rows.getFirst() && !row[i].isEmpty();
                widths[i] = Math.max(widths[i], length(row[i]));
            }
            widths[i] = any ? widths[i] : 0;
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < last; i++) {
                if (widths[i] > 0) {
                    String blanks = " ".repeat(widths[i] - length(row[i]));
                    line.append(right[i] ? blanks + row[i] : row[i] + blanks).append("  ");
                }
            }
            wrap(lines, line, widths[last] == 0 ? "" : row[last], width);
        }
        int longest = lines.stream().mapToInt(WrappedTable::length).max().orElse(0);
        lines.add(1, " ".repeat(indent) + "-".repeat(Math.max(0, longest - indent)));
        return lines;
    }

    private static void wrap(List<String> lines, StringBuilder line, String text, int width) {
        int indent = length(line.toString());
        int room = Math.max(NARROWEST, width - indent);
        String rest = text;
        while (length(rest) > room) {
            int at = rest.lastIndexOf(' ', room);
            at = at > 0 ? at : rest.offsetByCodePoints(0, room);
            lines.add((line + rest.substring(0, at)).stripTrailing());
            line.setLength(0);
            line.append(" ".repeat(indent));
            rest = rest.substring(at).strip();
        }
        lines.add((line + rest).stripTrailing());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
