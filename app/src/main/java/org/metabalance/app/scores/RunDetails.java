package org.metabalance.app.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.StoredRows;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.points.AugmentedNetwork;
import org.metabalance.meta.method.transport.LearnedWeights;
import org.metabalance.meta.method.transport.TransportNetwork;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.Fold;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a report tells of a run besides its scores: {@code course} (of every training that the model is made of, its
 * name, a row of average precision, log loss, inner and outer loss for each epoch, and the epoch kept), {@code views} (what each view of the training
 * rows had of every class), {@code duplicates} (test rows that are in the training part too), {@code
 * importance}, {@code missed}, {@code weights} and {@code points}, each where there is any; of a single model {@code
 * threshold} and {@code averagePrecision} on validation rows, too.
 */
public final class RunDetails {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();
    private final Trained trained;
    private final int seed;

    /** Begins with what fold, model and course tell. */
    public RunDetails(Fold fold, Trained trained, Course course) {
        this(fold.train(), trained, course, fold.seed());
        if (table(fold.train()) instanceof EncodedTable train
                && fold.test() instanceof EncodedTable test) {
            root.put("duplicates", duplicates(train, test));
        }
    }

    /** Begins with what model and course tell. */
    public RunDetails(Examples train, Trained trained, Course course, long seed) {
        this.trained = trained;
        this.seed = (int) seed;
        ArrayNode trainings = root.putArray("course");
        course.trainings().forEach(training -> {
            ObjectNode its = trainings.addObject();
            its.put("name", training.name());
            its.put("kept", training.kept());
            ArrayNode epochs = its.putArray("epochs");
            training.epochs().forEach(epoch -> {
                ArrayNode numbers = epochs.addArray();
                number(numbers, epoch.averagePrecision());
                number(numbers, epoch.logLoss());
                number(numbers, epoch.inner());
                number(numbers, epoch.outer());
            });
        });
        views(root.putObject("views"), train, course);
        besides(trained, table(train));
    }

    private static Examples table(Examples examples) {
        return examples instanceof NoisyExamples noisy ? noisy.examples() : examples;
    }

    /** Views of several trainings that held the same of every class stand there once. */
    private static void views(ObjectNode views, Examples train, Course course) {
        views.set("rows", JSON.valueToTree(train.groupCounts()));
        Map<List<Object>, List<String>> held = new LinkedHashMap<>();
        Map<List<Object>, int[]> counts = new LinkedHashMap<>();
        course.trainings().forEach(training -> training.views().forEach((view, its) -> {
            List<Object> same = List.of(view, Arrays.toString(its));
            held.computeIfAbsent(same, _ -> new ArrayList<>()).add(training.name());
            counts.put(same, its);
        }));
        held.forEach((same, names) -> {
            String whose = names.size() == 1
                    ? names.getFirst()
                    : names.getFirst() + " to " + names.getLast();
            String view = (String) same.getFirst();
            views.set(
                    course.trainings().size() == 1 ? view : whose + ": " + view,
                    JSON.valueToTree(counts.get(same)));
        });
    }

    private void besides(Trained model, Examples train) {
        switch (model) {
            case TunedModel tuned -> besides(tuned.network(), train);
            case TransportNetwork it -> weights(it.weights());
            case AugmentedNetwork it when train instanceof EncodedTable rows -> MovedPoints
                    .of(it.augmentation(), rows)
                    .ifPresent(points -> root.set("points", points));
            default -> {
                // nothing that is learned besides the network
            }
        }
    }

    private void weights(LearnedWeights weights) {
        ArrayNode classes = root.putArray("weights");
        for (int c = 0; c < weights.initial().length; c++) {
            ObjectNode one = classes.addObject();
            number(one, "initial", weights.initial()[c]);
            number(one, "least", weights.least()[c]);
            number(one, "mean", weights.mean()[c]);
            number(one, "most", weights.most()[c]);
        }
    }

    /**
     * Adds how much each column counts.
     *
     * @param rows that were not learned from; nothing is added if they are of no table
     * @param probabilities of them
     */
    public void importance(Examples rows, double[][] probabilities) {
        if (rows instanceof StoredRows stored) {
            int some = Math.min(stored.size(), PermutationImportance.MOST_ROWS);
            importance(
                    stored.encoded(IntStream.range(0, some).toArray()),
                    Arrays.copyOf(probabilities, some));
            return;
        }
        if (rows instanceof EncodedTable table
                && Arrays.stream(probabilities).flatMapToDouble(Arrays::stream)
                        .allMatch(Double::isFinite)) {
            ObjectNode node = root.putObject("importance");
            PermutationImportance.of(trained, table, seed)
                    .forEach((column, loss) -> number(node, column, loss));
        }
    }

    /**
     * Adds what was decided, of a training that stands in no {@code results.json}.
     *
     * @param threshold of class 1; NaN with more than two classes
     * @param averagePrecision on the validation rows
     */
    public void decided(double threshold, double averagePrecision) {
        number(root, "threshold", threshold);
        number(root, "averagePrecision", averagePrecision);
    }

    void missed(ArrayNode rows) {
        root.set("missed", rows);
    }

    /** Returns how many test rows have the very features of a training row. */
    private static int duplicates(EncodedTable train, EncodedTable test) {
        Set<java.nio.FloatBuffer> seen = new HashSet<>();
        for (int row = 0; row < train.rows(); row++) {
            seen.add(row(train, row));
        }
        int same = 0;
        for (int row = 0; row < test.rows(); row++) {
            same += seen.contains(row(test, row)) ? 1 : 0;
        }
        return same;
    }

    /** A view that compares by its numbers. */
    private static java.nio.FloatBuffer row(EncodedTable rows, int row) {
        return java.nio.FloatBuffer.wrap(rows.features(), row * rows.width(), rows.width());
    }

    private static void number(ArrayNode node, double value) {
        if (Double.isFinite(value)) {
            node.add((float) value);
        } else {
            node.addNull();
        }
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, (float) value);
        } else {
            node.putNull(name);
        }
    }

    /** Returns them. */
    public ObjectNode node() {
        return root;
    }
}
