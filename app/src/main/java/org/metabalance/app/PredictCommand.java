package org.metabalance.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.metabalance.app.console.OutputDirectory;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.model.ModelFile;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.app.schema.Schema;
import org.metabalance.app.schema.SchemaFile;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Applies a model to new rows. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Applies a model of 'metabalance train' to new rows.",
            "",
            "The output has a line for every row of the input, in its order: the probability of every"
                    + " class, and the predicted class. Columns the model does not know are ignored.",
            ""
        })
final class PredictCommand implements Callable<Integer> {
    @ParentCommand
    private MetabalanceCommand parent;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The directory 'metabalance train' wrote.")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV (plain or .gz, with a header) or Parquet file; - is standard input.")
    private Path data;

    @Option(
            names = "--strict",
            description = "Refuse rows with values that do not fit what the model's schema says;"
                    + " otherwise they count as missing, and are said.")
    private boolean strict;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The CSV file to write.")
    private Path out;

    @Mixin
    private PluginOptions plugins;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = parent.terminal();
        ModelFile file = ModelFile.read(model);
        checkOut();
        Table table = read(terminal);
        EncodedTable rows;
        try {
            rows = file.encoder().encode(table, file.classes().size());
        } catch (DataException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        }
        unknownCategories(file, table, terminal);
        Trained trained = load(file);
        double[][] probabilities = rows.rows() == 0 ? new double[0][] : trained.probabilities(rows);
        OutputDirectory.writeAtOnce(out, csv(file, probabilities));
        terminal.note(Texts.count(probabilities.length, "row") + " predicted in " + out);
        return Cli.DONE;
    }

    /** Reads the rows by the schema of the model, each as if it were alone. */
    private Table read(Terminal terminal) {
        Path schema = model.resolve(Schema.FILE);
        if (!Files.exists(schema)) {
            throw new UserError(
                    model + " has no " + Schema.FILE + ": it was written by another release; train"
                            + " again");
        }
        try (TableReader reader = TableReader.open(data)) {
            ReadTable read = reader.read(SchemaFile.read(schema), strict);
            read.oddValues().forEach(terminal::note);
            return read.table();
        }
    }

    /** Reads the weights, which must be those {@code model.json} was written with. */
    private Trained load(ModelFile file) {
        Path weights = model.resolve(ModelFile.WEIGHTS);
        try {
            TrainedNetwork trained = TrainedNetwork.load(weights, plugins.loader());
            if (trained.shape().size() != file.encoder().width()
                    || trained.network().classes() != file.classes().size()) {
                throw new UserError(
                        weights + " does not belong to " + ModelFile.NAME
                                + " beside it; train again");
            }
            return trained;
        } catch (IOException e) {
            throw new UserError("the model cannot be read: " + Texts.reason(e), e);
        }
    }

    private void checkOut() {
        Path directory = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out)) {
            throw new UserError("--out " + out + " is a directory, give a file");
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UserError("--out " + out + ": there is no directory " + directory);
        }
        if (!Files.isWritable(directory) || Files.exists(out) && !Files.isWritable(out)) {
            throw new UserError("--out " + out + " cannot be written to");
        }
    }

    /** Says which categories the model never saw; where rare ones were seen, they count as such. */
    private static void unknownCategories(ModelFile file, Table table, Terminal terminal) {
        for (Map<String, Object> column : file.columns()) {
            if (!(column.get("categories") instanceof List<?> known)
                    || Boolean.TRUE.equals(column.get("other"))) {
                continue;
            }
            Column values = table.column(String.valueOf(column.get("name")));
            Set<Object> seen = new HashSet<>(known);
            int unknown = 0;
            String first = null;
            for (int row = 0; row < values.rows(); row++) {
                String value = values.text(row);
                if (value != null && !seen.contains(value)) {
                    unknown++;
                    first = first == null ? value : first;
                }
            }
            if (unknown > 0) {
                terminal.note(
                        Texts.format(
                                "column '%s': %s with a category the model never saw (the first: '%s');"
                                        + " the column counts for nothing there",
                                values.name(), Texts.count(unknown, "row"), first));
            }
        }
    }

    private static String csv(ModelFile file, double[][] probabilities) {
        StringBuilder text = new StringBuilder();
        for (String name : file.classes()) {
            text.append(field("probability_" + name)).append(',');
        }
        text.append("predicted\n");
        for (double[] row : probabilities) {
            for (double probability : row) {
                text.append(probability).append(',');
            }
            text.append(field(file.predict(row))).append('\n');
        }
        return text.toString();
    }

    /** Quotes what would not be read back as one field. */
    private static String field(String text) {
        return text.chars().anyMatch(c -> ",\"\n\r;\t|".indexOf(c) >= 0)
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
