package org.metabalance.engine.inspect.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.Instruction.Entry;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;

/** A program made ready to be shown: what is there before a run, and what each instruction does. */
public final class Listing {
    /** What is there before a run. */
    public record Source(Buffer buffer, String name, Shape shape, Role role) {}

    /**
     * An instruction.
     *
     * @param formulas what it does, one formula for each value it names
     * @param operands what it reads, apart from single numbers
     * @param line where the user recorded what it computes
     * @param scopes the scopes of what it computes, as text
     * @param scope the innermost scope that contains all it computes, or empty
     * @param adjoint {@code adjoint of #12 matmul}, or empty
     * @param bytes read and written, if each element is touched once
     */
    public record Step(
            int index,
            Role role,
            List<Formula> formulas,
            List<Operand> operands,
            List<Result> results,
            String line,
            String scopes,
            String scope,
            String adjoint,
            long multiplyAdds,
            long bytes) {
        /** Returns lines and scopes in words: {@code Train.java:41, 43 in inner step 1}. */
        public String place() {
            return scopes.isEmpty() ? line : (line + " in " + scopes).strip();
        }
    }

    /** Something read; {@code producer} is the number of an instruction or -1. */
    public record Operand(Buffer buffer, String name, Shape shape, String note, int producer) {
        @Override
        public String toString() {
            return name + " " + shape + note;
        }
    }

    /** Something written. */
    public record Result(Buffer buffer, String name, Shape shape, String home) {}

    private final Plan plan;
    private final Buffers buffers;
    private final int[] orders;
    private final List<Source> sources = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    /** The last instruction so far to fill a buffer. */
    private final Map<Buffer, Integer> producers = new IdentityHashMap<>();

    /** Lists a plan. */
    public Listing(Plan plan) {
        this.plan = plan;
        buffers = new Buffers(plan);
        orders = Role.orders(plan.simplified().tape(), plan.recorded().tape());
        buffers.leaves()
                .forEach((buffer, role) -> sources
                        .add(new Source(buffer, buffers.name(buffer), buffer.shape(), role)));
        for (int i = 0; i < plan.instructions().size(); i++) {
            steps.add(step(plan.instructions().get(i), i));
        }
    }

    /** Returns what is listed. */
    public Plan plan() {
        return plan;
    }

    /** Returns the name by which instructions refer to a buffer. */
    public String name(Buffer buffer) {
        return buffers.name(buffer);
    }

    /** Returns what is read that no instruction fills, apart from single numbers. */
    public List<Source> sources() {
        return sources;
    }

    /** Returns the instructions in order. */
    public List<Step> steps() {
        return steps;
    }

    /** Returns the tape along which origins count. */
    public Tape recorded() {
        return plan.recorded().tape();
    }

    /** Returns how many bytes a run reads and writes, if each element is touched once an instruction. */
    public long bytes() {
        return steps.stream().mapToLong(Step::bytes).sum();
    }

    /** Returns the formulas of a step as lines. */
    public static List<String> lines(Step step) {
        return step.formulas().stream().map(Formula::toString).toList();
    }

    /** Returns the size of the program in one line. */
    public String summary() {
        int width = plan.dtype().bytes();
        return steps.size() + " instructions, arena "
                + NumberText.bytes((long) plan.arena() * width)
                + " (" + NumberText.bytes(plan.arenaWithoutSharing() * width)
                + " without sharing), "
                + NumberText.count(plan.multiplyAdds()) + " multiply-adds and "
                + NumberText.bytes(bytes()) + " moved in a run";
    }

    private Step step(Instruction instruction, int at) {
        List<Tensor> made = sources(instruction);
        int order = made.stream().mapToInt(t -> orders[t.index()]).max().orElse(0);
        Role role = instruction instanceof Instruction.Random ? Role.RANDOM : Role.ofOrder(order);
        List<Operand> operands = new ArrayList<>();
        for (View view : instruction.reads()) {
            Buffer buffer = view.buffer();
            if (buffers.number(buffer) == null
                    && operands.stream().noneMatch(o -> o.buffer() == buffer)) {
                operands.add(
                        new Operand(buffer, buffers.name(buffer), buffer.shape(),
                                buffers.note(view), producers.getOrDefault(buffer, -1)));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Buffer z : instruction.writes()) {
            String after = instruction instanceof Instruction.Store ? "'" : "";
            results.add(new Result(z, buffers.name(z) + after, z.shape(), buffers.home(z)));
            producers.put(z, at);
        }
        return new Step(
                at,
                role,
                formulas(instruction),
                operands,
                results,
                Names.lines(made),
                Names.scopes(made),
                Names.commonScope(made),
                Names.adjoints(made, recorded()),
                instruction.multiplyAdds(),
                bytes(instruction));
    }

    /** Returns the tensors an instruction computes, those inside a chain included. */
    public static List<Tensor> sources(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> chain.applied().map(Entry.Apply::source).toList();
            case Instruction.Store store ->
                    store.x().buffer().source() == null ? List.of()
                            : List.of(store.x().buffer().source());
            case Instruction.Gemm gemm -> List.of(gemm.source());
            default -> instruction.writes().stream().map(Buffer::source).toList();
        };
    }

    private List<Formula> formulas(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> ChainText.formulas(chain, buffers);
            case Instruction.Gemm gemm ->
                    define(
                            gemm.c(),
                            (gemm.accumulate() ? buffers.name(gemm.c()) + " + " : "")
                                    + "matmul(" + matrix(gemm.a()) + ", " + matrix(gemm.b()) + ")");
            case Instruction.Reduction reduction -> define(reduction.z(), reduction(reduction));
            case Instruction.Random random ->
                    define(random.z(),
                            random.z().source().op().label() + "(stream " + random.stream() + ")");
            case Instruction.Store store ->
                    List.of(new Formula(buffers.name(store.z()) + "'", buffers.operand(store.x())));
            default -> {
                Buffer z = instruction.writes().get(0);
                List<String> operands = instruction.reads().stream().map(buffers::operand).toList();
                yield define(z, OpText.call(z.source().op(), operands));
            }
        };
    }

    private List<Formula> define(Buffer z, String expression) {
        return List.of(new Formula(buffers.name(z), expression));
    }

    private String matrix(Instruction.Matrix matrix) {
        // row-major storage read along its columns is a transposed matrix
        boolean transposed = matrix.column() != 1 && matrix.row() == 1;
        return buffers.name(matrix.view().buffer()) + (transposed ? "^T" : "");
    }

    private String reduction(Instruction.Reduction reduction) {
        View x = reduction.x();
        Op op = reduction.z().source().op();
        Tensor input = reduction.z().source().input(0);
        if (op instanceof Reduce && x.buffer().shape().equals(input.shape())) {
            return OpText.call(op, List.of(buffers.operand(x)));
        }
        Shape as = Shape.of(reduction.outer(), reduction.reduced(), reduction.inner());
        return op.label() + "(" + buffers.operand(x) + " as " + as + ", axes=[1])";
    }

    private long bytes(Instruction instruction) {
        long elements = 0;
        for (Buffer z : instruction.writes()) {
            elements += z.size();
        }
        for (View view : instruction.reads()) {
            // of the array it picks from, a gather touches no more than it writes
            boolean picked = instruction instanceof Instruction.Gather gather && view == gather.x();
            elements += picked ? instruction.writes().get(0).size() : Buffers.reached(view);
        }
        return elements * plan.dtype().bytes();
    }
}
