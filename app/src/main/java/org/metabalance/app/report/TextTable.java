package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;

/** A table of texts for a terminal: the first column to the left, the others to the right. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts a table with these column titles. */
    public TextTable(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row with one text a column. */
    public void add(List<String> row) {
        if (row.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "table: rows must have one text a column, got %d and %d columns"
                            .formatted(row.size(), rows.getFirst().size()));
        }
        rows.add(List.copyOf(row));
    }

    /** Returns the lines: titles, a rule, then the rows; no blanks at their ends. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], length(row.get(c)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(widths[c] - length(row.get(c)));
                line.append(c == 0 ? "" : "  ")
                        .append(c == 0 ? row.get(c) + padding : padding + row.get(c));
            }
            lines.add(line.toString().stripTrailing());
        }
        int width = lines.stream().mapToInt(TextTable::length).max().orElse(0);
        lines.add(1, "-".repeat(width));
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
