package org.metabalance.meta.method.graph;

import java.util.List;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.nn.graph.Gcn;

/** Builds models of graphs. */
public final class GraphModels {
    /** The name of the family of {@link Gcn}. */
    public static final String FAMILY = "gcn";

    /** The widths of the hidden layers unless others are asked for: of a two-layer network. */
    public static final List<Integer> DEFAULT_HIDDEN = List.of(64);

    /** A {@link Gcn} of two layers, with dropout of a half. */
    public static final ModelFor DEFAULT = gcn(DEFAULT_HIDDEN);

    private GraphModels() {}

    /** Builds networks of graph convolutions with hidden layers of these widths. */
    public static ModelFor gcn(List<Integer> hidden) {
        return examples -> new Gcn(
                GraphExamples.of("gcn", examples).graph().width(), hidden, examples.classes());
    }
}
