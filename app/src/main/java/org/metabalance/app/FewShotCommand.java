package org.metabalance.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.fewshot.FewShotOutcome;
import org.metabalance.app.fewshot.FewShotReport;
import org.metabalance.app.limit.TimeLimitOptions;
import org.metabalance.app.option.ImageReading;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.report.ProgressLine;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.meta.fewshot.ClassPool;
import org.metabalance.meta.fewshot.ClassSplit;
import org.metabalance.meta.fewshot.EpisodeScores;
import org.metabalance.meta.fewshot.Episodes;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.fewshot.SupportSizes;
import org.metabalance.meta.fewshot.Task;
import org.metabalance.meta.fewshot.learner.InnerSteps;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.meta.fewshot.learner.Learners;
import org.metabalance.meta.fewshot.training.EpisodeTest;
import org.metabalance.meta.fewshot.training.Training;
import org.metabalance.meta.fewshot.training.TrainingSettings;
import org.metabalance.meta.protocol.TimeLimit;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains few-shot learners on images of many classes and tests them on imbalanced tasks of others. */
@Command(
        name = "few-shot",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Learns to learn new classes from few images each, more of some than of others.",
            "",
            "The classes are divided: 20 %% are tested on, 16 %% selected on and the rest learned on. A"
                    + " character and its quarter turns stay together.",
            ""
        })
final class FewShotCommand implements Callable<Integer> {
    private static final double VALIDATION = .16;
    private static final double TEST = .2;

    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;

    @Option(names = "--images", split = ",", required = true, paramLabel = "PATH",
            description = "Images by class, as for compare; several archives or folders are put together.")
    private List<Path> images;
    @Mixin
    private ImageReading reading;

    @Option(names = "--rotations",
            description = "Take quarter turns of a class as further classes: for characters.")
    private boolean rotations;

    @Option(names = "--split", paramLabel = "WHAT", defaultValue = "classes",
            description = "What stays together when classes are divided: classes, or the folders they"
                    + " are in, such as alphabets; default ${DEFAULT-VALUE}.")
    private String split;

    @Option(names = "--way", paramLabel = "N", defaultValue = "5",
            description = "Classes in a task; default ${DEFAULT-VALUE}.")
    private int way;

    @Option(names = "--shot", paramLabel = "K", defaultValue = "5",
            description = "Support images of a class in balanced tasks; default ${DEFAULT-VALUE}.")
    private int shot;

    @Option(names = "--query", paramLabel = "N", defaultValue = "10",
            description = "Images of a class to predict in a task; default ${DEFAULT-VALUE}.")
    private int query;

    @Option(names = "--imbalance", split = ",", paramLabel = "KIND", defaultValue = "balanced",
            description = "Support sets to test on: balanced, linear, step or random, of 1 to 2 K - 1"
                    + " images, or with numbers, such as linear:4-6, step:1-9/2 (two minority classes),"
                    + " random:1-9; default ${DEFAULT-VALUE}.")
    private List<String> imbalance;

    @Option(names = "--train-imbalance", paramLabel = "KIND", defaultValue = "balanced",
            description = "Support sets to learn on; default ${DEFAULT-VALUE}.")
    private String trainImbalance;

    @Option(names = "--learners", split = ",", paramLabel = "NAME", defaultValue = "protonet",
            description = "protonet, matchingnet, relationnet, simpleshot, fine-tuned, maml, fomaml,"
                    + " protomaml, or all; default ${DEFAULT-VALUE}.")
    private List<String> learners;

    @Option(names = "--strategy", split = ",", paramLabel = "NAME", defaultValue = "none",
            description = "What is done about imbalance in tests: none, ros (over-sampling), ros+ (with"
                    + " copies augmented), weighted, focal, class-balanced; default ${DEFAULT-VALUE}.")
    private List<String> strategies;

    @Option(names = "--train-strategy", paramLabel = "NAME", defaultValue = "none",
            description = "What is done about it in training; default ${DEFAULT-VALUE}.")
    private String trainStrategy;

    @Option(names = "--episodes", paramLabel = "N", defaultValue = "1000",
            description = "Episodes to learn on; default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(names = "--test-episodes", paramLabel = "N", defaultValue = "600",
            description = "Episodes to test on; default ${DEFAULT-VALUE}.")
    private int testEpisodes;

