package org.metabalance.meta.data.table;

/** A named column of a {@link Table}: numbers or categories, each value possibly missing. */
public sealed interface Column {
    /** Returns the column's name. */
    String name();

    /** Returns the number of values. */
    int rows();

    /** Returns whether the value of {@code row} is missing. */
    boolean isMissing(int row);

    /**
     * Returns the value of {@code row} as text, {@code null} if it is missing. Whole numbers are
     * written without a decimal point, so that 1 and 1.0 are the same class or category.
     */
    String text(int row);

    /** Returns the column with only {@code rows}, in that order; a row may be taken repeatedly. */
    Column select(int[] rows);

    /**
     * Numbers; NaN is a missing value.
     *
     * @param name the column's name
     * @param values one value a row; not copied
     */
    record Numeric(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public String text(int row) {
            double value = values[row];
            if (Double.isNaN(value)) {
                return null;
            }
            // below 2^53 every whole number is exact
            return value == Math.rint(value) && Math.abs(value) < 0x1p53
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }

        @Override
        public Numeric select(int[] rows) {
            double[] selected = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Numeric(name, selected);
        }
    }

    /**
     * Categories; {@code null} is a missing value.
     *
     * @param name the column's name
     * @param values one value a row; not copied
     */
    record Categorical(String name, String[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return values[row] == null;
        }

        @Override
        public String text(int row) {
            return values[row];
        }

        @Override
        public Categorical select(int[] rows) {
            String[] selected = new String[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[rows[i]];
            }
            return new Categorical(name, selected);
        }
    }
}
