package org.metabalance.studies;

import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.Cli;
import org.metabalance.app.MetabalanceCommand;
import org.metabalance.app.Subcommand;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.StudyRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a study, or lists the studies. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs a study: many trainings that together answer a question. Without a name, lists the"
                    + " studies.",
            "",
            "Every trial is kept as soon as it ends, and the same command goes on where an earlier one"
                    + " was stopped. At the end there are tables and verdicts in NAME.md, all numbers in"
                    + " NAME.json, and figures as SVG and PNG.",
            ""
        })
public final class StudyCommand implements Subcommand {
    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The study.")
    private String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to keep trials and report; default results/NAME.")
    private Path out;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Repetitions with other random numbers; default the study's own.")
    private Integer seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the first repetition; default ${DEFAULT-VALUE}. Splits that choices were"
                    + " made on can be left out so.")
    private int firstSeed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Trials at the same time; default all processors, or what the study allows.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of every training; default the study's own.")
    private Integer epochs;

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "PATH",
            description = "Files or folders, for studies that read some.")
    private List<Path> data = List.of();

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column to predict in --data of study tabular; default class, Class or"
                    + " target.")
    private String label = "";

    @Option(
            names = "--drop",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of --data that study tabular does not learn from.")
    private List<String> drop = List.of();

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description = "The methods of study tabular, of 'metabalance methods', or all; or some of those"
                    + " of studies longtail and related.")
    private List<String> methods = List.of();

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "NAME",
            description = "Parts of study longtail or related to make now; without it, and with the same --out,"
                    + " the report is of all.")
    private List<String> parts = List.of();

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        if (name == null) {
            list(terminal);
            return Cli.DONE;
        }
        Study study = Studies.find(name);
        ArgumentRules.atLeastOne(spec.commandLine(), "--threads", threads);
        StudyOptions options = new StudyOptions(
                given("--seeds", seeds), firstSeed,
                given("--epochs", epochs), data, label, drop, methods, parts);
        Path folder = out == null ? Path.of("results", study.name()) : out;
        try (OutputDirectory directory = OutputDirectory.open(folder, data, terminal::note)) {
            int failures = StudyRunner.run(study, options, threads, terminal, directory);
            if (failures > 0) {
                terminal.error(Texts.count(failures, "trial")
                        + " failed; the same command tries again");
                return Cli.FAILED;
            }
            return Cli.DONE;
        }
    }

    /** The number the user gave, or 0. */
    private int given(String option, Integer number) {
        return number == null
                ? 0
                : ArgumentRules.atLeastOne(spec.commandLine(), option, number);
    }

    private static void list(Terminal terminal) {
        int width = Studies.all().stream().mapToInt(study -> study.name().length()).max().orElse(1);
        for (Study study : Studies.all()) {
            terminal.out().println(
                    Texts.format("%-" + width + "s  %s", study.name(), study.summary()));
        }
    }
}
