package org.metabalance.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.decision.DecisionOptions;
import org.metabalance.app.divide.DivisionText;
import org.metabalance.app.divide.FoldOptions;
import org.metabalance.app.divide.Rounds;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.image.ComparisonPictures;
import org.metabalance.app.limit.TimeLimitOptions;
import org.metabalance.app.limit.Timings;
import org.metabalance.app.log.LogOptions;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.option.DivisionCheck;
import org.metabalance.app.option.GraphOptions;
import org.metabalance.app.option.ImageOptions;
import org.metabalance.app.option.LabelNoiseOptions;
import org.metabalance.app.option.LoadedData;
import org.metabalance.app.option.MetaBalanceOptions;
import org.metabalance.app.option.MethodNames;
import org.metabalance.app.option.MethodOptions;
import org.metabalance.app.option.PluginOptions;
import org.metabalance.app.option.ReferenceOptions;
import org.metabalance.app.option.RunSettings;
import org.metabalance.app.option.ThresholdOptions;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.report.CostTable;
import org.metabalance.app.report.RunReporter;
import org.metabalance.app.report.RunTimes;
import org.metabalance.app.report.SummaryText;
import org.metabalance.app.report.TuningTable;
import org.metabalance.app.results.EarlierResults;
import org.metabalance.app.results.KeptRun;
import org.metabalance.app.results.ResultsFile;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.RunDecider;
import org.metabalance.app.results.RunKeys;
import org.metabalance.app.results.SavedTrial;
import org.metabalance.app.results.SavedTrials;
import org.metabalance.app.results.TunedRun;
import org.metabalance.app.tune.TrialBook;
import org.metabalance.app.tune.TuneOptions;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Comparison;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Experiment;
import org.metabalance.scoring.folder.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains several methods on the user's data, several times, and says which one is worth it. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Compares methods on your data.",
            "",
            "Every method is trained once a seed on 60 %% of the rows or images; its decision threshold is"
                    + " chosen on 20 %%, and the numbers shown are from the last 20 %%, which nothing else has"
                    + " seen; images may have a test set of their own. All methods of a seed share the same split. The result does not depend on"
                    + " the number of threads.",
            ""
        })
