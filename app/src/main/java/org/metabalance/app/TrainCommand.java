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
import org.metabalance.app.image.TestImages;
import org.metabalance.app.model.AugmentationFile;
import org.metabalance.app.model.ModelFile;
import org.metabalance.app.model.ModelFolder;
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
import org.metabalance.app.report.ProgressLine;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.app.schema.Schema;
import org.metabalance.app.schema.SchemaFile;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Merit;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Course;
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
            "80 %% of the rows are trained on; the decision threshold is chosen on the other 20 %%."
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

    @Option(
            names = "--tune",
            description = "Train six variants of the method and keep the best on the 20 %% that the"
                    + " threshold is tuned on.")
    private boolean tune;

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

    private boolean ofImages;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        ofImages = images.given();
        Tuned.Variant variant = variant(terminal);
        if (ofImages) {
            training.forImages();
        }
        training.hidden();
        threshold.rule();
        Budget budget = training.budget();
        training.models(plugins.loader());
        LoadedData loaded = ofImages ? images.load(terminal) : data.load(terminal);
        ThresholdRule rule = rule(loaded);
        Fingerprint fingerprint = RunSettings.of(
                RunSettings.of(loaded, training, budget, plugins)
                        .with("threshold", rule)
                        .with("rate", variant.rate()),
                variant.method(), seed);
        try (OutputDirectory directory = OutputDirectory.open(
                out, RunSettings.inputs(loaded, plugins), terminal::note)) {
            ModelFolder folder = new ModelFolder(out);
            ModelFolder.Standing standing = folder.standing(
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
            train(terminal, variant, loaded, fingerprint, folder, directory);
            return Cli.DONE;
        }
    }

    private void train(
            Terminal terminal, Tuned.Variant variant, LoadedData loaded,
            Fingerprint fingerprint, ModelFolder folder, OutputDirectory directory) {
        Method method = variant.method();
        Budget budget = training.budget();
        List<String> classes = loaded.subject().classes();
        ThresholdRule rule = rule(loaded);
        TrainingParts parts = TrainingParts.of(loaded, TRAIN, Rng.of(seed));
        Examples train = parts.train();
        Examples validation = parts.validation();

        long start = System.nanoTime();
        Trained trained;
        Course.Recorder course;
        try (ProgressLine progress = new ProgressLine(terminal)) {
            progress.state(method.name());
            course = recorder(progress);
            trained = method.fit(variant.on(problem(train, validation, course)));
        }
        if (trained instanceof TunedModel tuned) {
            tell(terminal, tuned);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[][] probabilities = trained.probabilities(validation);
        double decision = rule.on(probabilities, validation.labels());
        Scores scores = Scores.of(probabilities, validation.labels(), decision);

        Map<String, Object> history = new LinkedHashMap<>();
        history.put("data", loaded.file().toString());
        history.put("rows", train.size());
        history.put("seed", seed);
        history.put("budget", budget.text());
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
        history.put("threshold", classes.size() == 2 ? rule.label() : null);
        history.put("validationRows", validation.size());
        history.put("validation", finite(scores.values()));
        ModelReport page = new ModelReport(terminal, directory, seed, fingerprint.key());
        history.putAll(page.facts(loaded, spec));
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
        page.write(method.name(), trained, course.course(), train, validation, probabilities);
        AugmentationFile.note(trained, directory.file(AugmentationFile.NAME))
                .ifPresent(terminal::note);
        weights.ifPresent(it -> terminal.note(it.text()));
        report(terminal, method, directory, scores, validation.size(),
                ofImages ? "images" : "rows", seconds);
        if (loaded instanceof ImageOptions.Loaded read && read.subject().test() != null) {
            TestImages.report(terminal, trained, parts, read.subject(), decision);
        }
    }

    private ThresholdRule rule(LoadedData loaded) {
        return threshold.rule(loaded.subject().classes().size(), loaded.labelled());
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
    private Tuned.Variant variant(Terminal terminal) {
        if (from == null) {
            ArgumentRules.refuseMissing(
                    spec.commandLine(), name == null ? List.of("--method=NAME") : List.of());
            return new Tuned.Variant("", method(name), 1);
        }
        SavedComparison saved = SavedComparison.read(from);
        requireKind(saved);
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
        threshold.orElse(saved);
        Method method = named(winner.method());
        if (MetaBalanceOptions.change(method)) {
            metabalance.orElse(saved, winner.method());
        }
        Tuned.Variant variant = winner.setting().isEmpty() || tune
                ? new Tuned.Variant("", method(winner.method()), 1)
                : TuningGrids.tuned(changed(winner.method())).variants().stream()
                        .filter(each -> each.setting().equals(winner.setting())).findFirst()
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
        return tune ? TuningGrids.tuned(method) : method;
    }

    private Method changed(String called) {
        return metabalance.apply(List.of(named(called))).getFirst();
    }

    private static void tell(Terminal terminal, TunedModel tuned) {
        for (Tuned.Attempt attempt : tuned.attempts()) {
            terminal.note(attempt.merit().equals(Merit.NONE)
                    ? attempt.setting() + ": diverged"
                    : Texts.format(
                            "%s: validation AP %.4f, log loss %.4f%s", attempt.setting(),
                            attempt.merit().averagePrecision(), attempt.merit().logLoss(),
                            attempt.equals(tuned.kept()) ? ", kept" : ""));
        }
    }

    private Problem problem(Examples train, Examples validation, Course.Recorder course) {
        return new Problem(
                train, validation, training.models(plugins.loader()), training.budget(), seed,
                course);
    }

    private Course.Recorder recorder(ProgressLine progress) {
        int batch = training.budget().batch();
        long start = System.nanoTime();
        return new Course.Recorder() {
            @Override
            public void at(double done) {
                progress.advance(done);
            }

            @Override
            public void judged(long updates, double[][] scores) {
                if (ofImages) {
                    progress.state(Texts.format(
                            "%,.0f images/s",
                            updates * batch * 1e9 / (System.nanoTime() - start)));
                }
            }
        };
    }

    /** Returns {@code values} with {@code null} for what is not defined: JSON has no NaN. */
    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> finite = new LinkedHashMap<>();
        values.forEach((key, value) -> finite.put(key, Double.isFinite(value) ? value : null));
        return finite;
    }

    private static void report(
            Terminal terminal,
            Method method,
            OutputDirectory directory,
            Scores scores,
            int rows,
            String what,
            double seconds) {
        terminal.out()
                .println(
                        Texts.format(
                                "%s trained in %s: AP %.4f, ROC-AUC %.4f, balanced accuracy %.4f on the"
                                        + " %,d %s it was selected on (optimistic).",
                                method.name(),
                                Texts.duration(seconds),
                                scores.averagePrecision(),
                                scores.rocAuc(),
                                scores.balancedAccuracy(),
                                rows, what));
        terminal.note("kept in " + directory.path());
    }
}
