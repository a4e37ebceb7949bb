package org.metabalance.meta.method.graph;

import java.util.List;
import java.util.function.Supplier;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.nn.Context;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.graph.Gcn;
import org.metabalance.nn.optimize.Descent;

/**
 * GraphSMOTE (Zhao, Zhang and Wang, WSDM 2021, arXiv 2103.08826). In every update the first layer of a {@link
 * Gcn} embeds all nodes, {@link GraphOversampling} adds nodes of the small classes and their edges there, and
 * the other layers classify in the enlarged graph. The loss is the mean cross-entropy of training nodes and new
 * ones, and a little of the error of the decoder of edges; all is learned together, as with the authors' {@code
 * recon_newG}. What is kept is the network, which scores the graph as it is.
 *
 * <p>Small are classes with fewer training nodes than the mean of the classes; if there are none it is plain
 * training. An update sees all training nodes, whatever the problem's batch. Optimizer and length of training
 * are those of all methods here (released code: Adam 0.001 with decay 5e-4, 2,010 epochs, an encoder and a
 * classifier of GraphSAGE layers, the small classes given by hand).
 *
 * @param edges what the decoder's probabilities become; default {@link Edges#THRESHOLDED}
 * @param reconstruction how much the decoder's error counts, which is a sum over pairs of nodes; default
 *     {@value #RECONSTRUCTION}, the released code's
 */
public record GraphSmote(Edges edges, double reconstruction) implements Method {
    /** The released code's weight of the decoder's error. */
    public static final double RECONSTRUCTION = 1e-6;

    /** Pairs of nodes are numbers in memory. */
    private static final int MOST_NODES = 6_000;

    private static final String DECODER = "decoder";

    /** What the probabilities of edges of new nodes become. */
    public enum Edges {
        /** An edge if the probability is a half or more: the classifier does not teach the decoder. */
        THRESHOLDED,
        /** The weight of an edge: the classifier teaches the decoder too. */
        SOFT
    }

    /** Checks the number. */
    public GraphSmote {
        if (!(reconstruction >= 0 && Double.isFinite(reconstruction))) {
            throw new IllegalArgumentException(
                    "graphsmote: the weight of the decoder's error must not be negative, got "
                            + reconstruction);
        }
    }

    /** With the released weight of the decoder's error. */
    public GraphSmote(Edges edges) {
        this(edges, RECONSTRUCTION);
    }

    @Override
    public About about() {
        String paper = "Zhao et al., WSDM 2021, arXiv 2103.08826";
        return switch (edges) {
            case THRESHOLDED -> new About("graphsmote",
                    "for graphs: new nodes between those of small classes, with decoded edges",
                    paper);
            case SOFT -> new About("graphsmote-soft",
                    "as graphsmote, but edges of new nodes weigh what the decoder makes of them",
                    paper);
        };
    }

    @Override
    public Trained fit(Problem problem) {
        GraphExamples train = GraphExamples.of(name(), problem.train());
        if (train.graph().nodes() > MOST_NODES) {
            throw new IllegalArgumentException(
                    "%s: decodes an edge for every pair of at most %,d nodes, got %,d"
                            .formatted(name(), MOST_NODES, train.graph().nodes()));
        }
        if (!(problem.model() instanceof Gcn gcn) || gcn.hidden().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: needs a gcn with a hidden layer, got %s"
                            .formatted(name(), problem.model().architecture()));
        }
        GraphOversampling sampling = GraphOversampling.of(train);
        Network network = Network.of(problem);
        if (sampling.small().isEmpty()) {
            return Supervised.train(problem, network, train, Objectives.crossEntropy(train));
        }
        Rng rng = Rng.of(problem.seed());
        VariableTree decoder = decoder(gcn, rng.stream(Seeds.EDGE_DECODER));
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Tensor loss = loss(
                gcn, net.theta(), decoder.on(tape).get(DECODER), train.graph().on(tape), sampling,
                () -> tape.uniform(1));
        Descent.of(problem.optimizer(), decoder).minimize(loss);
        net.descend(problem.optimizer(), loss);
        Program update = tape.compile(loss);
        update.seed(rng.stream(Seeds.PROGRAM).key());
        return Training.of(problem, network).run("none", () -> {
            update.run();
            problem.progress().losses(Double.NaN, update.output(0).item());
        });
    }

    private static VariableTree decoder(Gcn gcn, Rng rng) {
        int units = gcn.hidden().getFirst();
        return VariableTree.init(
                List.of(new ParameterSpec(
                        DECODER, Shape.of(units, units), Initializer.fanIn())),
                DType.F32, rng);
    }

    /**
     * Returns what an update descends.
     *
     * @param decoder S, [units, units]
     * @param places draws where between two nodes the new ones of a class lie, [1]
     */
    Tensor loss(
            Gcn gcn, Parameters theta, Tensor decoder, Context graph, GraphOversampling sampling,
            Supplier<Tensor> places) {
        GraphOversampling.Enlarged enlarged = sampling.around(
                gcn.embedding(theta, graph, Mode.TRAIN), decoder, places, edges);
        Tensor logits = gcn.ofEmbedding(
                theta, enlarged.embeddings(), enlarged::mix, Mode.TRAIN);
        Tensor learned = logits.gather(0, enlarged.learned());
        return Objectives.crossEntropyPerRow(
                gcn.classes(), gcn.classes() == 2 ? learned.squeeze(1) : learned,
                enlarged.labels())
                .mean().add(enlarged.error().mul(reconstruction));
    }
}
