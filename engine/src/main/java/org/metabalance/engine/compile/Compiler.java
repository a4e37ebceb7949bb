package org.metabalance.engine.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.Lowering;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.compile.place.MemoryPlan;
import org.metabalance.engine.compile.rewrite.Distribution;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.compile.rewrite.Simplify;

/** From a graph to a plan: simplify, lower, decide where results live, place them. */
public final class Compiler {
    private final Graph recorded;
    private final Graph graph;
    private final Lowering lowering;
    private final List<NdArray> outputs = new ArrayList<>();

    private Compiler(Graph recorded) {
        this.recorded = recorded;
        this.graph = Distribution.run(Simplify.run(recorded));
        this.lowering = new Lowering(graph.onlyUsers());
    }

    /** Compiles what outputs and new values of variables need, to be run by so many threads at most. */
    public static Plan compile(Tape tape, List<Tensor> outputs, Map<Variable, Tensor> assigns,
            int threads) {
        // what is recorded later, the plan does not know
        Graph asked = new Graph(tape, List.copyOf(outputs), new LinkedHashMap<>(assigns));
        return new Compiler(asked).plan(threads);
    }

    private Plan plan(int threads) {
        inOrder().forEach(lowering::lower);
        Set<Buffer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        graph.outputs().forEach(t -> output(t, taken));
        Map<Variable, Buffer> results = new LinkedHashMap<>();
        graph.assigns().forEach((variable, t) -> results.put(variable, own(t, taken)));
        List<Instruction> instructions = new ArrayList<>(lowering.instructions());
        List<Instruction> stores = new ArrayList<>();
        results.forEach(
                (variable, result) -> {
                    if (mayOverwrite(lowering.variable(variable), result, instructions)) {
                        result.become(variable.value());
                    } else {
                        View view = View.of(result, variable.shape());
                        stores.add(new Instruction.Store(view, lowering.variable(variable)));
                    }
                });
        instructions.addAll(stores);
        instructions.removeIf(Compiler::isEmpty);
        int arena = 0;
        Lanes lanes = null;
        if (threads > 1) {
            arena = MemoryPlan.placeForLanes(instructions);
            lanes = Lanes.of(instructions);
        }
        if (lanes == null) {
            arena = MemoryPlan.place(instructions);
        }
        return new Plan(
                graph.tape().dtype(), instructions, lanes, arena, lowering.inputs(), outputs,
                recorded, graph);
    }

    /**
     * Returns the tensors in the order of the tape, but first what is made of single numbers alone,
     * such as the bias corrections of Adam: long chains can then take it up.
     */
    private List<Tensor> inOrder() {
        List<Tensor> numbers = new ArrayList<>();
        List<Tensor> rest = new ArrayList<>();
        Set<Tensor> single = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Tensor t : graph.live()) {
            if (t.size() == 1 && single.containsAll(t.inputs())) {
                single.add(t);
                numbers.add(t);
            } else {
                rest.add(t);
            }
        }
        numbers.addAll(rest);
        return numbers;
    }

    /** Gives an output an array of its own, which nothing else in the program overwrites. */
    private void output(Tensor t, Set<Buffer> taken) {
        Buffer buffer = own(t, taken);
        NdArray array = NdArray.zeros(t.dtype(), t.shape());
        buffer.become(array);
        outputs.add(array);
    }

    private Buffer own(Tensor t, Set<Buffer> taken) {
        View view = lowering.view(t);
        if (view.whole() && view.buffer().inArena() && taken.add(view.buffer())) {
            return view.buffer();
        }
        return lowering.copy(view, t, t.name()).buffer();
    }

    private static boolean isEmpty(Instruction instruction) {
        return instruction instanceof Instruction.Pointwise chain && chain.entries().isEmpty();
    }

    /**
     * Returns whether the new value of a variable may be computed in the variable's own storage:
     * only if nothing needs the old value once the first element of the new one is written.
     */
    private boolean mayOverwrite(Buffer variable, Buffer result, List<Instruction> instructions) {
        int made = 0;
        while (!instructions.get(made).writes().contains(result)) {
            made++;
        }
        for (int i = made; i < instructions.size(); i++) {
            for (View read : instructions.get(i).reads()) {
                if (read.buffer() == variable && (i > made || !instructions.get(i).inStep(read))) {
                    return false;
                }
            }
        }
        return true;
    }
}
