package org.metabalance.meta.data.table;

/**
 * How categorical columns become features.
 *
 * <p>The rule: of a column with at most {@code maximumCategories} categories that occur often enough, or if nothing is
 * embedded, a category has a feature of its own if it occurs in at least {@code minimumRows}
 * training rows and is among the {@code maximumCategories} most frequent ones of its column (of
 * equally frequent ones the alphabetically first). All other categories of the training part share
 * one feature, {@code (other)}. A column with more is embedded: its {@code embeddedCategories} most frequent
 * categories have a feature each, networks learn a vector for each of them ({@link
 * org.metabalance.nn.Embedded#dimensions} numbers), and there always is {@code (other)}, so that unknown categories have
 * a vector.
 *
 * @param maximumCategories the most categories of a column with a feature of their own, at least 1;
 *     default 50
 * @param minimumRows the training rows a category needs, at least 1; default 2, so that names and
 *     numbers that identify a row do not become features
 * @param embeddedCategories the most categories of a column that is embedded; default 255, which bounds what the
 *     features of a row take in memory. 0: nothing is embedded
 */
public record EncoderOptions(int maximumCategories, int minimumRows, int embeddedCategories) {
    /** 50 categories a column, each in at least 2 rows; columns with more are embedded, with up to 255. */
    public static final EncoderOptions DEFAULT = new EncoderOptions(50, 2, 255);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if categories or rows are less than 1, or embedded categories, unless
     *     0, not above the maximum
     */
    public EncoderOptions {
        if (maximumCategories < 1 || minimumRows < 1) {
            throw new IllegalArgumentException(
                    "encoder: maximum categories and minimum rows must be at least 1, got %d and %d"
                            .formatted(maximumCategories, minimumRows));
        }
        if (embeddedCategories != 0 && embeddedCategories <= maximumCategories) {
            throw new IllegalArgumentException(
                    "encoder: embedded categories must be 0 or more than %d, got %d"
                            .formatted(maximumCategories, embeddedCategories));
        }
    }

    /** Options by which nothing is embedded. */
    public EncoderOptions(int maximumCategories, int minimumRows) {
        this(maximumCategories, minimumRows, 0);
    }
}
