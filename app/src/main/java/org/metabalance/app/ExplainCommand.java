package org.metabalance.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.explorer.ExplorerPage;
import org.metabalance.app.explorer.OwnClass;
import org.metabalance.app.explorer.preset.Preset;
import org.metabalance.app.output.Output;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.Figures;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Exploration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a page that shows a computation from its tape to its memory. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Writes a page that shows a computation: its tape as a graph with values and derivative"
                    + " rules, what a first-order gradient leaves out, the compiler at work rule by"
                    + " rule, a replay, the loss around it, and the derivative as Java.",
            "",
            "One file that loads nothing. WHAT is one of",
            "  gradient                    f = u sin v + e^u and both its derivatives",
            "  gradient-of-a-gradient      of x sin x",
            "  inner-step                  a step down a loss, and the gradient through it",
            "  logistic-regression         the gradient of a linear model, and an update",
            "  mlp                         of a network with a hidden layer, and Adam",
            "  metabalance                 one exact step of MetaBalance",
            "  explicit-gradient-learning  where added points should be",
            "  maml                        a sinusoid from ten points, two inner steps",
            "or a class of your own: a public one with a constructor without arguments that",
            "implements org.metabalance.engine.inspect.explore.Explorable.",
            ""
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1000;

    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WHAT", description = "A preset or the name of a class.")
    private String what;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "explain.html",
            description = "The page, - for standard output; by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "The tape as a picture too: FILE.svg or FILE.png. Every operation if they are few,"
                    + " else groups of them.")
    private Path picture;

    @Option(
            names = "--inner-steps",
            paramLabel = "N",
            description = "Inner steps of a preset that has some; by default 1, of maml 2.")
    private Integer innerSteps;

    @Option(
            names = "--class-path",
            split = ",",
            paramLabel = "PATH",
            description = "Folders and jars with your class.")
    private List<Path> classPath = List.of();

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        Explorable explorable = explorable();
        Output file = Output.named(out, terminal);
        file.require();
        Output drawing = picture();
        ExplorerPage page;
        try {
            page = ExplorerPage.of(explorable);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
        file.write(page.text());
        Exploration told = page.told();
        terminal.note(Texts.format(
                "%s: %,d operations, %,d rewrites, %,d instructions", explorable.title(),
                told.operations().size(),
                told.rewrites().stream().filter(it -> it.operation() >= 0).count(),
                told.compiled().instructions().size()));
        told.firstOrder().ifPresent(it -> terminal.note(
                it.firstOrder() == 0
                        ? "first order: nothing is left of the gradient"
                        : Texts.format("first order: %.2f degrees off, %.3f times as long",
                                it.angle(), it.firstOrder() / it.exact())));
        if (told.firstNan() >= 0) {
            terminal.note("the first NaN is made by #" + told.firstNan() + " "
                    + told.operations().get(told.firstNan()).call());
        }
        terminal.note("page in " + file.name());
        if (drawing != null) {
            draw(page.picture(), drawing);
            terminal.note("picture in " + drawing.name());
        }
        return Cli.DONE;
    }

    private Output picture() {
        if (picture == null) {
            return null;
        }
        if (!picture.toString().matches(".*\\.(svg|png)")) {
            throw new ParameterException(spec.commandLine(),
                    "--picture: must end in .svg or .png, got " + picture);
        }
        Output output = Output.of(picture);
        output.require();
        return output;
    }

    private static void draw(Figure figure, Output output) {
        if (output.name().endsWith(".svg")) {
            Figures.saveSvg(figure, output);
            return;
        }
        try {
            Figures.savePng(figure, output);
        } catch (IOException e) {
            throw new UserError(output.name() + " cannot be drawn: " + Texts.reason(e), e);
        }
    }

    private Explorable explorable() {
        Optional<Preset> preset = Preset.find(what);
        if (innerSteps != null) {
            if (preset.isEmpty() || preset.get().innerSteps() == 0) {
                throw new ParameterException(spec.commandLine(),
                        "--inner-steps: '" + what + "' has none; presets that have some: "
                                + Stream.of(Preset.values()).filter(it -> it.innerSteps() > 0)
                                        .map(Preset::label).collect(Collectors.joining(", ")));
            }
            if (innerSteps < 1 || innerSteps > MOST_STEPS) {
                throw new ParameterException(spec.commandLine(),
                        "--inner-steps: must be 1 to " + MOST_STEPS + ", got " + innerSteps);
            }
        }
        return preset.map(it -> it.with(innerSteps == null ? it.innerSteps() : innerSteps))
                .orElseGet(() -> OwnClass.make(what, classPath));
    }
}
