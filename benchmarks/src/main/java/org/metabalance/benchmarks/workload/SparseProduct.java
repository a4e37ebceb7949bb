package org.metabalance.benchmarks.workload;

import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;

/**
 * Half of the sum of squares of A X, with A the normalised adjacency of a graph, and its gradient A' (A X): the
 * sparse product forward and back.
 *
 * @param graph whose adjacency
 * @param width columns of X
 */
record SparseProduct(CitationGraph graph, int width) implements MeasuredFunction {
    private static final String X = "x";

    static List<SparseProduct> all() {
        return List.of(
                new SparseProduct(CitationGraph.CORA, 64),
                new SparseProduct(CitationGraph.CORA, 1433));
    }

    @Override
    public String name() {
        return "sparse-" + width;
    }

    @Override
    public Map<String, String> description() {
        return Map.of("kind", "SPARSE", "nodes", Integer.toString(graph.nodes()));
    }

    @Override
    public Map<String, NdArray> inputs() {
        NdArray x = NdArray.zeros(DType.F32, Shape.of(graph.nodes(), width));
        Rng rng = Rng.of(64);
        for (int i = 0; i < x.size(); i++) {
            x.set(i, rng.normal(i));
        }
        return Map.of(X, x);
    }

    @Override
    public Map<String, NdArray> constants() {
        return CitationGraph.entries("adjacency", graph.adjacency());
    }

    @Override
    public List<String> wanted() {
        return List.of(X);
    }

    @Override
    public Tensor value(Map<String, Tensor> inputs) {
        SparseMatrix adjacency = graph.adjacency();
        return adjacency.matmul(inputs.get(X)).square().sum().mul(.5);
    }
}
