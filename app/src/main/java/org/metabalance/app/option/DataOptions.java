package org.metabalance.app.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.divide.Rounds;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.divide.SplitColumnOptions;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.app.read.ColumnRules;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.app.report.SchemaText;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.app.results.Subject;
import org.metabalance.app.rows.MemoryOptions;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.scoring.schema.Schema;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which data to learn from, and the way from them to a table. */
public final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = {
                "CSV (plain or .gz, with a header) or Parquet file; - is standard input.",
                "Missing values: nothing, NA, N/A, #N/A, None, null, NaN, - . ?"
            })
    private Path data;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column to predict: texts, whole numbers or truth values.")
    private String label;

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = {
                "The value of the label to find; all others together are the other class.",
                "Default: of two values the rarer one; with more, each is a class."
            })
    private String positive;

    @Mixin
    private ReaderOptions reading;
    @Mixin
    private MemoryOptions memory;

    @Option(
            names = "--rare-classes",
            paramLabel = "WHAT",
            converter = RareClasses.Converter.class,
            description = "What is done with classes of fewer than 10 rows: refuse (default), leave-out"
                    + " (their rows), or keep (train on what there is).")
    private RareClasses rareClasses;

    @Mixin
    private SplitColumnOptions splitColumn;

    /**
     * What was read.
     *
     * @param file as the user named it
     * @param table the label and the columns to learn from
     * @param target the label's classes
     * @param schema what every column of the file is read as
     * @param rareClasses what is done with rare classes
     * @param splitColumn by which rows are divided
     */
    public record Loaded(
            Path file, Table table, Target target, Schema schema, RareClasses rareClasses,
            SplitColumn splitColumn)
            implements LoadedData {
        @Override
        public boolean onDisk() {
            return table.onDisk();
        }

        @Override
        public Subject.OfTable subject() {
            return new Subject.OfTable(target, schema, rareClasses.text(), splitColumn);
        }

        @Override
        public Division divided(Rounds rounds) {
            return splitColumn.division(target.features(table), rounds);
        }

        @Override
        public Splits splits(Division division) {
            if (rareClasses != RareClasses.KEEP) {
                target.requireMinority();
            }
            return Splits.of(splitColumn.inputs(target.features(table)), target, division);
        }

        @Override
        public String division() {
            return splitColumn.note(target.features(table));
        }

        @Override
        public String labelled() {
            return "label column '" + target.column() + "'";
        }
    }

    /** Returns the column to predict, as the user named it. */
    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /** Reads the file and checks that something can be learned from it; notes go to the terminal. */
    public Loaded load(Terminal terminal) {
        List<String> missing = new ArrayList<>();
        if (data == null) {
            missing.add("--data=FILE");
        }
        if (label == null) {
            missing.add("--label=COLUMN");
        }
        if (missing.size() == 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "missing required options: '--data=FILE', '--label=COLUMN', or '--images=PATH'");
        }
        ArgumentRules.refuseMissing(spec.commandLine(), missing);
        try (TableReader reader = TableReader.open(data, memory.memory(terminal::note))) {
            return load(terminal, reader);
        } catch (DataException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        }
    }

    private Loaded load(Terminal terminal, TableReader reader) {
        ReadTable read = reading.read(reader, label, positive, terminal);
        label = new ColumnNames(reader.names(), _ -> {}).find(label);
        SplitColumn divided = splitColumn
                .column(new ColumnNames(reader.names(), terminal::note));
        Table table = read.table();
        if (table.rows() == 0) {
            throw new DataException("the file has a header but no rows");
        }
        Target target = positive == null
                ? Target.of(table, label)
                : Target.binary(table, label, ColumnRules.value(table.column(label), positive));
        describeMissing(terminal, target);
        target = rare().apply(target, terminal::note);
        ColumnRules.check(table, label);
        divided.check(table, label);
        read.oddValues().forEach(terminal::note);
        describe(terminal, target);
        spellings(terminal, table);
        SchemaText.print(terminal, read);
        return new Loaded(data, table, target, read.schema(), rare(), divided);
    }

    /** Returns the column by which rows are divided, as the user named it; refuses what does not fit together. */
    public SplitColumn splitColumn() {
        return splitColumn.column();
    }

    private RareClasses rare() {
        return rareClasses == null ? RareClasses.REFUSE : rareClasses;
    }

    /** Returns how many trainings on what was read there is memory for at once, {@code wanted} at most; notes fewer. */
    public int runsAtOnce(LoadedData loaded, int wanted, Terminal terminal) {
        if (!(loaded instanceof Loaded table) || !loaded.onDisk()) {
            return wanted;
        }
        int runs = memory.memory(terminal::note).runsAtOnce(table.table().rows(), wanted);
        if (runs < wanted) {
            terminal.note(Texts.format(
                    "%s at a time, not %d, is what memory has room for; more with --memory",
                    Texts.count(runs, "run"), wanted));
        }
        return runs;
    }

    /** Takes from a comparison what the user did not give. */
    public void orElse(SavedComparison saved) {
        data = data == null ? Path.of(saved.data()) : data;
        if (label == null || label.equals(saved.label())) {
            reading.orElse(saved.schema(), saved.file());
        }
        if (label == null) {
            label = saved.label();
            positive = positive == null ? saved.positive() : positive;
        }
        splitColumn.orElse(saved.splitColumn());
        if (rareClasses == null && saved.rareClasses() != null) {
            rareClasses = new RareClasses.Converter().convert(saved.rareClasses());
        }
    }

    /** Says so if a class is the positive one but for upper and lower case, and is not counted as it. */
    private void spellings(Terminal terminal, Table table) {
        if (positive == null || table.column(label) instanceof Column.Numeric) {
            return;
        }
        for (String other : ColumnRules.alike(table.column(label), positive)) {
            if (ColumnRules.alike(table.column(label), positive).contains(positive)
                    && !other.equals(positive)) {
                terminal.note(
                        Texts.format(
                                "'%s' differs from the positive value '%s' in case alone and counts as"
                                        + " the other class; write them alike if they mean the same",
                                other, positive));
            }
        }
    }

    private void describeMissing(Terminal terminal, Target target) {
        if (target.dropped() > 0) {
            terminal.note(
                    Texts.count(target.dropped(), "row")
                            + " left out: no value in label column '"
                            + label
                            + "'");
        }
    }

    private void describe(Terminal terminal, Target target) {
        int[] counts = target.counts();
        if (target.classes().size() == 2) {
            terminal.note(
                    Texts.format(
                            "positive class: '%s' (%,d of %,d rows)%s",
                            target.classes().get(1),
                            counts[1],
                            target.size(),
                            positive == null
                                    ? ", the rarer value; choose with --positive"
                                    : ""));
        } else {
            StringBuilder classes = new StringBuilder();
            for (int c = 0; c < counts.length; c++) {
                classes.append(c == 0 ? "" : ", ")
                        .append(Texts.format("%s (%,d)", target.classes().get(c), counts[c]));
            }
            terminal.note(
                    Texts.format(
                            "%d classes in %,d rows: %s", counts.length, target.size(), classes));
        }
    }
}
