package org.metabalance.engine.compile.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.Unary;

/**
 * Writes the live part of a tape again on a new one, each operation replaced by a simpler one where
 * a {@link Rules rule} knows it, and each repeated operation by the first of its kind.
 */
public final class Simplify {
    private static final int MAX_PASSES = 4;

    private record Key(Op op, List<Tensor> inputs) {}

    private final Tape tape;
    private final Map<Key, Tensor> known = new HashMap<>();
    private final Map<Tensor, Double> uniform = new IdentityHashMap<>();
    private final Set<Tensor> signless = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Watch watch;
    private final List<String> fired = new ArrayList<>();
    private Tensor current;

    private Simplify(Tape tape, Watch watch) {
        this.tape = tape;
        this.watch = watch;
    }

    /** Simplifies until nothing gets shorter. */
    public static Graph run(Graph graph) {
        return run(graph, null);
    }

    /** Simplifies likewise, and tells what becomes of each operation. */
    public static Graph run(Graph graph, Watch watch) {
        Graph before = graph;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            Graph after = new Simplify(new Tape(graph.tape().dtype()), watch).rewrite(before);
            if (pass > 0 && after.live().size() >= before.live().size()) {
                return after;
            }
            before = after;
        }
        return before;
    }

    private Graph rewrite(Graph graph) {
        Map<Tensor, Tensor> now = new IdentityHashMap<>();
        if (watch != null) {
            watch.begin(graph, tape);
        }
        for (Tensor t : graph.live()) {
            current = t;
            Tensor[] inputs = t.inputs().stream().map(now::get).toArray(Tensor[]::new);
            Tensor simplest = emit(t.op(), inputs);
            name(simplest, t.name());
            now.put(t, simplest);
            if (watch != null) {
                watch.rewritten(t, simplest, List.copyOf(fired));
                fired.clear();
            }
        }
        return graph.on(tape, now);
    }

    /** Says by which rule {@code result} came about; returns it. */
    Tensor by(String rule, Tensor result) {
        if (watch != null) {
            fired.add(rule);
        }
        return result;
    }

    /** Keeps a name the user gave: equal tensors may go by either of their names. */
    private static void name(Tensor t, String name) {
        if (t.name().isEmpty() && !name.isEmpty()) {
            t.named(name);
            if (t.op() instanceof Movement.Reshape) {
                name(t.input(0), name);
            }
        }
    }

    /** Returns the simplest tensor known that equals {@code op} of {@code inputs}. */
    Tensor emit(Op op, Tensor... inputs) {
        Tensor simpler = Rules.apply(this, op, inputs);
        if (simpler != null) {
            return simpler;
        }
        return known.computeIfAbsent(new Key(op, Arrays.asList(inputs)), k -> append(op, inputs));
    }

    private Tensor append(Op op, Tensor... inputs) {
        Tensor t = tape.recordLike(current, op, inputs);
        if (op instanceof Leaf.Constant constant && constant.value().size() == 1) {
            uniform.put(t, constant.value().get(0));
        } else if ((op instanceof Movement.Expand || op instanceof Movement.Reshape)
                && uniform.containsKey(inputs[0])) {
            uniform.put(t, uniform.get(inputs[0]));
        }
        if (isSignless(op, inputs)) {
            signless.add(t);
        }
        return t;
    }

    private boolean isSignless(Op op, Tensor... inputs) {
        return switch (op) {
            case Reduce.Sum sum -> true;
            case MatMul product -> true;
            case MatMul.Sparse product -> true;
            case Convolution convolution -> true;
            case Movement movement -> signless.containsAll(List.of(inputs));
            case Unary unary -> unary == Unary.NEG && signless.contains(inputs[0]);
            // of two zeros of which one has any sign the sum has any sign
            case Binary binary when binary == Binary.ADD || binary == Binary.SUB ->
                    signless.contains(inputs[0]) || signless.contains(inputs[1]);
            case Binary binary -> binary == Binary.MUL && signless.contains(inputs[0])
                    && uniform(inputs[1]) != null;
            default -> false;
        };
    }

    /**
     * Whether a zero in a tensor has a sign that nothing may depend on: that of a sum, which depends on
     * the order of the terms.
     */
    boolean signless(Tensor t) {
        return signless.contains(t);
    }

    /** Returns the one number a tensor holds everywhere, null if that is not known. */
    Double uniform(Tensor t) {
        return uniform.get(t);
    }

    /** Returns whether a tensor is known to hold {@code value} everywhere; -0 is not 0. */
    boolean is(Tensor t, double value) {
        Double held = uniform.get(t);
        return held != null && held.equals(value);
    }

    /** Returns whether a tensor is known to be zero everywhere, of either sign. */
    boolean isZero(Tensor t) {
        return is(t, 0) || is(t, -0.0);
    }

    /** Returns {@code value} in the type of the tape. */
    double rounded(double value) {
        return tape.dtype().round(value);
    }

    /** Returns whether {@code value}, in the type of the tape, is finite and neither zero nor subnormal. */
    boolean isNormal(double value) {
        double size = Math.abs(rounded(value));
        return size < Double.POSITIVE_INFINITY
                && size >= (tape.dtype() == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL);
    }

    /** Returns {@code value} everywhere. */
    Tensor fill(double value, Shape shape) {
        double stored = tape.dtype().round(value);
        Leaf.Constant constant = new Leaf.Constant(NdArray.scalar(tape.dtype(), stored));
        Tensor scalar = known.computeIfAbsent(new Key(constant, List.of()), k -> append(constant));
        return expand(scalar, shape);
    }

    /** Returns {@code t} repeated to {@code shape}, its rank raised first if needed. */
    Tensor expand(Tensor t, Shape shape) {
        if (t.rank() < shape.rank()) {
            int[] dims = new int[shape.rank()];
            Arrays.fill(dims, 1);
            System.arraycopy(t.shape().dims(), 0, dims, shape.rank() - t.rank(), t.rank());
            return expand(raw(new Movement.Reshape(Shape.of(dims)), t), shape);
        }
        return t.shape().equals(shape) ? t : raw(new Movement.Expand(shape), t);
    }

    private Tensor raw(Op op, Tensor... inputs) {
        return known.computeIfAbsent(new Key(op, Arrays.asList(inputs)), k -> append(op, inputs));
    }
}
