package org.metabalance.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.decision.DecisionOptions;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.image.TestImages;
import org.metabalance.app.limit.TimeLimitOptions;
import org.metabalance.app.log.LogOptions;
import org.metabalance.app.log.TrainingLog;
import org.metabalance.app.model.AugmentationFile;
import org.metabalance.app.model.ModelWriter;
import org.metabalance.app.model.WeightsOfRows;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.option.ImageOptions;
import org.metabalance.app.option.LoadedData;
import org.metabalance.app.option.MetaBalanceOptions;
import org.metabalance.app.option.MethodNames;
import org.metabalance.app.option.MethodOptions;
import org.metabalance.app.option.PluginOptions;
import org.metabalance.app.option.RunSettings;
import org.metabalance.app.option.ThresholdOptions;
import org.metabalance.app.option.TrainingParts;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.output.Output;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.page.ReportPage;
import org.metabalance.app.report.ProgressLine;
import org.metabalance.app.report.TrialTable;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.app.tune.TrialBook;
import org.metabalance.app.tune.TuneOptions;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.SearchSpace;
import org.metabalance.meta.catalog.Trial;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.TimeLimit;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.StoredDecision;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains one method on the user's data and keeps the model. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Trains one method and writes a model for 'metabalance predict'.",
            "",
            "80 %% of the rows are trained on; probabilities are calibrated and the decision threshold is"
                    + " chosen on the other 20 %%."
                    + " What a method is worth on your data, 'metabalance compare' says; graphs are for it"
                    + " alone.",
            ""
        })
final class TrainCommand implements Callable<Integer> {
    private static final double TRAIN = 0.8;

    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;
    @Mixin
    private LogOptions log;

