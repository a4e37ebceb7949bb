package org.metabalance.engine.inspect;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.Range;

/**
 * Finds the first NaN or infinity of a run: which instruction produced it, at which element, out of
 * what, and which line of the user's code asked for it.
 *
 * <p>{@link #run(Program)} takes the place of {@link Program#run()} and is much slower; call it for
 * the runs in doubt. Infinite scalars written into a program (a mask's {@code -Infinity}, say) are no
 * finding by themselves, but what becomes infinite through them is; look for {@link Search#NAN} alone
 * then.
 */
public final class NanWatch {
    /** What counts as a finding. */
    public enum Search {
        /** NaN alone. */
        NAN,
        /** NaN and both infinities. */
        NAN_OR_INFINITY;

        boolean concerns(double value) {
            return this == NAN ? Double.isNaN(value) : !Double.isFinite(value);
        }
    }

    private final Listing listing;
    private final Plan plan;
    private final Machine machine;
    private final Search search;

    private NanWatch(Program program, Search search) {
        plan = program.plan();
        listing = new Listing(plan);
        machine = program.stepwise();
        this.search = search;
    }

    /** Runs the program once, looking for NaN and infinities; see {@link #run(Program, Search)}. */
    public static Optional<Finding> run(Program program) {
        return run(program, Search.NAN_OR_INFINITY);
    }

    /**
     * Runs the program once, up to the first finding.
     *
     * <p>Inputs, variables and constant arrays that the program reads are looked at before the run.
     * After a finding every variable has the value it had before, so that the same run can be looked
     * at again; random numbers go on unless {@linkplain Program#seed seeded} again. Without a finding
     * this was a run like any other.
     */
    public static Optional<Finding> run(Program program, Search search) {
        return new NanWatch(program, search).run();
    }

    private Optional<Finding> run() {
        Map<Variable, NdArray> values = new LinkedHashMap<>();
        plan.simplified().assigns().keySet().forEach(v -> values.put(v, v.value().copy()));
        Optional<Finding> finding = before();
        for (int i = 0; finding.isEmpty() && i < plan.instructions().size(); i++) {
            finding = step(i);
        }
        if (finding.isPresent()) {
            values.forEach(Variable::set);
        }
        return finding;
    }

    private Optional<Finding> before() {
        for (Listing.Source source : listing.sources()) {
            int element = firstBad(source.buffer());
            if (element >= 0) {
                Range range = Range.of(source.name(), source.shape(),
                        i -> machine.read(source.buffer(), i));
                String what = source.role().title() + " " + source.name();
                double value = machine.read(source.buffer(), element);
                return Optional.of(
                        new Finding(-1, List.of(what), "", "", "", "", "", element, value, range,
                                List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> step(int at) {
        Instruction instruction = plan.instructions().get(at);
        Map<Buffer, double[]> overwritten = saveOverwritten(instruction);
        ToDoubleBiFunction<Buffer, Integer> before = (buffer, i) -> overwritten.containsKey(buffer)
                ? overwritten.get(buffer)[i] : machine.read(buffer, i);
        machine.step(at);
        for (Buffer z : instruction.writes()) {
            int element = firstBad(z);
            if (element >= 0) {
                return Optional.of(finding(at, z, element, before));
            }
        }
        return Optional.empty();
    }

    private Finding finding(int at, Buffer z, int element,
            ToDoubleBiFunction<Buffer, Integer> before) {
        Instruction instruction = plan.instructions().get(at);
        Listing.Step step = listing.steps().get(at);
        Tensor source = z.source();
        String operation = "";
        if (instruction instanceof Instruction.Pointwise chain) {
            ElementCheck.Culprit culprit = ElementCheck.find(chain, z, element, plan.dtype(),
                    search, before);
            source = culprit.source();
            operation = culprit.evaluation();
        } else if (instruction instanceof Instruction.Gemm gemm) {
            source = gemm.source();
        }
        List<Range> operands = new ArrayList<>();
        for (Listing.Operand x : step.operands()) {
            operands.add(Range.of(x.name(), x.shape(), i -> before.applyAsDouble(x.buffer(), i)));
        }
        return new Finding(
                at,
                Listing.lines(step),
                operation,
                source == null ? "" : source.origin().line(),
                source == null ? "" : Names.plain(source.scope()),
                step.line(),
                source == null ? "" : Names.adjoint(source, listing.recorded()),
                element,
                machine.read(z, element),
                Range.of(listing.buffers().name(z), z.shape(), i -> machine.read(z, i)),
                operands);
    }

    private int firstBad(Buffer buffer) {
        for (int i = 0; i < buffer.size(); i++) {
            if (search.concerns(machine.read(buffer, i))) {
                return i;
            }
        }
        return -1;
    }

    /** An instruction may put its result where an operand was: what it reads there is saved first. */
    private Map<Buffer, double[]> saveOverwritten(Instruction instruction) {
        Map<Buffer, double[]> saved = new IdentityHashMap<>();
        instruction.reads().forEach(
                view -> {
                    Buffer x = view.buffer();
                    if (instruction.writes().stream().anyMatch(z -> overlap(x, z))) {
                        saved.computeIfAbsent(x, this::elements);
                    }
                });
        return saved;
    }

    private double[] elements(Buffer buffer) {
        double[] elements = new double[buffer.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = machine.read(buffer, i);
        }
        return elements;
    }

    private static boolean overlap(Buffer a, Buffer b) {
        return a.inArena() && b.inArena()
                ? a.offset() < b.offset() + b.size() && b.offset() < a.offset() + a.size()
                : a.array() == b.array();
    }
}
