package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.reweight.LearningToReweight;
import org.metabalance.meta.metric.Merit;

/** A method that begins as plain training keeps an epoch in which it was itself, though a plain one was better. */
class LastPhaseTest {
    private static final int EPOCHS = 10;

    /** Where labels are exchanged, an epoch is the worse the more was learned before. */
    private static final EncodedTable EXCHANGED = exchanged(Blobs.rows(2, 200, 10));

    private static EncodedTable exchanged(EncodedTable rows) {
        int[] labels = Arrays.stream(rows.labels()).map(label -> 1 - label).toArray();
        return EncodedTable.numeric(rows.features(), labels, 2);
    }

    /** Methods, and the epoch in which the last phase begins. */
    private static Map<Method, Integer> methods() {
        Map<Method, Integer> methods = new LinkedHashMap<>();
        for (String name : List.of(
                "drw", "drs", "ldam-drw", "m2m", "cmw-net", "crt")) {
            methods.put(Methods.find(name).orElseThrow(), 8);
        }
        methods.put(Methods.find("ot-reweight").orElseThrow(), 6);
        methods.put(new LearningToReweight(.5), 5);
        return methods;
    }

    @TestFactory
    Stream<DynamicTest> anEpochBeforeTheLastPhaseIsNotKept() {
        return methods().entrySet().stream().map(entry -> dynamicTest(
                entry.getKey().name(), () -> check(entry.getKey(), entry.getValue())));
    }

    private static void check(Method method, int first) {
        List<double[][]> epochs = new ArrayList<>();
        Problem.Progress judged = new Problem.Progress() {
            @Override
            public void at(double done) {}

            @Override
            public void judged(long updates, double[][] probabilities) {
                epochs.add(probabilities);
            }
        };
        Problem problem = new Problem(
                Blobs.rows(1, 400, 20), EXCHANGED, ModelFor.mlp(List.of(16)),
                new Budget(EPOCHS, 32, 0.01), 1, judged);
        double[][] kept = method.fit(problem).probabilities(EXCHANGED);
        // what is trained beforehand, m2m's target network, is judged too
        List<double[][]> own = epochs.subList(epochs.size() - EPOCHS, epochs.size());
        int best = IntStream.range(0, EPOCHS).boxed()
                .reduce((a, b) -> better(own.get(b), own.get(a)) ? b : a).orElseThrow();
        assertTrue(best < first, "the best is epoch " + best);
        int number = IntStream.range(0, EPOCHS)
                .filter(e -> Arrays.deepEquals(own.get(e), kept)).findFirst().orElse(-1);
        int expected = IntStream.range(first, EPOCHS).boxed()
                .reduce((a, b) -> better(own.get(b), own.get(a)) ? b : a).orElseThrow();
        assertEquals(expected, number);
    }

    private static boolean better(double[][] a, double[][] b) {
        return Merit.of(a, EXCHANGED.labels()).betterThan(Merit.of(b, EXCHANGED.labels()));
    }
}
