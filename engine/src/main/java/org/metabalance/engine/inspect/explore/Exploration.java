package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.op.Leaf;

/**
 * A computation told from its beginning to its end.
 *
 * @param operations the tape, as it was recorded
 * @param needed for each operation whether loss, gradient or an assignment needs it
 * @param values for each operation its values in one run
 * @param firstNan the first operation with a NaN among its values whose operands have none, -1 if there is none
 * @param rewrites what the compiler does, one operation at a time
 * @param compiled the program, replayed
 * @param firstOrder what a first-order gradient leaves out; empty if the loss is made of no gradient
 * @param landscape the loss around where it is; empty if the gradient is 0 or not finite
 * @param source the gradient as Java; why there is none if it cannot be written
 * @param sourceMissing why there is no source, empty if there is one
 */
public record Exploration(
        List<Operation> operations,
        List<Boolean> needed,
        List<Values> values,
        int firstNan,
        List<Rewrite> rewrites,
        Compiled compiled,
        Optional<FirstOrder> firstOrder,
        Optional<Landscape> landscape,
        Optional<JavaSource> source,
        String sourceMissing) {
    /** Every run draws the same random numbers. */
    static final long SEED = 0;

    /**
     * Explores a recording. Records further operations on its tape; variables are afterwards as they were.
     *
     * @throws IllegalArgumentException if an input that matters has no value, or one of another shape
     */
    public static Exploration of(Recording recording) {
        Tape tape = recording.tape();
        List<Operation> operations = TapeReader.read(tape);
        List<Tensor> nodes = List.copyOf(tape.nodes());
        Graph asked = asked(recording);
        boolean[] needed = new boolean[nodes.size()];
        asked.live().forEach(t -> needed[t.index()] = true);
        requireInputs(asked, recording);
        List<Values> values = Evaluation.of(recording, nodes).stream()
                .map(value -> Values.of(value.shape(), value::get)).toList();
        Rewriting rewriting = Rewriting.of(asked);
        Compiled compiled = compiled(recording, asked, rewriting);
        Optional<JavaSource> source = Optional.empty();
        String missing = "";
        try {
            source = Optional.of(JavaSource.of(recording.gradient()));
        } catch (IllegalArgumentException e) {
            missing = e.getMessage();
        }
        Optional<FirstOrder> firstOrder = Comparison.of(recording, nodes.size());
        List<Boolean> flags = new ArrayList<>();
        for (boolean flag : needed) {
            flags.add(flag);
        }
        return new Exploration(
                operations, flags, values, firstNan(operations, values), rewriting.steps(),
                compiled, firstOrder, Surroundings.of(recording), source, missing);
    }

    private static Graph asked(Recording recording) {
        Set<Tensor> outputs = new LinkedHashSet<>(List.of(recording.loss()));
        outputs.addAll(recording.gradient());
        return new Graph(recording.tape(), List.copyOf(outputs),
                new LinkedHashMap<>(recording.tape().assigns()));
    }

    private static void requireInputs(Graph asked, Recording recording) {
        for (Tensor t : asked.live()) {
            if (t.op() instanceof Leaf.Input input) {
                NdArray value = recording.inputs().get(input.name());
                if (value == null || !value.shape().equals(t.shape())) {
                    throw new IllegalArgumentException(
                            "explore: the input '" + input.name() + "' needs a value "
                                    + t.shape() + ", got "
                                    + (value == null ? "none" : value.shape()));
                }
            }
        }
    }

    private static Compiled compiled(Recording recording, Graph asked, Rewriting rewriting) {
        Map<Variable, NdArray> before = new LinkedHashMap<>();
        asked.assigns().keySet().forEach(v -> before.put(v, v.value().copy()));
        Program program = recording.tape().threads(1).compile(asked.outputs()).seed(SEED);
        for (String input : program.inputs()) {
            program.set(input, recording.inputs().get(input).as(recording.tape().dtype()));
        }
        try {
            return ProgramReader.run(program, rewriting::source);
        } finally {
            before.forEach(Variable::set);
        }
    }

    private static int firstNan(List<Operation> operations, List<Values> values) {
        for (Operation operation : operations) {
            if (values.get(operation.index()).hasNan()
                    && operation.inputs().stream().noneMatch(i -> values.get(i).hasNan())) {
                return operation.index();
            }
        }
        return -1;
    }
}
