package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.TextWidth;

/**
 * A table of texts for a terminal: the first column to the left, the others to the right, two blanks
 * between columns.
 */
public final class TextTable {
    /** The first column is not cut below this. */
    private static final int LEAST = 8;

    private static final List<String> RULE = List.of();

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;
    private final int head;

    /** Starts a table with these column titles. A title may have several lines; it stands on the rule. */
    public TextTable(String... titles) {
        columns = titles.length;
        List<List<String>> parts = Arrays.stream(titles).map(title -> title.lines().toList())
                .toList();
        head = parts.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < head; line++) {
            List<String> row = new ArrayList<>();
            for (List<String> part : parts) {
                int at = line - head + part.size();
                row.add(at < 0 ? "" : part.get(at));
            }
            rows.add(row);
        }
        rows.add(RULE);
    }

    /** Adds a row with one text a column. */
    public void add(List<String> row) {
        if (row.size() != columns) {
            throw new IllegalArgumentException(
                    "table: rows must have one text a column, got %d and %d columns"
                            .formatted(row.size(), columns));
        }
        rows.add(List.copyOf(row));
    }

    /** Adds a rule across the table. */
    public void rule() {
        rows.add(RULE);
    }

    /** Returns how many of the lines come before the first row: titles and their rule. */
    public int head() {
        return head + 1;
    }

    /** Returns the lines: titles, a rule, then the rows; no blanks at their ends. */
    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /**
     * Returns the lines, as {@link #lines()}. If they are too long, columns stand closer together; if that
     * is not enough, the texts of the first column are cut.
     *
     * @param most columns of the terminal a line may take
     */
    public List<String> lines(int most) {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], TextWidth.of(row.get(c)));
            }
        }
        int texts = Arrays.stream(widths).sum();
        int gap = texts + 2 * (columns - 1) <= most ? 2 : 1;
        int excess = texts + gap * (columns - 1) - most;
        if (excess > 0) {
            widths[0] = Math.min(widths[0], Math.max(LEAST, widths[0] - excess));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(row == RULE ? "" : line(row, widths, " ".repeat(gap)));
        }
        String rule = "-".repeat(lines.stream().mapToInt(TextWidth::of).max().orElse(0));
        for (int i = 0; i < lines.size(); i++) {
            if (rows.get(i) == RULE) {
                lines.set(i, rule);
            }
        }
        return lines;
    }

    private static String line(List<String> row, int[] widths, String gap) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String text = c == 0 ? TextWidth.cut(row.get(0), widths[0]) : row.get(c);
            String padding = " ".repeat(widths[c] - TextWidth.of(text));
            line.append(c == 0 ? text + padding : gap + padding + text);
        }
        return line.toString().stripTrailing();
    }
}
