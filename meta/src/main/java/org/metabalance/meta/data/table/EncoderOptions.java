package org.metabalance.meta.data.table;

/**
 * How categorical columns become features.
 *
 * <p>The rule: a category has a feature of its own if it occurs in at least {@code minimumRows}
 * training rows and is among the {@code maximumCategories} most frequent ones of its column (of
 * equally frequent ones the alphabetically first). All other categories of the training part share
 * one feature, {@code (other)}.
 *
 * @param maximumCategories the most categories of a column with a feature of their own, at least 1;
 *     default 50
 * @param minimumRows the training rows a category needs, at least 1; default 2, so that names and
 *     numbers that identify a row do not become features
 */
public record EncoderOptions(int maximumCategories, int minimumRows) {
    /** 50 categories a column, each in at least 2 rows. */
    public static final EncoderOptions DEFAULT = new EncoderOptions(50, 2);

    /** Checks the ranges. */
    public EncoderOptions {
        if (maximumCategories < 1 || minimumRows < 1) {
            throw new IllegalArgumentException(
                    "encoder: maximum categories and minimum rows must be at least 1, got %d and %d"
                            .formatted(maximumCategories, minimumRows));
        }
    }
}
