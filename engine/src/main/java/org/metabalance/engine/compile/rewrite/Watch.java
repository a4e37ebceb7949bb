package org.metabalance.engine.compile.rewrite;

import java.util.List;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** Is told what becomes of each operation while a graph is written again. */
public interface Watch {
    /** A graph is about to be written again on a tape, which is empty. */
    void begin(Graph graph, Tape onto);

    /**
     * An operation of the graph was written; told of each, in the order of its tape. What the new tape got since
     * the one before was written for this one.
     *
     * @param rules by which it was replaced, the innermost first; none if it was copied, or is there already
     */
    void rewritten(Tensor was, Tensor now, List<String> rules);
}
