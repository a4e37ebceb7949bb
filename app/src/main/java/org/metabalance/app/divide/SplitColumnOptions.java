package org.metabalance.app.divide;

import org.metabalance.app.read.ColumnNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a column by which rows are divided. */
public final class SplitColumnOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--time-column",
            paramLabel = "COLUMN",
            description = "Divide rows by this column of dates, times or numbers: train on the oldest, test"
                    + " on the newest. Rows of one time stay together. No seed changes the parts.")
    private String time;

    @Option(
            names = "--group-column",
            paramLabel = "COLUMN",
            description = "Keep rows with the same value here, such as a customer, in one part; class shares"
                    + " are kept as nearly as groups allow.")
    private String group;

    @Option(
            names = "--keep-split-column",
            description = "Learn from --time-column or --group-column too; by default it is no input.")
    private boolean keep;

    /** Options that nothing was given for yet. */
    public SplitColumnOptions() {}

    /**
     * Returns the column.
     *
     * @throws ParameterException if options do not fit together
     */
    public SplitColumn column() {
        if (time != null && group != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--time-column and --group-column: a group may span the time at which the table is cut,"
                            + " so that both cannot hold; leave one out");
        }
        if (keep && time == null && group == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep-split-column is of --time-column or --group-column; give one, or leave it out");
        }
        return time != null ? new SplitColumn(SplitColumn.Kind.TIME, time, keep)
                : group != null ? new SplitColumn(SplitColumn.Kind.GROUP, group, keep)
                        : SplitColumn.NONE;
    }

    /** Returns the column, by its name in the file. */
    public SplitColumn column(ColumnNames names) {
        SplitColumn column = column();
        return column.kind() == SplitColumn.Kind.NONE
                ? column
                : new SplitColumn(column.kind(), names.find(column.name()), keep);
    }

    /** Takes from an earlier comparison what the user did not give. */
    public void orElse(SplitColumn saved) {
        if (time == null && group == null && !keep) {
            time = saved.kind() == SplitColumn.Kind.TIME ? saved.name() : null;
            group = saved.kind() == SplitColumn.Kind.GROUP ? saved.name() : null;
            keep = saved.input();
        }
    }
}
