package org.metabalance.meta.data.table;

/**
 * A named column of a {@link Table}: numbers or categories, each value possibly missing. Its values are in memory or on
 * disk.
 */
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

    /** Returns the column with its values in memory. */
    Column inMemory();

    /**
     * Numbers; NaN is a missing value.
     *
     * @param name the column's name
     * @param numbers one value a row
     */
    record Numeric(String name, Numbers numbers) implements Column {
        /**
         * A column in memory.
         *
         * @param values one value a row; not copied
         */
        public Numeric(String name, double[] values) {
            this(name, new Numbers.InMemory(values));
        }

        /** Returns the value of {@code row}, NaN if it is missing. */
        public double value(int row) {
            return numbers.at(row);
        }

        /** Returns all values: live if they are in memory, else a copy of eight bytes each. */
        public double[] values() {
            return numbers.all();
        }

        @Override
        public int rows() {
            return numbers.size();
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(numbers.at(row));
        }

        @Override
        public String text(int row) {
            double value = numbers.at(row);
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
            return new Numeric(name, numbers.select(rows));
        }

        @Override
        public Numeric inMemory() {
            return new Numeric(name, numbers.all());
        }
    }

    /**
     * Categories; {@code null} is a missing value.
     *
     * @param name the column's name
     * @param texts one value a row
     */
    record Categorical(String name, Texts texts) implements Column {
        /**
         * A column in memory.
         *
         * @param values one value a row; not copied
         */
        public Categorical(String name, String[] values) {
            this(name, new Texts.InMemory(values));
        }

        /** Returns all values: live if they are in memory, else a copy. */
        public String[] values() {
            return texts.all();
        }

        @Override
        public int rows() {
            return texts.size();
        }

        @Override
        public boolean isMissing(int row) {
            return texts.at(row) == null;
        }

        @Override
        public String text(int row) {
            return texts.at(row);
        }

        @Override
        public Categorical select(int[] rows) {
            return new Categorical(name, texts.select(rows));
        }

        @Override
        public Categorical inMemory() {
            return new Categorical(name, texts.all());
        }
    }
}