    @Option(names = "--validation-episodes", paramLabel = "N", defaultValue = "50",
            description = "Episodes of each check in training; default ${DEFAULT-VALUE}.")
    private int validationEpisodes;

    @Option(names = "--checks", paramLabel = "N", defaultValue = "5",
            description = "How often validation is looked at in training; default ${DEFAULT-VALUE}.")
    private int checks;

    @Option(names = "--patience", paramLabel = "N",
            description = "Training ends after so many checks without a better one; by default it makes"
                    + " all episodes.")
    private Integer patience;

    @Mixin
    private TimeLimitOptions time;

    @Option(names = "--inner-steps", paramLabel = "N", defaultValue = "10",
            description = "MAML's inner steps; default ${DEFAULT-VALUE}.")
    private int innerSteps;

    @Option(names = "--inner-rate", paramLabel = "RATE", defaultValue = "0.1",
            description = "MAML's inner learning rate; default ${DEFAULT-VALUE}.")
    private double innerRate;

    @Option(names = "--filters", paramLabel = "N", defaultValue = "64",
            description = "Filters of the four convolutions; default ${DEFAULT-VALUE}.")
    private int filters;

    @Option(names = "--learning-rate", paramLabel = "RATE", defaultValue = "0.001",
            description = "Of Adam; falls to a tenth after half of the updates; default ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Decides all that is random; default ${DEFAULT-VALUE}.")
    private int seed;

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads to use; default all processors. Results do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where to keep few-shot.json, and a picture of accuracy by support set.")
    private Path out;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        List<SupportSizes> kinds = checked(imbalance, text -> SupportSizes.parse(text, shot));
        SupportSizes trainKind = checked(() -> SupportSizes.parse(trainImbalance, shot));
        List<Strategy> tested = checked(strategies, Strategy::named);
        Strategy trained = checked(() -> Strategy.named(trainStrategy));
        InnerSteps steps = checked(() -> new InnerSteps(
                innerSteps, innerSteps, innerRate, InnerSteps.Order.SECOND));
        List<Learner> chosen = learners.contains("all")
                ? Learners.all(steps)
                : checked(learners, name -> Learners.named(name, steps));
        Task task = checked(() -> new Task(way, trainKind, query));
        TrainingSettings settings = checked(() -> new TrainingSettings(
                episodes, learningRate, checks, validationEpisodes, seed, threads,
                patience == null ? Integer.MAX_VALUE : patience));
        time.text();
        if (!split.equals("classes") && !split.equals("folders")) {
            throw new ParameterException(
                    spec.commandLine(), "--split must be classes or folders, got '" + split + "'");
        }
        if (testEpisodes < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--test-episodes must be at least 2, got " + testEpisodes);
        }
        ClassPool pool = pool(terminal);
        ClassSplit parts = ClassSplit.random(
                split.equals("folders") ? pool.folders() : pool.units(), VALIDATION, TEST,
                Rng.of(seed));
        terminal.note(Texts.format(
                "learned on %d classes, selected on %d, tested on %d others", parts.train().length,
                parts.validation().length, parts.test().length));
        ImageExamples examples = pool.examples(parts);
        Episodes train = new Episodes(examples, parts.train(), task, seed);
        Episodes validation = new Episodes(examples, parts.validation(), task, seed + 1L);
        List<Episodes> tests = kinds.stream()
                .map(kind -> new Episodes(
                        examples, parts.test(), checked(() -> task.with(kind)), seed + 2L))
                .toList();
        if (out == null) {
            return run(terminal, chosen, train, validation, tests, trained, tested, settings, null);
        }
        try (OutputDirectory directory = OutputDirectory.open(out, images, terminal::note)) {
            return run(
                    terminal, chosen, train, validation, tests, trained, tested, settings,
                    directory);
        }
    }

    private ClassPool pool(Terminal terminal) {
        List<ImageSet> sets = new ArrayList<>();
        for (Path path : images) {
            try {
                sets.add(ImageFiles.read(path, reading.options()));
            } catch (DataException e) {
                throw reading.explained(e);
            }
        }
        ClassPool pool = ClassPool.of(sets, rotations, ReadOptions.DEFAULT.memory());
        terminal.note(Texts.format(
                "%d images of %d x %d in %d classes%s%s", pool.images().size(),
                pool.images().shape().dim(0), pool.images().shape().dim(1),
                pool.images().classes().size(), rotations ? " with quarter turns" : "",
                pool.dropped() == 0
                        ? ""
                        : "; " + pool.dropped() + " left out, which were there twice"));
        if (pool.images().shape().dim(0) > 84) {
            terminal.note("images of this size take long; --resize 28x28 is usual for characters");
        }
        return pool;
    }

    private int run(
            Terminal terminal, List<Learner> chosen, Episodes train, Episodes validation,
            List<Episodes> tests, Strategy trained, List<Strategy> tested,
            TrainingSettings settings, OutputDirectory directory) {
        FewShotReport report = new FewShotReport(settings());
        TimeLimit limit = time.begin();
        try (ProgressLine line = new ProgressLine(terminal)) {
            for (int l = 0; l < chosen.size(); l++) {
                if (limit.over()) {
                    line.clear();
                    terminal.note("--time-limit: no time was left for "
                            + String.join(", ", chosen.stream().skip(l)
                                    .map(learner -> learner.about().name()).toList()));
                    break;
                }
                TimeLimit.Deadline deadline = limit.next(chosen.size() - l, 1);
                double before = (double) l / chosen.size();
                double share = 1.0 / chosen.size();
                Learner learner = chosen.get(l);
                String name = learner.about().name();
                int height = train.examples().shape().dim(0);
                int width = train.examples().shape().dim(1);
                int channels = train.examples().shape().dim(2);
                long start = System.nanoTime();
                Training.Result result = new Training(
                        learner,
                        classes -> checked(() -> new Conv4(
                                height, width, channels, filters, classes, Head.linear())),
                        train, validation, trained, settings).run(new Training.Watch() {
                            @Override
                            public void progress(double done) {
                                line.advance(before + .8 * share * done);
                            }

                            @Override
                            public boolean over() {
                                return deadline.over();
                            }

                            @Override
                            public void validated(long count, double accuracy) {
                                line.state(
                                        Texts.format("%s: %.1f %% in validation after %d episodes",
                                                name, 100 * accuracy, count));
                            }
                        });
                double seconds = (System.nanoTime() - start) / 1e9;
                line.clear();
                terminal.note(Texts.format(
                        "%s trained in %s, %.1f %% in validation", name,
                        Texts.duration(seconds), 100 * result.accuracy()));
                if (deadline.met()) {
                    terminal.note("--time-limit: the training of " + name
                            + " ended early, and its best check so far is kept");
                }
                report.trained(name, result.accuracy(), result.bestAfter(), seconds);
                int all = tests.size() * tested.size();
                int done = 0;
                for (Episodes source : tests) {
                    for (Strategy strategy : tested) {
                        double from = before + share * (.8 + .2 * done / all);
                        EpisodeScores scores = new EpisodeTest(
                                result.network(), source, strategy, seed).run(
                                        testEpisodes, threads,
                                        n -> line.advance(
                                                from + .2 * share / all * n / testEpisodes));
                        report.tested(new FewShotOutcome(
                                name, source.task().sizes().text(), strategy.name(), scores));
                        done++;
                    }
                }
                if (directory != null) {
                    report.write(directory);
                }
            }
        }
        report.print(terminal);
        if (directory != null) {
            draw(terminal, report, directory);
        }
        return Cli.DONE;
    }

    private static void draw(Terminal terminal, FewShotReport report, OutputDirectory directory) {
        terminal.note("kept in " + directory.file(FewShotReport.NAME));
        try {
            report.draw(directory);
        } catch (IOException | UserError e) {
            terminal.error("the picture cannot be written: " + e.getMessage());
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("images", images.stream().map(Path::toString).toList());
        all.put("rotations", rotations);
        all.put("split", split);
        all.put("ways", way);
        all.put("shots", shot);
        all.put("queries", query);
        all.put("trainImbalance", trainImbalance);
        all.put("trainStrategy", trainStrategy);
        all.put("episodes", episodes);
        all.put("checks", checks);
        all.put("patience", patience);
        all.put("testEpisodes", testEpisodes);
        all.put("filters", filters);
        all.put("learningRate", learningRate);
        all.put("innerSteps", innerSteps);
        all.put("innerRate", innerRate);
        all.put("seed", seed);
        return all;
    }

    private <T> List<T> checked(List<String> texts, Function<String, T> parse) {
        return texts.stream().map(text -> checked(() -> parse.apply(text))).toList();
    }

    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
