package org.metabalance.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.image.ImageInspection;
import org.metabalance.app.inspect.Inspection;
import org.metabalance.app.inspect.InspectionJson;
import org.metabalance.app.inspect.InspectionText;
import org.metabalance.app.option.ImageReading;
import org.metabalance.app.option.ReaderOptions;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.app.rows.MemoryOptions;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what a file is read as and what there is to know about it, and trains nothing. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Shows what every column of a file is read as, and where its values lie.",
            "",
            "With --images: the size of images, and how many there are of every class.",
            "Also the rows of every class, rows that repeat others, identifiers, and columns by which"
                    + " alone the label is known nearly always.",
            ""
        })
final class InspectCommand implements Callable<Integer> {
    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "CSV (plain or .gz, with a header) or Parquet file; - is standard input.")
    private Path data;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Images instead of a table, as 'metabalance compare' takes them: their size, and"
                    + " how many there are of each class.")
    private Path images;

    @Mixin
    private ImageReading imageReading;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column to predict.")
    private String label;

    @Mixin
    private ReaderOptions reading;
    @Mixin
    private MemoryOptions memory;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        if ((data == null) == (images == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    data == null
                            ? "missing: a FILE, or --images=PATH"
                            : "a FILE and --images: give one of them");
        }
        if (images != null) {
            return images(terminal);
        }
        try (TableReader reader = TableReader.open(data, memory.memory(terminal::note))) {
            ReadTable read = reading.read(reader, label, null, terminal);
            Target target = label == null
                    ? null
                    : Target.of(
                            read.table(),
                            new ColumnNames(reader.names(), _ -> {}).find(label));
            read.oddValues().forEach(terminal::note);
            Inspection inspection = Inspection.of(read, target);
            if (!inspection.note().isEmpty()) {
                terminal.note(inspection.note());
            }
            if (json) {
                terminal.out().println(InspectionJson.text(inspection, data.toString()));
            } else {
                terminal.out().println(
                        Texts.format(
                                "%s: %s, %s", data, Texts.count(read.table().rows(), "row"),
                                Texts.count(read.columns().size(), "column")));
                terminal.out().println();
                InspectionText.lines(inspection, terminal.width())
                        .forEach(terminal.out()::println);
            }
            return Cli.DONE;
        } catch (DataException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        }
    }

    private int images(Terminal terminal) {
        try {
            ImageInspection inspection = ImageInspection.of(images, imageReading.options());
            if (json) {
                terminal.out().println(inspection.json());
            } else {
                inspection.lines().forEach(terminal.out()::println);
            }
            return Cli.DONE;
        } catch (DataException e) {
            throw imageReading.explained(e);
        }
    }
}
