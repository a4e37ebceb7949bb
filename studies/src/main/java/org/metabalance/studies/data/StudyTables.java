package org.metabalance.studies.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.app.read.ColumnRules;
import org.metabalance.app.read.HeaderlessCsv;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.studies.runner.StudyOptions;

/**
 * The data sets of a study: the tables that ship with the project, or the user's.
 *
 * @param tables what can be learned from
 * @param skipped files that were left out, each with the reason
 */
public record StudyTables(List<StudyTable> tables, List<String> skipped) {
    /** Below so many rows of a class, a split has too few of them to measure anything. */
    private static final int FEWEST = 10;

    private static final List<String> LABELS = List.of("class", "Class", "target");

    /** Returns the user's tables, or those that ship with the project if there are none. */
    public static StudyTables of(StudyOptions options) {
        return options.data().isEmpty() ? shipped(options) : read(options);
    }

    /** Returns the tables that ship with the project, and the user's besides. */
    public static StudyTables withShipped(StudyOptions options) {
        StudyTables shipped = shipped(StudyOptions.DEFAULT);
        if (options.data().isEmpty()) {
            return of(options);
        }
        StudyTables own = read(options);
        List<StudyTable> all = new ArrayList<>(shipped.tables());
        all.addAll(own.tables());
        return new StudyTables(all, own.skipped());
    }

    private static StudyTables shipped(StudyOptions options) {
        if (!options.label().isEmpty() || !options.drop().isEmpty()) {
            throw new UserError("--label and --drop belong to --data");
        }
        return new StudyTables(
                List.of(lendingClub(), checkTimes(), hpcData(), breastCancer()), List.of());
    }

    /** Loans that were not repaid as agreed. */
    public static StudyTable lendingClub() {
        return table("lending_club", "lending_club.csv.gz", "Class", "bad");
    }

    /** Package checks that stopped; without the time they took, which is not known before. */
    static StudyTable checkTimes() {
        return table("check_times", "check_times.csv.gz", "status", "0", "package",
                "check_time");
    }

    /** Long jobs among all others. */
    public static StudyTable hpcData() {
        return table("hpc_data (L)", "hpc_data.csv.gz", "class", "L");
    }

    /** Malignant tumours: a table that is hardly imbalanced. */
    static StudyTable breastCancer() {
        List<String> names = new ArrayList<>(
                IntStream.range(0, 30).mapToObj(j -> "x" + j).toList());
        names.add("class");
        Table table = HeaderlessCsv.read(
                List.of(TestData.file("breast_cancer.csv.gz")), names,
                line -> line.contains("malignant") ? null : line); // the header, of its own kind
        return table("breast_cancer", table, "class", "0");
    }

    private static StudyTable table(
            String name, String file, String label, String positive, String... drop) {
        return table(name, TableReader.read(TestData.file(file), label), label, positive, drop);
    }

    private static StudyTable table(
            String name, Table read, String label, String positive, String... drop) {
        Target target = Target.binary(
                read, label, ColumnRules.value(read.column(label), positive));
        return new StudyTable(name, learnable(read.without(drop), label), target);
    }

    private static Table learnable(Table table, String label) {
        ColumnRules.check(table, label);
        return table;
    }

    private static StudyTables read(StudyOptions options) {
        List<Path> files = options.data().stream().flatMap(path -> files(path).stream()).toList();
        List<StudyTable> tables = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Path file : files) {
            try {
                tables.add(read(file, options));
            } catch (UserError | DataException e) {
                if (files.size() == 1) {
                    throw e;
                }
                String reason = e.getMessage();
                skipped.add(reason.contains(file.toString()) ? reason : file + ": " + reason);
            }
        }
        if (tables.isEmpty()) {
            throw new UserError(
                    skipped.isEmpty()
                            ? "no CSV or Parquet file in " + options.data().getFirst()
                            : "no table can be used; the first: " + skipped.getFirst());
        }
        return new StudyTables(tables, skipped);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().matches(".*\\.(csv|csv\\.gz|parquet)"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + Texts.reason(e), e);
        }
    }

    private static StudyTable read(Path file, StudyOptions options) {
        StudyTable table = read(file, options.label(), options.drop());
        if (table.smallest() < FEWEST) {
            throw new UserError(
                    Texts.format(
                            "%s: its smallest class has %d rows; %d are the least to learn from, to"
                                    + " select on and to test on",
                            file, table.smallest(), FEWEST));
        }
        return table;
    }

    private static StudyTable read(Path file, String given, List<String> drop) {
        try (TableReader reader = TableReader.open(file)) {
            ColumnNames names = new ColumnNames(reader.names(), note -> {});
            String label = given.isEmpty() ? label(file, names) : names.find(given);
            // a column that is not there in one of many tables is no mistake
            List<String> dropped = drop.stream().filter(reader.names()::contains).toList();
            Table read = reader.read(reader.decide(label, null, dropped), false).table();
            return new StudyTable(
                    name(file), learnable(read, label), Target.of(read, label));
        }
    }

    private static String label(Path file, ColumnNames names) {
        return names.first(LABELS).orElseThrow(
                () -> new UserError(
                        Texts.format(
                                "%s has no column %s; name the label with --label", file,
                                String.join(", ", LABELS))));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.(csv|csv\\.gz|parquet)$", "");
    }
}
