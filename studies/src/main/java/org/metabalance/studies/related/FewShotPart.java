package org.metabalance.studies.related;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.image.ImageExamples;
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
import org.metabalance.meta.fewshot.learner.Learners;
import org.metabalance.meta.fewshot.training.EpisodeTest;
import org.metabalance.meta.fewshot.training.Training;
import org.metabalance.meta.fewshot.training.TrainingSettings;
import org.metabalance.meta.method.Problem;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;
import tools.jackson.databind.node.ObjectNode;

/** Few-shot learners of characters, learned on balanced tasks and tested on imbalanced ones. */
final class FewShotPart implements Part {
    static final String NAME = "few-shot";
    static final String DATA_NAME = "omniglot";

    static final String BALANCED = "balanced:5";
    static final String LINEAR = "linear:1-9";
    static final String STEP = "step:1-9";

    private static final List<String> FILES = List.of(
            "images_background_small1.zip", "images_background_small2.zip");
    private static final List<SupportSizes> SIZES = List.of(
            SupportSizes.parse(BALANCED, 5), SupportSizes.parse(LINEAR, 5),
            SupportSizes.parse(STEP, 5));
    private static final List<Strategy> STRATEGIES = List.of(
            Strategy.NONE, Strategy.OVER_SAMPLING, Strategy.WEIGHTED);
    private static final List<String> METHODS = List.of(
            "protonet", "matchingnet", "relationnet", "simpleshot", "fine-tuned", "maml", "fomaml",
            "protomaml");

    private static final int WAYS = 5;
    private static final int QUERIES = 10;
    private static final int SIDE = 28;
    private static final int FILTERS = 32;
    private static final int EPISODES = 800;
    private static final int TESTS = 300;
    private static final InnerSteps STEPS = new InnerSteps(5, 10, .1, InnerSteps.Order.SECOND);

    private final Path folder;
    private ClassPool pool;

    /**
     * The part.
     *
     * @param folder with the archives; null if none is named
     */
    FewShotPart(Path folder) {
        this.folder = folder;
    }

    /** Returns what is tried on a kind of task: nothing where there is no imbalance. */
    static List<Strategy> strategies(String sizes) {
        return sizes.equals(BALANCED) ? List.of(Strategy.NONE) : STRATEGIES;
    }

    /** Returns the name of what a learner does on a kind of task: {@code linear:1-9 ros}. */
    static String accuracy(String sizes, Strategy strategy) {
        return sizes + " " + strategy.name();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String missing() {
        return folder == null
                ? "the variable " + Related.IMAGES + " names no folder with "
                        + String.join(" and ", FILES)
                : FILES.stream().filter(file -> !Files.exists(folder.resolve(file))).findFirst()
                        .map(
                                file -> "there is no " + file + " in the folder that "
                                        + Related.IMAGES + " names")
                        .orElse(null);
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    private static String budget(StudyOptions options) {
        return Texts.format("%,d episodes, %d filters", options.epochs(EPISODES), FILTERS);
    }

    @Override
    public String text(StudyOptions options) {
        return Texts.format(
                "Omniglot's two small background sets, characters with their quarter turns, in %d x %d; %d"
                        + " classes a task, %d queries of each; %s, learned on balanced tasks, tested on %d"
                        + " tasks of other characters of every kind; MAML has %d inner steps, %d in tests.",
                SIDE, SIDE, WAYS, QUERIES, budget(options), TESTS, STEPS.learn(), STEPS.test());
    }

    @Override
    public List<Trial> trials(StudyOptions options, int seed, List<String> methods) {
        return methods.stream().map(method -> Trial.of(
                (values, progress) -> run(method, seed, options.epochs(EPISODES), values, progress),
                PART, NAME, DATA, DATA_NAME, SEED, seed, METHOD, method, "budget",
                budget(options))).toList();
    }

    private synchronized ClassPool pool() {
        if (pool == null) {
            ReadOptions options = new ReadOptions(
                    "", SIDE, SIDE, 0, ReadOptions.DEFAULT.memory());
            pool = ClassPool.of(
                    FILES.stream()
                            .map(file -> ImageFiles.read(folder.resolve(file), options)).toList(),
                    true, options.memory());
        }
        return pool;
    }

    private void run(
            String name, int seed, int episodes, ObjectNode values, Problem.Progress progress) {
        ClassSplit parts = ClassSplit.random(pool().units(), .16, .2, Rng.of(seed));
        ImageExamples examples = pool().examples(parts);
        Task task = new Task(WAYS, SIZES.getFirst(), QUERIES);
        Training training = new Training(
                Learners.named(name, STEPS),
                classes -> new Conv4(SIDE, SIDE, 1, FILTERS, classes, Head.linear()),
                new Episodes(examples, parts.train(), task, seed),
                new Episodes(examples, parts.validation(), task, seed + 1L), Strategy.NONE,
                new TrainingSettings(episodes, .001, 5, 50, seed, 1));
        long begin = System.nanoTime();
        Training.Result result = training.run(new Training.Watch() {
            @Override
            public void progress(double share) {
                progress.at(.8 * share);
            }

            @Override
            public void validated(long count, double accuracy) {}
        });
        JsonNumbers.put(values, Measures.SECONDS, (System.nanoTime() - begin) / 1e9);
        JsonNumbers.put(values, "validationAccuracy", result.accuracy());
        for (SupportSizes sizes : SIZES) {
            Episodes source = new Episodes(
                    examples, parts.test(), task.with(sizes), seed + 2L);
            for (Strategy strategy : strategies(sizes.text())) {
                EpisodeScores scores = new EpisodeTest(
                        result.network(), source, strategy, seed).run(TESTS, 1, _ -> {});
                JsonNumbers.put(
                        values, accuracy(sizes.text(), strategy), scores.accuracy().mean());
                JsonNumbers.put(
                        values, accuracy(sizes.text(), strategy) + " interval95",
                        scores.interval());
            }
        }
    }
}
