package org.metabalance.meta.method.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Problem;

/** Two communities, 160 and 40 nodes; a node has 8 neighbours of its own and the noisy feature of its class. */
final class Communities {
    private Communities() {}

    static Problem problem() {
        Rng rng = Rng.of(5);
        int[] labels = IntStream.range(0, 200).map(i -> i % 5 == 0 ? 1 : 0).toArray();
        double[] x = new double[200 * 2];
        Arrays.setAll(x, i -> (i % 2 == 0 ? 2 * labels[i / 2] - 1 : 0)
                + 1.5 * rng.stream(1).normal(i));
        IntStream.Builder from = IntStream.builder();
        IntStream.Builder to = IntStream.builder();
        for (int i = 0; i < 200; i++) {
            int joined = 0;
            for (int j = i + 1; j < 200 && joined < 8; j++) {
                if (labels[i] == labels[j]) {
                    from.add(i);
                    to.add(j);
                    joined++;
                }
            }
        }
        Graph graph = new Graph(NdArray.of(x, 200, 2), from.build().toArray(),
                to.build().toArray());
        GraphExamples all = new GraphExamples(
                graph, IntStream.range(0, 200).toArray(), labels, 2);
        int[] order = rng.stream(2).permutation(200);
        return Problem.of(all.select(Arrays.copyOf(order, 120)),
                all.select(Arrays.copyOfRange(order, 120, 200)), 1).with(GraphModels.DEFAULT)
                .with(new Budget(60, 120, 1e-2));
    }

    /** Returns the share of the validation nodes that are right, of the class with fewer right. */
    static double worstRecall(double[][] probabilities, Problem problem) {
        int[] labels = problem.validation().labels();
        double[] right = new double[2];
        for (int i = 0; i < labels.length; i++) {
            right[labels[i]] += (probabilities[i][1] > .3 ? 1 : 0) == labels[i] ? 1 : 0;
        }
        int[] counts = problem.validation().classCounts();
        return Math.min(right[0] / counts[0], right[1] / counts[1]);
    }
}
