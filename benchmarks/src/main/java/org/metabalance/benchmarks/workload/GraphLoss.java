package org.metabalance.benchmarks.workload;

import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Context;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.graph.Gcn;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/**
 * The mean cross-entropy of the labelled nodes of a graph by a graph convolutional network with one hidden layer,
 * without dropout, and its gradient by all weights: a training step but for its Adam. Features are sparse.
 *
 * @param graph what is learned on
 * @param words how many features there are
 * @param each how many of them a node has
 * @param hidden units
 * @param labelled how many nodes are: the first
 */
record GraphLoss(CitationGraph graph, int words, int each, int hidden, int labelled)
        implements MeasuredFunction {
    private static final int CLASSES = 7;
    private static final Rng SEED = Rng.of(1433);

    static List<GraphLoss> all() {
        return List.of(new GraphLoss(CitationGraph.CORA, 1433, 18, 64, 140));
    }

    private Gcn model() {
        return new Gcn(words, List.of(hidden), CLASSES, 0);
    }

    @Override
    public String name() {
        return "sparse-gcn";
    }

    @Override
    public Map<String, String> description() {
        return Map.of("kind", "GCN", "nodes", Integer.toString(graph.nodes()));
    }

    @Override
    public Map<String, NdArray> inputs() {
        return VariableTree.init(model().parameters(), DType.F32, SEED.stream(0)).values();
    }

    @Override
    public Map<String, NdArray> constants() {
        Map<String, NdArray> constants = CitationGraph.entries("adjacency", graph.adjacency());
        constants.putAll(CitationGraph.entries("features", graph.features(words, each)));
        constants.put("labels", labels());
        return constants;
    }

    private NdArray labels() {
        NdArray labels = NdArray.zeros(DType.F32, Shape.of(labelled));
        for (int i = 0; i < labelled; i++) {
            labels.set(i, SEED.stream(1).below(i, CLASSES));
        }
        return labels;
    }

    @Override
    public List<String> wanted() {
        return List.copyOf(inputs().keySet());
    }

    @Override
    public Tensor value(Map<String, Tensor> inputs) {
        Parameters theta = Parameters.of(inputs);
        Tape tape = theta.tensors().getFirst().tape();
        double[] nodes = new double[labelled];
        for (int i = 0; i < labelled; i++) {
            nodes[i] = i;
        }
        Tensor labels = tape.constant(labels().toDoubles());
        Context shared = new Context(Map.of(), Map.of(
                Gcn.ADJACENCY, graph.adjacency(),
                Gcn.FEATURES, graph.features(words, each)));
        Tensor logits = model().logits(theta, Parameters.empty(),
                new Batch(tape.constant(nodes), labels, shared), Mode.TRAIN).output();
        return Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE).mean();
    }
}
