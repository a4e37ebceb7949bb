package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.metric.Criterion;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

/** What a method gets to see, and when: nothing of the test part until training is over. */
class ProtocolTest {
    private static final int ROWS = 315;

    /** The rows of the table, told by a column that numbers them, in each part of a split. */
    private record Parts(int[] train, int[] validation, int[] test) {
        static Parts of(Spy.Sight sight) {
            List<EncodedTable> parts = List.of(
                    table(sight.problem().train()), table(sight.problem().validation()),
                    table(sight.asked().get(1)));
            // encoding kept the numbers' order: what is the k-th smallest of all is row k
            double[] sorted = parts.stream().flatMapToDouble(ProtocolTest::ids).sorted().toArray();
            int[][] rows = parts.stream()
                    .map(part -> ids(part).mapToInt(id -> Arrays.binarySearch(sorted, id))
                            .toArray())
                    .toArray(int[][]::new);
            return new Parts(rows[0], rows[1], rows[2]);
        }

        int[] all() {
            return Stream.of(train, validation, test).flatMapToInt(IntStream::of).sorted()
                    .toArray();
        }
    }

    private static EncodedTable table(Examples part) {
        return EncodedTable.of("test", part);
    }

    private static Comparison comparison(Table table, Method method, int seeds, int threads) {
        return new Comparison(
                Splits.of(table, Target.of(table, "label")), List.of(method), seeds,
                ModelFor.mlp(List.of(8)), Budget.DEFAULT.withEpochs(2), threads);
    }

    private static DoubleStream ids(EncodedTable part) {
        int column = part.featureNames().indexOf("id");
        return IntStream.range(0, part.rows()).mapToDouble(row -> part.feature(row, column));
    }

    private static Table numbered(Table table) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column.Numeric(
                "id", IntStream.range(0, table.rows()).asDoubleStream().toArray()));
        return Table.of(columns);
    }

    private static Spy spyOn(Table table, int seeds) {
        Spy spy = new Spy(Methods.find("metabalance").orElseThrow());
        Experiment.run(
                comparison(table, spy, seeds, 2),
                Watch.NONE);
        return spy;
    }

    @Test
    void partsAreDisjointAndTheTestPartIsAskedForOnceAtTheEnd() {
        Spy spy = spyOn(numbered(Blobs.table(1, 300, 15)), 4);
        assertEquals(4, spy.sights().size());
        for (Spy.Sight sight : spy.sights()) {
            assertEquals(2, sight.asked().size());
            assertSame(sight.problem().validation(), sight.asked().get(0));
            Parts parts = Parts.of(sight);
            assertArrayEquals(new int[] {180, 9}, sight.problem().train().classCounts());
            assertArrayEquals(new int[] {60, 3}, sight.problem().validation().classCounts());
            assertArrayEquals(new int[] {60, 3}, sight.asked().get(1).classCounts());
            // together every row once
            assertArrayEquals(IntStream.range(0, ROWS).toArray(), parts.all());
        }
        assertFalse(Arrays.equals(
                Parts.of(spy.sight(0)).test(), Parts.of(spy.sight(1)).test()), "seeds split alike");
    }

    @Test
    void everythingFittedIsFittedOnTheTrainingPart() {
        for (Spy.Sight sight : spyOn(numbered(Blobs.table(1, 300, 15)), 3).sights()) {
            EncodedTable train = table(sight.problem().train());
            for (int j = 0; j < train.width(); j++) {
                int column = j;
                double[] x = IntStream.range(0, train.rows())
                        .mapToDouble(row -> train.feature(row, column)).toArray();
                assertEquals(0, Arrays.stream(x).average().orElseThrow(), 1e-6);
                assertEquals(
                        1, Arrays.stream(x).map(v -> v * v).average().orElseThrow(), 1e-5);
            }
        }
    }

    @Test
    void nothingInTheOtherPartsChangesTheTrainingPart() {
        Table table = numbered(Blobs.table(1, 300, 15));
        Spy before = spyOn(table, 1);
        Parts parts = Parts.of(before.sight(0));
        for (int row : new int[] {parts.test()[5], parts.validation()[7]}) {
            double[] x0 = ((Column.Numeric) table.column("x0")).values().clone();
            x0[row] = 1e9;
            List<Column> columns = new ArrayList<>(table.without("x0").columns());
            columns.add(0, new Column.Numeric("x0", x0));
            Spy after = spyOn(Table.of(columns), 1);
            assertArrayEquals(
                    table(before.sight(0).problem().train()).features(),
                    table(after.sight(0).problem().train()).features());
            boolean inValidation = row == parts.validation()[7];
            assertEquals(
                    !inValidation,
                    Arrays.equals(
                            table(before.sight(0).problem().validation()).features(),
                            table(after.sight(0).problem().validation()).features()));
            assertEquals(
                    inValidation,
                    Arrays.equals(
                            table(before.sight(0).asked().get(1)).features(),
                            table(after.sight(0).asked().get(1)).features()));
        }
    }

    @Test
    void theThresholdIsTunedOnValidationAndTheScoresAreTheTests() {
        Table table = Blobs.table(1, 300, 15);
        Spy spy = new Spy(Methods.find("plain").orElseThrow());
        Run run = Experiment.run(
                comparison(table, spy, 1, 1),
                Watch.NONE).get(0);
        Spy.Sight sight = spy.sight(0);
        // the same problem again gives the same model
        var model = spy.method().fit(sight.problem());
        double threshold = Threshold.tune(
                model.probabilities(sight.asked().get(0)), sight.asked().get(0).labels(),
                Criterion.BALANCED_ACCURACY).value();
        assertEquals(threshold, run.threshold());
        Examples test = sight.asked().get(1);
        assertEquals(
                Scores.of(model.probabilities(test), test.labels(), threshold).values(),
                run.metrics().values());
    }
}
