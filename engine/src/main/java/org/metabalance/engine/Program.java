package org.metabalance.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.metabalance.engine.compile.Compiler;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.kernel.Kernels;

/**
 * A compiled tape, to be replayed any number of times: set the inputs, {@link #run}, read the
 * outputs. A run allocates nothing. Variables keep their values between runs; assignments recorded
 * on the tape take effect at the end of each run.
 *
 * <p>A program is confined to one thread at a time; different programs may run at once.
 *
 * <pre>{@code
 * Tape tape = Tape.f64();
 * Variable weight = new Variable("weight", NdArray.scalar(DType.F64, 1));
 * tape.assign(weight, tape.read(weight).mul(tape.input("factor")));
 * Program program = tape.compile(tape.read(weight));
 * for (int i = 0; i < 3; i++) {
 *     program.set("factor", 2.0).run();
 * }
 * program.output(0).item(); // 4.0
 * }</pre>
 */
public final class Program {
    private final Plan plan;
    private final Machine machine;
    private final List<Requirement> requirements;
    private final Set<String> unset;
    private final AtomicBoolean running = new AtomicBoolean();
    private long seed;
    private long runs;

    Program(Tape tape, List<Tensor> outputs, Map<Variable, Tensor> assigns) {
        Kernels kernels = Kernels.current();
        int threads = Math.min(tape.threads(), kernels.threads());
        this.plan = Compiler.compile(tape, outputs, assigns, threads);
        this.machine = Machine.of(plan, kernels.withThreads(threads));
        this.unset = new HashSet<>(plan.inputs().keySet());
        this.requirements = tape.requirements().stream()
                .filter(r -> plan.inputs().containsKey(r.input())).toList();
    }

    static NdArray evaluate(Tensor tensor) {
        Program program = new Program(tensor.tape(), List.of(tensor), Map.of());
        if (!program.plan.inputs().isEmpty()) {
            throw new IllegalStateException(
                    "value: " + tensor + " depends on the input '"
                            + program.plan.inputs().keySet().iterator().next()
                            + "', which has a value only in a run: compile a Program and set it"
                            + tensor.origin().suffix());
        }
        program.run();
        return program.output(0);
    }

    /**
     * Returns the live array of an input, to be filled before a run; zeros until then. Whoever asks for it
     * is taken to fill it.
     *
     * @throws IllegalArgumentException if no output or assignment depends on an input of that name
     */
    public NdArray input(String name) {
        NdArray array = plan.inputs().get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "input: the program needs " + plan.inputs().keySet() + ", got '" + name + "'");
        }
        unset.remove(name);
        return array;
    }

    /** Returns the names of the inputs that matter. */
    public List<String> inputs() {
        return plan.inputs().keySet().stream().sorted().collect(Collectors.toList());
    }

    /**
     * Sets an input; returns this.
     *
     * @throws IllegalArgumentException if the number of elements differs
     */
    public Program set(String name, float... values) {
        requireFit(name, input(name).size() == values.length, values.length + " elements");
        return set(name, NdArray.of(values).reshaped(input(name).shape()));
    }

    /**
     * Sets an input; returns this.
     *
     * @throws IllegalArgumentException if the number of elements differs
     */
    public Program set(String name, double... values) {
        requireFit(name, input(name).size() == values.length, values.length + " elements");
        return set(name, NdArray.of(values).reshaped(input(name).shape()));
    }

    /**
     * Sets an input; returns this.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Program set(String name, NdArray value) {
        requireFit(name, input(name).shape().equals(value.shape()), value.shape().toString());
        input(name).copyFrom(value);
        return this;
    }

    private void requireFit(String name, boolean fits, String got) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "set: the input '" + name + "' needs " + input(name).shape() + ", got " + got);
        }
    }

    /** Sets where random numbers come from and counts runs from 0 again; returns this. */
    public Program seed(long seed) {
        this.seed = seed;
        this.runs = 0;
        return this;
    }

    /**
     * Replays the program once.
     *
     * @throws IllegalStateException if an input was never set, or if the program is running in another
     *     thread
     * @throws IllegalArgumentException if an input holds what the tape {@linkplain Tape#require refuses}
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public void run() {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "run: the program is running in another thread: compile one for each thread");
        }
        try {
            prepare();
            machine.run();
        } finally {
            running.setRelease(false);
        }
    }

    /**
     * Returns output {@code i}, in the order given to {@link Tape#compile}; the next run overwrites it.
     *
     * @throws IndexOutOfBoundsException if there is no such output
     */
    public NdArray output(int i) {
        List<NdArray> outputs = plan.outputs();
        if (i < 0 || i >= outputs.size()) {
            throw new IndexOutOfBoundsException(
                    "output: there are " + outputs.size() + ", numbered from 0, got " + i);
        }
        return outputs.get(i);
    }

    /** Returns the outputs, in the order given to {@link Tape#compile}; the next run overwrites them. */
    public List<NdArray> outputs() {
        return plan.outputs();
    }

    /** Returns how many instructions a run carries out. */
    public int instructions() {
        return plan.instructions().size();
    }

    /** Returns how many numbers the memory holds that all intermediate results share. */
    public int arena() {
        return plan.arena();
    }

    /** Returns how many multiply-adds the matrix products of a run take. */
    public long multiplyAdds() {
        return plan.multiplyAdds();
    }

    // Two doors for inspection and measurement in this house. Their types are not exported, so from
    // another module nobody can use what they return; benchmarks are on the class path and can.

    /** Returns what the program does, instruction by instruction. */
    @SuppressWarnings("exports")
    public Plan plan() {
        return plan;
    }

    /** Begins a run that the caller takes through {@link Machine#step} by step. */
    @SuppressWarnings("exports")
    public Machine stepwise() {
        prepare();
        return machine;
    }

    private void prepare() {
        if (!unset.isEmpty()) {
            throw new IllegalStateException("run: the inputs " + new TreeSet<>(unset)
                    + " were never set: use set or fill what input returns");
        }
        for (Requirement requirement : requirements) {
            requirement.check(plan.inputs().get(requirement.input()));
        }
        machine.randomKey(Rng.childKey(Rng.of(seed).key(), runs++));
    }

    @Override
    public String toString() {
        return "program: %d instructions, %d multiply-adds, inputs %s, outputs %s".formatted(
                instructions(), multiplyAdds(), inputs(),
                outputs().stream().map(output -> output.dtype() + "" + output.shape()).toList());
    }
}
