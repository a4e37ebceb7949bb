package org.metabalance.meta.method.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;

/** Where the small balanced set of nodes comes from that judges weights. */
public enum MetaNodes {
    /**
     * Out of the training nodes, as {@link MetaSet} takes it, so that no method sees more labels than another.
     * Plain training, which has all training nodes, is then the control on training nodes and meta set.
     */
    TRAINING,
    /**
     * Of the validation nodes, {@value #PER_CLASS} of each class, as published. Epochs and thresholds are
     * selected on the same nodes; {@link PlainAndMeta} is the control.
     */
    VALIDATION;

    private static final int PER_CLASS = 10;

    /**
     * The nodes to learn from and those to judge by.
     *
     * @param train left to learn from
     * @param meta equally many of every class if there are so many
     */
    record Sets(GraphExamples train, GraphExamples meta) {}

    /** Returns both; {@code operation} begins the message if the examples are no nodes. */
    Sets of(String operation, Problem problem) {
        GraphExamples train = GraphExamples.of(operation, problem.train());
        GraphExamples validation = GraphExamples.of(operation, problem.validation());
        Rng rng = Rng.of(problem.seed()).stream(Seeds.META_ROWS);
        if (this == TRAINING) {
            MetaSet sets = MetaSet.of(train, rng);
            return new Sets((GraphExamples) sets.train(), (GraphExamples) sets.meta());
        }
        IntStream meta = IntStream.empty();
        for (int c = 0; c < validation.classes(); c++) {
            int[] own = validation.indicesOf(c);
            meta = IntStream.concat(meta, Arrays.stream(rng.stream(c).permutation(own.length))
                    .limit(PER_CLASS).map(i -> own[i]));
        }
        return new Sets(train, validation.select(meta.toArray()));
    }
}
