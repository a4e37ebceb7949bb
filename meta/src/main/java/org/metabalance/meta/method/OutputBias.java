package org.metabalance.meta.method;

import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Variable;
import org.metabalance.nn.VariableTree;

/** The bias of a network's logits: the last of its parameters. */
public final class OutputBias {
    private OutputBias() {}

    /** Adds {@code offsets}, one a logit. */
    public static void shift(VariableTree weights, double[] offsets) {
        List<Variable> all = weights.variables();
        NdArray bias = all.get(all.size() - 1).value();
        for (int i = 0; i < offsets.length; i++) {
            bias.set(i, bias.get(i) + offsets[i]);
        }
    }
}