    @Mixin
    private DataOptions data;
    @Mixin
    private ImageOptions images;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "The method, one of 'metabalance methods', or an ensemble of one:"
                    + " easy-ensemble-of-focal.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A results.json of 'metabalance compare': trains its best method, or --method, with"
                    + " its data and settings, but for those that are given here.")
    private Path from;

    @Mixin
    private TuneOptions tune;
    @Mixin
    private TimeLimitOptions time;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write the model: model.safetensors, model.json and manifest.json, and report.html beside them; with a"
                    + " method that learns points, augmentation.json too: the points before and after, AP"
                    + " per epoch.")
    private Path out;

    @Option(
            names = "--force",
            description = "Replace the model that --out holds: whole, once the new one is trained.")
    private boolean force;

    @Mixin
    private ThresholdOptions threshold;
    @Mixin
    private DecisionOptions decisions;
    @Mixin
    private PluginOptions plugins;

    @Mixin
    private MethodOptions training;
    @Mixin
    private MetaBalanceOptions metabalance;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What all randomness depends on; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--no-plain",
            description = "Leave out plain training, which is otherwise trained as well, on the same rows and with the"
                    + " same budget, for the report to tell the method from it; it costs what one more training"
                    + " costs, within --time-limit.")
    private boolean noPlain;

    private boolean ofImages;
    private final TrialBook book = new TrialBook();

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        ofImages = images.given();
        decisions.check(threshold);
        tune.trials();
        time.text();
        Trial variant = variant(terminal);
        training.hidden();
        threshold.rule();
        data.splitColumn();
        Budget budget = training.budget();
        training.models(plugins.loader());
        LoadedData loaded = ofImages ? images.load(terminal) : data.load(terminal);
        if (loaded instanceof DataOptions.Loaded && !loaded.division().isEmpty()) {
            terminal.note(loaded.division());
        }
        if (loaded.onDisk()) {
            MethodNames.forRowsOnDisk(
                    List.of(named(variant.method().name())), true, terminal::note);
        }
        DecisionOptions.Deciding deciding = decisions.on(loaded, threshold);
        Fingerprint fingerprint = RunSettings.of(
                RunSettings.of(loaded, training, budget, plugins)
                        .with("decision", deciding.text())
                        .with("setting", variant.setting())
                        .with("time limit", time.text())
                        .with("division", loaded instanceof DataOptions.Loaded table
                                ? table.splitColumn()
                                : SplitColumn.NONE),
                variant.method(), seed);
        try (OutputDirectory directory = OutputDirectory.open(
                out, RunSettings.inputs(loaded, plugins), terminal::note)) {
            ModelWriter folder = new ModelWriter(out);
            ModelWriter.Standing standing = folder.standing(
                    directory, fingerprint, plugins.loader());
            if (standing.same() && !force) {
                terminal.note(
                        out + " holds this model already: the same data, settings and version; --force"
                                + " trains it again");
                return Cli.DONE;
            }
            if (!standing.otherwise().isEmpty() && !force) {
                throw new UserError(
                        out + " " + standing.otherwise()
                                + "; give another --out, or --force to replace it");
            }
            train(terminal, variant, loaded, deciding, fingerprint, folder, directory);
            return Cli.DONE;
        }
    }

    private void train(
            Terminal terminal, Trial variant, LoadedData loaded,
            DecisionOptions.Deciding deciding, Fingerprint fingerprint, ModelWriter folder,
            OutputDirectory directory) {
        Method method = variant.method();
        Budget budget = training.budget();
        List<String> classes = loaded.subject().classes();
        TrainingParts parts = TrainingParts.of(loaded, TRAIN, Rng.of(seed));
        Examples train = parts.train();
        Examples validation = parts.validation();

        if (tune.given()) {
            terminal.note(tune.note(budget));
            book.open(directory, fingerprint.key());
        }
        long start = System.nanoTime();
        Trained trained;
        Optional<TrainingLog> events = log.training(out);
        boolean cut;
        Course.Recorder course;
        TimeLimit limit = time.begin();
        try (ProgressLine progress = new ProgressLine(terminal)) {
            progress.state(method.name());
            TimeLimit.Deadline deadline = limit.next(1, 1);
            course = new TrainWatch(progress, deadline, ofImages ? budget.batch() : 0);
            Problem.Progress told = events.<Problem.Progress>map(it -> it.along(course))
                    .orElse(course);
            trained = method.fit(variant.on(problem(train, validation, told)));
            cut = deadline.met();
        } finally {
            events.ifPresent(TrainingLog::close);
        }
        if (cut) {
            terminal.note("--time-limit: training ended after " + time.text()
                    + ", and the best epoch so far is kept");
        }
        events.ifPresent(it -> LogOptions.tell(it, terminal));
        if (trained instanceof TunedModel tuned) {
            TrialTable.of(tuned).forEach(terminal.out()::println);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        TrainOutcome outcome = TrainOutcome.of(
                trained, validation, deciding, deciding.amounts(parts.selection()));
        StoredDecision decision = outcome.decision();

        Map<String, Object> history = new LinkedHashMap<>();
        history.put("data", loaded.file().toString());
        history.put("rows", train.size());
        history.put("seed", seed);
        history.put("budget", budget.text());
        if (cut) {
            history.put("stoppedByTimeLimit", time.text());
        }
        history.put("learningRate", budget.learningRate() * variant.rate());
        String setting = trained.setting().isEmpty() ? variant.setting() : trained.setting();
        if (!setting.isEmpty()) {
            history.put("setting", setting);
        }
        if (MetaBalanceOptions.change(named(method.name()))) {
            history.put("metabalance", metabalance.settings());
        }
        history.put("hypergradient", trained.hypergradient());
        history.put("updates", trained.updates());
        history.put("seconds", seconds);
        Optional<WeightsOfRows> weights = WeightsOfRows.of(trained, classes);
        weights.ifPresent(it -> history.put("weightsOfRows", it.values()));
        history.put("validationRows", validation.size());
        history.put("validation", finite(outcome.scores().values()));
        ModelReport page = new ModelReport(terminal, directory, seed, fingerprint.key());
        history.putAll(page.facts(loaded, spec));
        if (from != null) {
            ReportPage.said(from, method.name()).ifPresent(said -> history.put("compared", said));
        }
        Map<String, Output.Bytes> files = new LinkedHashMap<>();
        files.put(ModelFile.WEIGHTS, trained::write);
        if (loaded instanceof DataOptions.Loaded table) {
            text(files, Schema.FILE, SchemaFile.text(table.schema()));
        }
        text(files, ModelFile.NAME, new ModelFile(
                method.name(),
                loaded instanceof DataOptions.Loaded table ? table.target().column() : "",
                classes,
                decision,
                parts.input(),
                history).text());
        AugmentationFile.text(trained, classes)
                .ifPresent(text -> text(files, AugmentationFile.NAME, text));
        folder.replace(directory, files, fingerprint);
        page.save(
                method.name(), trained, course.course(), train, validation,
                outcome.probabilities(), decision.threshold());
        if (!noPlain && !method.name().equals(PlainBeside.NAME)) {
            PlainBeside.train(
                    terminal, named(PlainBeside.NAME), problem(train, validation, course),
                    deciding.plan(), outcome.amounts(), limit)
                    .ifPresent(plain -> page.save(
                            PlainBeside.NAME, plain.trained(), plain.course(), train, validation,
                            plain.probabilities(), plain.threshold()));
        }
        page.write();
        AugmentationFile.note(trained, directory.file(AugmentationFile.NAME))
                .ifPresent(terminal::note);
        weights.ifPresent(it -> terminal.note(it.text()));
        outcome.print(terminal, method.name(), ofImages ? "images" : "rows", seconds);
        terminal.note("kept in " + directory.path());
        if (loaded instanceof ImageOptions.Loaded read && read.subject().test() != null) {
            TestImages.report(terminal, trained, parts, read.subject(), decision);
        }
    }

    private List<Method> methods() {
        return ofImages ? plugins.imageMethods() : plugins.methods();
    }

    private Method named(String called) {
        return ofImages
                ? MethodNames.forImages(List.of(called), plugins.methods(), methods()).getFirst()
                : MethodNames.find(called, methods());
    }

    private static void text(Map<String, Output.Bytes> parts, String name, String text) {
        parts.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns what to train: the user's method, or that of an earlier comparison. */
    private Trial variant(Terminal terminal) {
        if (from == null) {
            ArgumentRules.refuseMissing(
                    spec.commandLine(), name == null ? List.of("--method=NAME") : List.of());
            forImages();
            return Trial.of(method(name));
        }
        SavedComparison saved = SavedComparison.read(from);
        requireKind(saved);
        forImages();
        SavedComparison.Winner winner = saved.winner(
                name == null
                        ? MethodNames.known(
                                saved.runs().stream().map(SavedComparison.SavedRun::method)
                                        .toList(),
                                methods())
                        : List.of(named(name).name()));
        if (ofImages) {
            images.orElse(saved);
        } else {
            data.orElse(saved);
        }
        training.orElse(saved);
        decisions.orElse(from, threshold.given());
        if (!decisions.aimed()) {
            threshold.orElse(saved);
        }
        Method method = named(winner.method());
        if (MetaBalanceOptions.change(method)) {
            metabalance.orElse(saved, winner.method());
        }
        Trial variant = winner.setting().isEmpty() || tune.given()
                ? Trial.of(method(winner.method()))
                : space().find(changed(winner.method()), winner.setting())
                        .orElseThrow(() -> new UserError(
                                Texts.format(
                                        "%s: %s has no setting '%s' in this version; compare again, or"
                                                + " give --tune",
                                        from, winner.method(), winner.setting())));
        if (saved.labelNoise() != null) {
            terminal.note(Texts.format(
                    "%s: training labels were made wrong there (%s); here they are taken as they are",
                    from, saved.labelNoise()));
        }
        terminal.note(Texts.format(
                "%s: %s, mean test %s %.4f of %s%s", from, winner.method(),
                winner.metric().equals("averagePrecision") ? "AP" : "balanced accuracy",
                winner.merit(), Texts.count(winner.runs(), "run"),
                winner.setting().isEmpty()
                        ? ""
                        : Texts.format(", %s (%d of %d)", winner.setting(), winner.times(),
                                winner.runs())));
        return variant;
    }

    /** Images, if the comparison was of images, and a table if of a table. */
    private void requireKind(SavedComparison saved) {
        boolean savedImages = saved.images() != null;
        ofImages |= savedImages && !spec.commandLine().getParseResult().hasMatchedOption("--data");
        if (ofImages != savedImages) {
            throw new UserError(Texts.format(
                    "%s compares on %s; give %s, or leave it out", from,
                    savedImages ? "images" : "a table",
                    savedImages ? "--images" : "--data"));
        }
    }

    private Method method(String called) {
        Method method = changed(called);
        return tune.applied(List.of(method), space(), book).getFirst();
    }

    private SearchSpace space() {
        return training.space(plugins.loader());
    }

    private void forImages() {
        if (ofImages) {
            training.forImages();
        }
    }

    private Method changed(String called) {
        return metabalance.apply(List.of(named(called))).getFirst();
    }

    private Problem problem(Examples train, Examples validation, Problem.Progress progress) {
        return new Problem(
                train, validation, training.models(plugins.loader()), training.budget(), seed,
                progress);
    }

    /** Returns {@code values} with {@code null} for what is not defined: JSON has no NaN. */
    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> finite = new LinkedHashMap<>();
        values.forEach((key, value) -> finite.put(key, Double.isFinite(value) ? value : null));
        return finite;
    }
}
