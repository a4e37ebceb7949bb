package org.metabalance.app.divide;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.GroupSplit;
import org.metabalance.meta.data.Groups;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.TimeSplit;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.protocol.Division;

/**
 * The column by which rows of a table are divided, if there is one.
 *
 * @param kind what it says
 * @param name its name; empty for none
 * @param input whether it is learned from as well
 */
public record SplitColumn(Kind kind, String name, boolean input) {
    /** Rows are divided at random. */
    public static final SplitColumn NONE = new SplitColumn(Kind.NONE, "", false);

    /** What a column says of its rows. */
    public enum Kind {
        /** There is none. */
        NONE,
        /** When they were. */
        TIME,
        /** Which belong together. */
        GROUP
    }

    /** Returns the option that names it. */
    public String option() {
        return kind == Kind.TIME ? "--time-column" : "--group-column";
    }

    /**
     * Checks that the column can divide rows.
     *
     * @param table with the column
     * @throws UserError if it cannot
     */
    public void check(Table table, String label) {
        if (kind == Kind.NONE) {
            return;
        }
        if (name.equals(label)) {
            throw refused("is the label column; name another");
        }
        if (!table.has(name)) {
            throw refused("is not read, see --drop and --schema");
        }
        if (kind == Kind.TIME && table.column(name) instanceof Column.Categorical texts) {
            throw refused(Texts.format(
                    "holds texts such as '%s', and time needs dates, times or numbers; --schema says how a"
                            + " column is read",
                    IntStream.range(0, texts.rows()).mapToObj(texts::text)
                            .filter(text -> text != null).findFirst().orElse("")));
        }
        if (!input && table.without(name, label).columns().isEmpty()) {
            throw refused("is no input, and no other column is left to learn from; give"
                    + " --keep-split-column");
        }
    }

    /**
     * Returns what is learned from.
     *
     * @param features the labelled rows, with this column
     */
    public Table inputs(Table features) {
        return kind == Kind.NONE || input ? features : features.without(name);
    }

    /**
     * Returns how labelled rows are divided.
     *
     * @param features the labelled rows, with this column
     * @throws UserError if a row has no value of it
     */
    public Division division(Table features, Rounds rounds) {
        Groups groups = kind == Kind.GROUP ? groups(features) : null;
        if (kind == Kind.TIME) {
            return new Division.InTime(name, times(features), rounds.folds());
        }
        return rounds.none()
                ? new Division.BySeed(groups)
                : new Division.Folds(rounds.folds(), rounds.repeats(), groups);
    }

    /**
     * Divides labelled rows into parts to learn from and to select on.
     *
     * @param features the labelled rows, with this column
     * @param train the share to learn from
     */
    public int[][] parts(Table features, Target target, double train, Rng rng) {
        double rest = 1 - train;
        return switch (kind) {
            case NONE -> Split.parts(target.labels(), target.classes(), rng, train, rest);
            case GROUP -> GroupSplit.parts(
                    target.labels(), target.classes(), groups(features), rng, train, rest);
            case TIME -> {
                int[][] parts = TimeSplit.parts(times(features), name, train, rest);
                List<String> names = List.of("training part", "validation part");
                for (int p = 0; p < parts.length; p++) {
                    TimeSplit.requireClasses(
                            parts[p], target.labels(), target.classes(), name, names.get(p));
                }
                yield parts;
            }
        };
    }

    private Groups groups(Table features) {
        Column column = column(features);
        return Groups.of(name, column.rows(), column::text);
    }

    private double[] times(Table features) {
        return ((Column.Numeric) column(features)).values();
    }

    private Column column(Table features) {
        Column column = features.column(name);
        int[] missing = IntStream.range(0, column.rows()).filter(column::isMissing).toArray();
        if (missing.length > 0) {
            throw refused(Texts.format(
                    "has no value in %s, the first of them row %d, and every row needs one to be divided;"
                            + " leave those rows out of the file",
                    Texts.count(missing.length, "row"), features.rowNumber(missing[0])));
        }
        return column;
    }

    private UserError refused(String why) {
        return new UserError(Texts.format("%s: column '%s' %s", option(), name, why));
    }

    /** Returns what is said of it before training; empty for none. */
    public String note(Table features) {
        String inputs = input
                ? "it is an input too"
                : "it is no input (--keep-split-column would make it one)";
        return switch (kind) {
            case NONE -> "";
            case TIME -> Texts.format(
                    "rows are divided by the time in column '%s', the newest are tested on; %s",
                    name, inputs);
            case GROUP -> {
                Groups groups = groups(features);
                int largest = Collections.max(Arrays.stream(groups.numbers()).boxed()
                        .collect(Collectors.groupingBy(
                                number -> number, Collectors.summingInt(_ -> 1)))
                        .values());
                yield Texts.format(
                        "rows with the same '%s' stay in one part: %s, the largest of %s; %s",
                        name, Texts.count(groups.size(), "group"), Texts.count(largest, "row"),
                        inputs);
            }
        };
    }
}
