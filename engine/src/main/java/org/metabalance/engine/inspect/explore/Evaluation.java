package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.Compiler;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.kernel.Kernels;

/** Computes tensors of a recording any number of times; no variable is assigned. */
final class Evaluation {
    private final Plan plan;
    private final Machine machine;

    Evaluation(Recording recording, List<Tensor> outputs) {
        plan = Compiler.compile(recording.tape(), outputs, Map.of(), 1);
        machine = Machine.of(plan, Kernels.current().withThreads(1));
        recording.inputs().forEach(this::set);
    }

    /** Sets an input if the outputs depend on it. */
    void set(String input, NdArray value) {
        if (plan.inputs().containsKey(input)) {
            plan.inputs().get(input).copyFrom(value.as(plan.dtype()));
        }
    }

    /** Runs with the random numbers of a program's first run; returns the outputs, which live on. */
    List<NdArray> run() {
        machine.randomKey(Rng.childKey(Rng.of(Exploration.SEED).key(), 0));
        machine.run();
        return plan.outputs();
    }

    /** Returns copies of the values of tensors in one run. */
    static List<NdArray> of(Recording recording, List<Tensor> outputs) {
        List<NdArray> values = new ArrayList<>();
        new Evaluation(recording, outputs).run().forEach(value -> values.add(value.copy()));
        return values;
    }
}
