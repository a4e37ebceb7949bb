package org.metabalance.meta.data.store;

/**
 * Where values stand in the file. It is made of blocks of as many rows: first all values by column, then the
 * same values by row.
 */
final class Layout {
    private static final int BLOCK_BYTES = 1 << 22;
    private static final int MOST_ROWS = 1 << 14;
    private static final int FEWEST_ROWS = 1 << 4;

    private final int[] places; // of the columns within a row
    private final int[] widths;
    private final int rowBytes;
    private final int shift;

    /** Numbers come first, so that they are aligned. */
    Layout(boolean[] numbers) {
        places = new int[numbers.length];
        widths = new int[numbers.length];
        int next = 0;
        for (boolean number : new boolean[] {true, false}) {
            for (int c = 0; c < numbers.length; c++) {
                if (numbers[c] == number) {
                    places[c] = next;
                    widths[c] = number ? Double.BYTES : Integer.BYTES;
                    next += widths[c];
                }
            }
        }
        rowBytes = next;
        int rows = Math.clamp(BLOCK_BYTES / Math.max(1, rowBytes), FEWEST_ROWS, MOST_ROWS);
        shift = 31 - Integer.numberOfLeadingZeros(rows);
    }

    int rowBytes() {
        return rowBytes;
    }

    /** Returns the rows of a block. */
    int blockRows() {
        return 1 << shift;
    }

    /** Returns the size of a block, in which every value is twice. */
    long blockBytes() {
        return 2L * rowBytes << shift;
    }

    int place(int column) {
        return places[column];
    }

    /** Returns the size of the file of so many rows. */
    long bytes(long rows) {
        return (rows + blockRows() - 1 >> shift) * blockBytes();
    }

    /** Returns where a value stands beside those of its column. */
    long inColumn(int column, int row) {
        return (row >>> shift) * blockBytes() + ((long) places[column] << shift)
                + (long) (row & blockRows() - 1) * widths[column];
    }

    /** Returns where the values of a row begin. */
    long row(int row) {
        return (row >>> shift) * blockBytes() + ((long) rowBytes << shift)
                + (long) (row & blockRows() - 1) * rowBytes;
    }
}
