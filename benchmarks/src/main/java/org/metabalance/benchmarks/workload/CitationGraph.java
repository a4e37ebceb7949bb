package org.metabalance.benchmarks.workload;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.nn.graph.NormalisedAdjacency;

/**
 * A random graph, the same in every JVM. The degrees that its nodes are expected to have follow a power law, the
 * largest cut off, as those of papers that cite each other.
 *
 * @param nodes how many
 * @param edges between two of them, each once
 */
record CitationGraph(int nodes, int edges) {
    /** As large as Cora. */
    static final CitationGraph CORA = new CitationGraph(2708, 5278);

    private static final Rng SEED = Rng.of(20170222);
    private static final double EXPONENT = 2.5;
    private static final double LARGEST = 150;

    /** Returns the normalised adjacency, with an edge from every node to itself. */
    SparseMatrix adjacency() {
        double[] upTo = new double[nodes];
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double u = SEED.stream(0).uniform(i);
            sum += Math.min(LARGEST, Math.pow(1 - u, -1 / (EXPONENT - 1)));
            upTo[i] = sum;
        }
        Set<Long> seen = new HashSet<>();
        int[] from = new int[edges];
        int[] to = new int[edges];
        Rng ends = SEED.stream(1);
        for (int e = 0, drawn = 0; e < edges; drawn += 2) {
            int a = drawn(upTo, ends.uniform(drawn) * sum);
            int b = drawn(upTo, ends.uniform(drawn + 1) * sum);
            if (a != b && seen.add((long) Math.min(a, b) * nodes + Math.max(a, b))) {
                from[e] = a;
                to[e++] = b;
            }
        }
        return NormalisedAdjacency.of(nodes, from, to);
    }

    private static int drawn(double[] upTo, double mass) {
        int at = Arrays.binarySearch(upTo, mass);
        return Math.min(upTo.length - 1, at < 0 ? -at - 1 : at + 1);
    }

    /** Returns which of {@code words} every node has, so many each, a share of 1 in all. */
    SparseMatrix features(int words, int each) {
        int[] rows = new int[nodes * each];
        int[] columns = new int[nodes * each];
        double[] values = new double[nodes * each];
        int at = 0;
        for (int i = 0; i < nodes; i++) {
            Rng own = SEED.stream(2).stream(i);
            Set<Integer> chosen = new TreeSet<>();
            for (int draw = 0; chosen.size() < each; draw++) {
                chosen.add(own.below(draw, words));
            }
            for (int word : chosen) {
                rows[at] = i;
                columns[at] = word;
                values[at++] = 1.0 / each;
            }
        }
        return SparseMatrix.ofEntries(nodes, words, rows, columns, values);
    }

    /** Returns the entries of a matrix as a peer wants them: row, column and value of each. */
    static Map<String, NdArray> entries(String name, SparseMatrix matrix) {
        int n = matrix.entries();
        NdArray rows = NdArray.zeros(DType.F32, Shape.of(n));
        NdArray columns = NdArray.zeros(DType.F32, Shape.of(n));
        for (int i = 0; i < matrix.rows(); i++) {
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                rows.set(e, i);
                columns.set(e, matrix.indices()[e]);
            }
        }
        Map<String, NdArray> entries = new LinkedHashMap<>();
        entries.put(name + ".rows", rows);
        entries.put(name + ".columns", columns);
        entries.put(name + ".values", NdArray.of(matrix.floats().clone(), n));
        return entries;
    }
}
