package org.metabalance.studies.longtail;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.supervised.WithoutMetaSet;
import org.metabalance.meta.metric.ClassGroups;
import org.metabalance.meta.metric.Merit;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.ResNet;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a network is trained, and what is kept of it.
 *
 * @param network its name in settings and tables
 * @param models builds it
 * @param updates how many each training makes, about: whole passes; 0 if {@code passes} says it
 * @param passes over the training images; 0 if {@code updates} says it
 * @param batch images of an update
 * @param tuned whether each method is tuned; if not, it is as it is by default
 */
record LongTailTraining(
        String network, ModelFor models, int updates, int passes, int batch, boolean tuned) {
    /** The name of the large network, and of the study's part with it. */
    static final String LARGE = "resnet-20";

    private static final int FILTERS = 16;
    private static final int DEPTH = 20;

    /** Accuracy on all test images, and of each group of classes the mean recall. */
    static final String ALL = "all";

    static final String HEAD = "head";
    static final String MIDDLE = "middle";
    static final String TAIL = "tail";

    /** What accuracies are of, in the order of the tables. */
    static final List<String> PLACES = List.of(ALL, HEAD, MIDDLE, TAIL);

    /** Names of groups by number as those of groups by rank. */
    private static final Map<String, String> GROUPS = Map.of(
            HEAD, HEAD, MIDDLE, MIDDLE, TAIL, TAIL, "many", HEAD, "medium", MIDDLE, "few", TAIL);

    static final String COUNTS = "trainingCounts";
    static final String TEST_COUNTS = "testCounts";
    static final String CLASSES = "classes";
    static final String GROUPING = "grouping";
    static final String CORRECT = "correct";
    static final String META = "metaSetPerClass";

    /**
     * How many updates trainings have.
     *
     * @param small those of the small network
     * @param large those of the large one
     */
    record Lengths(int small, int large) {
        /**
         * What fits three hours of two threads. An update of the small network takes 7 ms of a thread at 28 x
         * 28 pixels for plain training and 25 for exact MetaBalance; all methods, variants, sets and seeds
         * together 19 seconds.
         */
        static final Lengths USUAL = new Lengths(700, 1200);
    }

    /** The small network, tuned. */
    static LongTailTraining small(Lengths lengths, int passes) {
        return new LongTailTraining(
                "conv4-" + FILTERS,
                examples -> {
                    Shape image = examples.shape();
                    return new Conv4(
                            image.dim(0), image.dim(1), image.dim(2), FILTERS,
                            examples.classes(), Head.linear());
                },
                passes == 0 ? lengths.small() : 0, passes, 64, true);
    }

    /** The large network, not tuned. */
    static LongTailTraining large(Lengths lengths, int passes) {
        return new LongTailTraining(
                LARGE,
                examples -> ResNet.cifar(DEPTH, examples.shape().dim(2), examples.classes()),
                passes == 0 ? lengths.large() : 0, passes, 32, false);
    }

    /** Returns the budget in words. */
    String text() {
        String length = passes == 0
                ? Texts.format("%,d updates, rounded to whole passes,", updates)
                : passes == 1 ? "1 pass" : passes + " passes";
        return Texts.format(
                "%s in batches of %d, %s", length, batch,
                tuned ? "tuned" : "not tuned, at a rate of " + Budget.DEFAULT.learningRate());
    }

    private Budget budget(Examples train) {
        int pass = Math.ceilDiv(train.size(), batch);
        int epochs = passes > 0 ? passes : Math.max(1, Math.round((float) updates / pass));
        return new Budget(epochs, batch, Budget.DEFAULT.learningRate());
    }

    /** Trains a method on a fold and writes what came of it. */
    void run(
            LongTailCell cell, Fold fold, String name, ObjectNode values,
            Problem.Progress progress) {
        Method method = tuned ? LongTailMethods.tuned(name) : LongTailMethods.find(name);
        Problem problem = fold.problem().with(models).with(budget(fold.train()))
                .watchedBy(progress);
        long begin = System.nanoTime();
        Trained trained = method.fit(problem);
        JsonNumbers.put(values, Measures.SECONDS, (System.nanoTime() - begin) / 1e9);
        values.put(Measures.UPDATES, trained.updates());
        values.put("hypergradient", trained.hypergradient());
        values.put("setting", trained.setting());
        JsonNumbers.put(
                values, Measures.VALIDATION,
                Merit.of(trained.probabilities(fold.validation()), fold.validation().labels())
                        .averagePrecision());
        int[] counts = fold.train().classCounts();
        values.put(CLASSES, String.join(",", cell.classes(fold)));
        values.put(COUNTS, LongTailCell.text(counts));
        values.put("validationCounts", LongTailCell.text(fold.validation().classCounts()));
        values.put(TEST_COUNTS, LongTailCell.text(fold.test().classCounts()));
        if (LongTailMethods.WITH_META_SET.contains(name) || name.equals(WithoutMetaSet.NAME)) {
            values.put(
                    META, MetaSet.of(fold.train(), Rng.of(fold.seed()).stream(Seeds.META_ROWS))
                            .meta().classCounts()[0]);
        }
        score(cell.groups(counts), trained.probabilities(fold.test()), fold.test(), values);
    }

    private static void score(
            ClassGroups groups, double[][] probabilities, Examples test, ObjectNode values) {
        Scores scores = Scores.of(probabilities, test.labels(), Double.NaN);
        JsonNumbers.put(values, ALL, scores.confusion().accuracy());
        groups.accuracies(scores.confusion()).forEach(
                (group, accuracy) -> JsonNumbers.put(values, GROUPS.get(group), accuracy));
        JsonNumbers.put(values, Measures.AP, scores.averagePrecision());
        JsonNumbers.put(values, "ece", scores.ece());
        for (int c = 0; c < test.classes(); c++) {
            JsonNumbers.put(values, recall(c), scores.perClassRecall()[c]);
        }
        values.put(
                GROUPING, String.join(",", IntStream.range(0, test.classes())
                        .mapToObj(c -> GROUPS.get(groups.of(c))).toList()));
        values.put(CORRECT, correct(probabilities, test));
    }

    /** Returns the name of the recall of a class. */
    static String recall(int c) {
        return "recall" + c;
    }

    /** Which test images were told rightly, class after class, as bits in base 64. */
    private static String correct(double[][] probabilities, Examples test) {
        BitSet bits = new BitSet();
        int place = 0;
        for (int c = 0; c < test.classes(); c++) {
            for (int i : test.indicesOf(c)) {
                bits.set(place++, mostProbable(probabilities[i]) == c);
            }
        }
        return Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    /** Of equally probable ones the first, as in the confusion matrix. */
    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}
