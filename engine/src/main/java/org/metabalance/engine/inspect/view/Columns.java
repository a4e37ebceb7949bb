package org.metabalance.engine.inspect.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of text whose cells stand in columns; a cell of several lines makes its row taller. */
public final class Columns {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    private Columns(boolean[] right) {
        this.right = right;
    }

    /** Begins a table; a title that begins with {@code >} is that of a column set to the right. */
    static Columns of(String... titles) {
        boolean[] right = new boolean[titles.length];
        String[] first = new String[titles.length];
        for (int i = 0; i < titles.length; i++) {
            right[i] = titles[i].startsWith(">");
            first[i] = right[i] ? titles[i].substring(1) : titles[i];
        }
        Columns columns = new Columns(right);
        columns.rows.add(first);
        return columns;
    }

    void row(String... cells) {
        rows.add(cells);
    }

    /** Writes the lines, each column as wide as its widest cell. */
    void write(StringBuilder text) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                int width = Arrays.stream(row[i].split("\n", -1)).mapToInt(String::length).max()
                        .orElse(0);
                widths[i] = Math.max(widths[i], width);
            }
        }
        for (String[] row : rows) {
            String[][] lines = Arrays.stream(row).map(cell -> cell.split("\n", -1))
                    .toArray(String[][]::new);
            int height = Arrays.stream(lines).mapToInt(cell -> cell.length).max().orElse(1);
            for (int y = 0; y < height; y++) {
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < lines.length; i++) {
                    String cell = y < lines[i].length ? lines[i][y] : "";
                    String space = " ".repeat(widths[i] - cell.length());
                    line.append(right[i] ? space + cell : cell + space).append(GAP);
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
        }
    }
}
