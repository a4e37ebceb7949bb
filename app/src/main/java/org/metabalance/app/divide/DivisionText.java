package org.metabalance.app.divide;

import org.metabalance.app.console.Texts;
import org.metabalance.meta.protocol.Division;

/** Divisions in words. */
public final class DivisionText {
    private DivisionText() {}

    /** Returns what a number of runs of a method is over: {@code 5 splits}, {@code 3 repeats of 5 folds}. */
    public static String over(Division division, int runs) {
        return switch (division) {
            case Division.Folds(int folds, int repeats, var _) -> repeats == 1
                    ? folds + " folds"
                    : repeats + " repeats of " + folds + " folds";
            case Division.InTime(var _, var _, int folds) when folds > 0 -> folds
                    + " folds in time";
            case Division.InTime _ -> runs + " runs on one split";
            case Division.BySeed _ -> runs + " splits";
        };
    }

    /** Returns what is to be given so that there are so many runs, at least. */
    public static String asking(Division division, int runs) {
        return switch (division) {
            case Division.Folds(int folds, var _, var _) -> "--repeats "
                    + Math.ceilDiv(runs, folds);
            case Division.InTime(var _, var _, int folds) when folds > 0 -> Texts.format(
                    "a table long enough for %d such folds", runs);
            case Division.InTime _,Division.BySeed _ -> "--seeds " + runs;
        };
    }

    /**
     * Returns what tells a division from others in a run's key; how many runs there are is no part of it, and
     * columns are told by the table.
     */
    public static String key(Division division, SplitColumn column) {
        String folds = switch (division) {
            case Division.Folds(int number, var _, var _) -> "folds " + number;
            case Division.InTime(var _, var _, int number) -> "folds " + number;
            case Division.BySeed _ -> "seeds";
        };
        return folds + ", " + column;
    }
}
