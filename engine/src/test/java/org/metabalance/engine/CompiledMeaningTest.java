package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.lower.Instruction;
import org.quicktheories.core.Gen;

/**
 * A compiled program means what its tape means: over many random graphs its outputs and the variables
 * it leaves behind are those of the {@link Interpreter}, run after run.
 */
class CompiledMeaningTest {
    private static final int RUNS = 3;
    private static final int EXAMPLES = 1500;
    private static final Gen<Long> SEEDS = longs().between(0, Long.MAX_VALUE);
    private static final Gen<Integer> STEPS = integers().between(1, 45);

    @Test
    void wholeNumbersAreExactInF64() {
        check(DType.F64, true);
    }

    @Test
    void wholeNumbersAreExactInF32() {
        check(DType.F32, true);
    }

    @Test
    void realNumbersAgreeInF64() {
        check(DType.F64, false);
    }

    @Test
    void realNumbersAgreeInF32() {
        check(DType.F32, false);
    }

    /**
     * The graphs are worth running only if every kind of instruction comes up among them, but what large arrays
     * alone have: see {@link ChainSumsTest}.
     */
    @Test
    void theGraphsReachEveryKindOfInstruction() {
        Set<Class<?>> seen = new HashSet<>();
        for (int seed = 0; seed < 300; seed++) {
            RandomGraph graph = new RandomGraph(DType.F64, seed, 40, seed % 2 == 0);
            graph.tape.compile(graph.outputs).plan().instructions()
                    .forEach(i -> seen.add(i.getClass()));
        }
        for (Class<?> kind : Instruction.class.getPermittedSubclasses()) {
            assertTrue(
                    seen.contains(kind) || kind == Instruction.Fold.class,
                    "no random graph has a " + kind.getSimpleName());
        }
    }

    private static void check(DType dtype, boolean whole) {
        qt().withFixedSeed(20250101)
                .withExamples(EXAMPLES)
                .withShrinkCycles(400)
                .forAll(SEEDS, STEPS)
                .checkAssert(
                        (seed, steps) -> check(new RandomGraph(dtype, seed, steps, whole), seed));
    }

    private static void check(RandomGraph graph, long seed) {
        Interpreter interpreter = new Interpreter();
        graph.variables.forEach(interpreter::variable);
        Program program = graph.tape.compile(graph.outputs).seed(seed);
        interpreter.seed(seed);
        for (int run = 0; run < RUNS; run++) {
            for (Tensor t : graph.tape.nodes()) {
                if (t.op() instanceof org.metabalance.engine.op.Leaf.Input input) {
                    double[] value = graph.draw(input.name(), t.shape());
                    interpreter.set(input.name(), value);
                    if (program.inputs().contains(input.name())) {
                        program.set(input.name(), value);
                    }
                }
            }
            interpreter.run(graph.tape, graph.outputs);
            program.run();
            for (int i = 0; i < graph.outputs.size(); i++) {
                Tensor t = graph.outputs.get(i);
                compare(graph, t, "run " + run + ", output " + i, interpreter.value(t),
                        program.output(i));
            }
            for (Variable v : graph.variables) {
                Tensor t = graph.tape.assigns().getOrDefault(v, graph.tape.read(v));
                compare(graph, t, "run " + run + ", " + v, interpreter.variable(v), v.value());
                interpreter.adopt(v);
            }
        }
    }

    private static void compare(RandomGraph graph, Tensor t, String what, double[] expected,
            NdArray actual) {
        double unit = graph.tape.dtype() == DType.F32 ? 0x1p-24 : 0x1p-53;
        double allowed = 8 * unit * graph.bounds.of(t).error();
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual.get(i)) <= allowed)) {
                StringBuilder text = new StringBuilder(what + ", element " + i + " of " + t);
                text.append(": expected ").append(expected[i]).append(", got ")
                        .append(actual.get(i));
                text.append(", allowed difference ").append(allowed).append("\n");
                describe(graph, t, text);
                throw new AssertionError(text.toString());
            }
        }
    }

    /** Writes down the part of the tape that a tensor needs. */
    private static void describe(RandomGraph graph, Tensor t, StringBuilder text) {
        boolean[] needed = new boolean[graph.tape.nodes().size()];
        needed[t.index()] = true;
        for (int i = t.index(); i >= 0; i--) {
            if (needed[i]) {
                graph.tape.nodes().get(i).inputs().forEach(x -> needed[x.index()] = true);
            }
        }
        for (int i = 0; i <= t.index(); i++) {
            if (needed[i]) {
                Tensor node = graph.tape.nodes().get(i);
                text.append("  #").append(i).append(' ').append(node.op());
                node.inputs().forEach(x -> text.append(" #").append(x.index()));
                text.append(' ').append(node.shape()).append(' ').append(graph.bounds.of(node))
                        .append('\n');
            }
        }
        graph.tape.assigns().forEach((v, value) -> text.append("  ").append(v).append(" := #")
                .append(value.index()).append('\n'));
    }
}
