package org.metabalance.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.model.ModelFile;
import org.metabalance.app.model.StoredModel;
import org.metabalance.app.output.Output;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;
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
            description = "CSV (plain or .gz, with a header) or Parquet file.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The CSV file to write; - for standard output.")
    private Path out;

    @Mixin
    private PluginOptions plugins;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        StoredModel stored = StoredModel.read(model, plugins.loader());
        ModelFile file = stored.file();
        Output output = Output.named(out, terminal).apartFrom(inputs());
        output.require();
        Table table = TableReader.read(data, terminal::note);
        EncodedTable rows;
        try {
            rows = file.encoder().encode(table, file.classes().size());
        } catch (DataException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        }
        unknownCategories(file, table, terminal);
        double[][] probabilities = rows.rows() == 0
                ? new double[0][]
                : stored.network().probabilities(rows);
        output.write(csv(file, probabilities));
        terminal.note(
                Texts.count(probabilities.length, "row") + " predicted in " + output.name());
        return Cli.DONE;
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(plugins.jars());
        inputs.add(data);
        inputs.addAll(StoredModel.files(model));
        return inputs;
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
