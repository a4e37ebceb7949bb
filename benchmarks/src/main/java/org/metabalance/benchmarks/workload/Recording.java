package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/** A workload on a tape, with all derivatives, not yet compiled. */
public final class Recording {
    private final Tape tape;
    private final VariableTree weights;
    private final VariableTree state;
    private final Recipe recipe;
    private final List<Tensor> outputs;

    private Recording(Workload workload, int threads, boolean update) {
        List<ParameterSpec> specs = workload.net().parameters();
        weights = VariableTree.init(specs, DType.F32, Rng.of(20210619));
        Descent descent = Descent.of(Adam.of(Workload.OUTER_RATE), weights);
        state = descent.state();
        tape = Tape.f32().threads(threads);
        Parameters theta = weights.on(tape);
        recipe = Recipe.record(workload, tape, theta);
        outputs = new ArrayList<>(List.of(recipe.loss()));
        if (update && workload.kind() != Workload.Kind.PER_EXAMPLE) {
            descent.assign(tape, theta.with(recipe.gradient()));
        } else {
            outputs.addAll(recipe.gradient());
        }
    }

    /**
     * Records the step as it is timed: its output is the outer loss, and Adam updates the weights.
     * With {@link Workload.Kind#PER_EXAMPLE} the hypergradient is an output, too.
     */
    public static Recording of(Workload workload, int threads) {
        return new Recording(workload, threads, true);
    }

    /** Records the step without its update: the hypergradient is put out after the loss. */
    public static Recording withoutUpdate(Workload workload, int threads) {
        return new Recording(workload, threads, false);
    }

    /** Returns how many operations are on the tape. */
    public int operations() {
        return tape.nodes().size();
    }

    /** Compiles it, once more if it was done before. */
    public Program compile() {
        return tape.compile(outputs);
    }

    VariableTree weights() {
        return weights;
    }

    VariableTree state() {
        return state;
    }

    /** What the hypergradient is taken with respect to. */
    List<String> names() {
        return recipe.names();
    }
}
