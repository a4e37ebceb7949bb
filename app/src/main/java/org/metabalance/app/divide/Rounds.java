package org.metabalance.app.divide;

/**
 * How often a table is divided for cross-validation.
 *
 * @param folds at least 2; 0 for no cross-validation
 * @param repeats how often it is divided into other folds, at least 1
 */
public record Rounds(int folds, int repeats) {
    /** No cross-validation. */
    public static final Rounds NONE = new Rounds(0, 1);

    /** Returns whether there are no folds. */
    public boolean none() {
        return folds == 0;
    }
}