final class CompareCommand implements Callable<Integer> {
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
    @Mixin
    private GraphOptions graphs;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description = "The methods to compare, for example a,b,c; 'all' for every one of"
                    + " 'metabalance methods'; default MetaBalance and ten usual ones. Ensembles of any"
                    + " other method: easy-ensemble-of-focal, balanced-bagging-of-metabalance.")
    private List<String> methods = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of every method, each with another split; default ${DEFAULT-VALUE}.")
    private int seeds;

    @Mixin
    private FoldOptions folds;

    @Mixin
    private TuneOptions tune;
    @Mixin
    private TimeLimitOptions time;

    @Mixin
    private ThresholdOptions threshold;
    @Mixin
    private DecisionOptions decisions;
    @Mixin
    private LabelNoiseOptions noise;
    @Mixin
    private ReferenceOptions reference;
    @Mixin
    private PluginOptions plugins;

    @Mixin
    private MethodOptions training;
    @Mixin
    private MetaBalanceOptions metabalance;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs at the same time; default all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to keep results.json, report.html and the scores of every run, and of images pictures of what is mistaken for what; written after every run, and the same command goes on"
                    + " where an earlier one was stopped. (What became of learned points: 'metabalance"
                    + " train --method egl' keeps them.)")
    private Path out;

    @Mixin
    private Timings timings;

    @Override
    public Integer call() {
        timings.ended("to start");
        Terminal terminal = parent.terminal();
        ArgumentRules.atLeastOne(spec.commandLine(), "--seeds", seeds);
        ArgumentRules.atLeastOne(spec.commandLine(), "--threads", threads);
        Rounds rounds = folds.rounds();
        data.splitColumn();
        boolean ofGraph = graphs.given();
        boolean ofImages = images.given();
        if (ofImages) {
            training.forImages();
        }
        if (ofGraph) {
            training.forGraphs();
        }
        training.hidden();
        threshold.rule();
        decisions.check(threshold);
        noise.noise();
        training.budget();
        tune.trials();
        time.text();
        training.models(plugins.loader());
        List<Method> chosen = ofGraph
                ? GraphOptions.methods(methods, plugins.methods())
                : metabalance.apply(ofImages
                        ? MethodNames.forImages(methods, plugins.methods(), plugins.imageMethods())
                        : MethodNames.find(methods, plugins.methods()));
        LoadedData loaded = ofGraph ? graphs.load(terminal, data)
                : ofImages ? images.load(terminal) : data.load(terminal);
        if (loaded instanceof GraphOptions.Loaded graph) {
            training.learnFrom(graph.training());
        }
        if (loaded.onDisk()) {
            chosen = MethodNames.forRowsOnDisk(chosen, named(), terminal::note);
        }
        rule(loaded);
        decisions.on(loaded, threshold);
        timings.ended("to read the data");
        Division division = DivisionCheck.of(loaded, rounds, seeds);
        if (!loaded.division().isEmpty()) {
            terminal.note(loaded.division());
        }
        if (!noise.note().isEmpty()) {
            terminal.note(noise.note());
        }
        log.runs(out, division, terminal); // refused before hours of work
        if (out == null) {
            return compare(terminal, chosen, loaded, division, null);
        }
        try (OutputDirectory directory = OutputDirectory.open(
                out, RunSettings.inputs(loaded, plugins), terminal::note)) {
            return compare(terminal, chosen, loaded, division, directory);
        }
    }

    private int compare(
            Terminal terminal, List<Method> chosen, LoadedData loaded, Division division,
            OutputDirectory directory) {
        Budget budget = training.budget();
        ThresholdRule rule = rule(loaded);
        List<Method> references = loaded instanceof DataOptions.Loaded
                ? reference.methods(terminal, tune.trials(), loaded.onDisk())
                : List.of();
        ResultsHeader header = new ResultsHeader(
                "metabalance " + Release.number(),
                loaded.file().toString(),
                loaded.subject(),
                chosen.stream().map(Method::name).toList(),
                references.stream().map(Method::name).toList(),
                division.runs(seeds),
                division,
                budget,
                training.network(),
                training.hidden(),
                tune.trials(),
                rule,
                noise.text(),
                chosen.stream().anyMatch(MetaBalanceOptions::change)
                        ? metabalance.settings()
                        : Map.of());
        if (tune.given()) {
            terminal.note(tune.note(budget));
        }
        TrialBook book = new TrialBook();
        Comparison comparison = new Comparison(
                noise.on(loaded.splits(division)),
                tune.applied(chosen, training.space(plugins.loader()), book),
                references,
                division.runs(seeds),
                training.models(plugins.loader()),
                budget,
                rule,
                data.runsAtOnce(loaded, threads, terminal));
        DecisionOptions.Deciding deciding = decisions.on(loaded, threshold);
        RunDecider decider = loaded instanceof GraphOptions.Loaded
                ? null
                : new RunDecider(deciding.plan(), deciding.amounts(), deciding.amountColumn());
        RunKeys keys = keys(comparison, loaded, division, deciding);
        List<KeptRun> known = directory == null
                ? List.of()
                : EarlierResults.take(
                        directory, keys, loaded.subject().classes(), terminal::note);
        List<SavedTrial> trials = directory == null || !tune.given()
                ? List.of()
                : SavedTrials.ofComparison(directory, keys, known, terminal::note);
        try (ComparisonReport page = ComparisonReport.open(terminal, loaded, directory, keys, spec);
                RunReporter reporter = new RunReporter(
                        terminal, header, directory, keys, known,
                        page.besides().with(trials).with(decider))) {
            book.open(trials, reporter::tried);
            Experiment.run(
                    comparison, known.stream().map(KeptRun::run).toList(), time.begin(),
                    reporter.telling(log.runs(out, division, terminal)));
            reporter.complete();
            timings.ended("runs");
            int code = report(terminal, header, reporter, directory, decider);
            timings.ended("tables and tests");
            page.write(reporter.kept());
            if (directory != null && loaded instanceof ImageOptions.Loaded read) {
                ComparisonPictures.write(
                        terminal, directory, read.subject(), read.splits(division),
                        reporter.keptRuns());
            }
            timings.ended("report and pictures");
            timings.lines(RunTimes.lines(reporter.keptRuns().stream()
                    .filter(run -> !known.contains(run)).toList()))
                    .forEach(terminal.err()::println);
            return code;
        }
    }

    /** Returns whether the user asks for each of the methods by its name. */
    private boolean named() {
        return !methods.isEmpty()
                && methods.stream().noneMatch(MethodNames.ALL::equalsIgnoreCase);
    }

    private ThresholdRule rule(LoadedData loaded) {
        return threshold.rule(loaded.subject().classes().size(), loaded.labelled());
    }

    private RunKeys keys(
            Comparison comparison, LoadedData loaded, Division division,
            DecisionOptions.Deciding deciding) {
        Fingerprint settings = RunSettings.of(loaded, training, comparison.budget(), plugins)
                .with("threshold", comparison.threshold())
                .with("decision", deciding.text())
                .with("label noise", noise.text());
        Fingerprint shared = loaded instanceof DataOptions.Loaded table
                ? settings.with("rare classes", table.rareClasses().text())
                        .with("division", DivisionText.key(division, table.splitColumn()))
                : settings.with("division", DivisionText.key(division, SplitColumn.NONE));
        return RunKeys.of(
                comparison.trained(), comparison.seeds(),
                (method, seed) -> RunSettings.of(shared, method, seed));
    }

    private static int report(
            Terminal terminal,
            ResultsHeader header,
            RunReporter reporter,
            OutputDirectory directory,
            RunDecider decider) {
        reporter.close();
        reporter.outOfTime().forEach(terminal::note);
        if (reporter.runs().isEmpty()) {
            terminal.error(reporter.outOfTime().isEmpty()
                    ? "every run failed; there is nothing to show"
                    : "no run ended in time; there is nothing to show");
            return Cli.FAILED;
        }
        SummaryText.print(terminal, header, reporter.runs());
        if (decider != null) {
            CostTable.print(
                    terminal, decider, reporter.keptRuns(),
                    header.subject().testOverTrain(header.division()));
        }
        TuningTable.lines(TunedRun.of(reporter.runs(), reporter.trials()))
                .forEach(terminal.out()::println);
        if (reporter.kept()) {
            terminal.note("kept in " + directory.file(ResultsFile.NAME));
        }
        if (reporter.failures() > 0) {
            terminal.error(
                    Texts.format(
                            "%d of %d runs failed; the table shows the others",
                            reporter.failures(), header.runs()));
            return Cli.FAILED;
        }
        if (directory != null && !reporter.kept()) {
            terminal.error(
                    "not all runs are kept in " + directory.file(ResultsFile.NAME)
                            + ": the same command makes those again");
            return Cli.FAILED;
        }
        return Cli.DONE;
    }
}
