package org.metabalance.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.StopGradient;

/**
 * A record of primitive operations in the order in which they were written: a program that can be
 * {@linkplain Gradients differentiated} and {@linkplain #compile compiled}.
 *
 * <p>All tensors of a tape have one element type. There is no global tape and no mode: any number
 * of tapes live side by side. A tape is confined to one thread while it is recorded.
 *
 * <pre>{@code
 * Tape tape = Tape.f64();
 * Tensor x = tape.input("x", 3);
 * Program squares = tape.compile(x.square());
 * squares.set("x", 1.0, 2.0, 3.0).run();
 * squares.output(0); // [1.0, 4.0, 9.0]
 * }</pre>
 */
public final class Tape {
    private final DType dtype;
    private final List<Tensor> nodes = new ArrayList<>();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final List<Requirement> requirements = new ArrayList<>();
    private final Map<Variable, Tensor> reads = new LinkedHashMap<>();
    private final Map<Variable, Tensor> assigns = new LinkedHashMap<>();
    private long randomStreams;
    private Origin origin;
    private String scope = "";
    private int threads = Integer.MAX_VALUE;

    /** Creates an empty tape. */
    public Tape(DType dtype) {
        this.dtype = dtype;
    }

    /** Returns a new tape to work on. */
    public static Tape f32() {
        return new Tape(DType.F32);
    }

    /** Returns a new tape to check on. */
    public static Tape f64() {
        return new Tape(DType.F64);
    }

    /** Returns the element type of every tensor on this tape. */
    public DType dtype() {
        return dtype;
    }

    /**
     * Limits the threads that programs compiled from this tape may use for large products; returns
     * this. By default they use what the JVM was started with; 1 is right for programs that
     * themselves run side by side. The results do not depend on it.
     */
    public Tape threads(int threads) {
        this.threads = threads;
        return this;
    }

    /** Returns the limit set by {@link #threads(int)}. */
    int threads() {
        return threads;
    }

    /**
     * Records what {@code body} records under a name, such as {@code inner step 1}, and returns what it
     * returns. Names nest: messages, {@link org.metabalance.engine.inspect.Inspect Inspect} and {@link
     * org.metabalance.engine.inspect.NanWatch NanWatch} show them as a path, {@code inner step
     * 1/hidden}, and pictures group by them. A gradient's tensors are in the scope of what they are the
     * adjoint of. What is computed does not depend on names.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public <T> T scope(String name, Supplier<T> body) {
        if (name.isBlank()) {
            throw wrong("scope: needs a name, got '" + name + "'");
        }
        String outer = scope;
        scope = outer.isEmpty() ? name : outer + "/" + name;
        try {
            return body.get();
        } finally {
            scope = outer;
        }
    }

    /** Records what {@code body} records under a name; see {@link #scope(String, Supplier)}. */
    public void scope(String name, Runnable body) {
        scope(name, () -> {
            body.run();
            return null;
        });
    }

    /** Returns the scope that what is recorded now is in. */
    String scope() {
        return scope;
    }

    /** Returns the tensors recorded so far; each stands after its inputs. The view is live. */
    public List<Tensor> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Returns the recorded assignments. The view is live. */
    public Map<Variable, Tensor> assigns() {
        return Collections.unmodifiableMap(assigns);
    }

    /** Records a value to be set before each run; see {@link Program#set}. */
    public Tensor input(String name, int... dims) {
        return input(name, Shape.of(dims));
    }

    /**
     * Records a value to be set before each run; see {@link Program#set}.
     *
     * @throws IllegalArgumentException if the tape has an input of that name already
     */
    public Tensor input(String name, Shape shape) {
        if (inputs.containsKey(name)) {
            throw wrong(
                    "input: the name must be new on the tape, got '" + name + "' again");
        }
        Tensor input = record(new Leaf.Input(name, shape)).named(name);
        inputs.put(name, input);
        return input;
    }

    /**
     * Refuses elements of {@code data} that are not in [least, most]. Of a constant and of what is moved
     * or gathered from one, now; of an input, in each run; of what is computed or learned nothing is
     * asked.
     *
     * @param what names the elements in the message, such as {@code bce: labels}
     * @throws IllegalArgumentException if a constant has such an element
     */
    public void require(Tensor data, double least, double most, String what) {
        Tensor from = data;
        while (from.op() instanceof Movement && from.inputs().size() == 1
                || from.op() instanceof Indexing.Gather || from.op() instanceof StopGradient) {
            from = from.input(0);
        }
        String suffix = here().suffix();
        if (from.op() instanceof Leaf.Constant(NdArray value)) {
            new Requirement("", least, most, what, suffix).check(value);
        } else if (from.op() instanceof Leaf.Input input) {
            Requirement required = new Requirement(input.name(), least, most, what, suffix);
            if (!requirements.contains(required)) {
                requirements.add(required);
            }
        }
    }

    /** Returns what was required of inputs. */
    List<Requirement> requirements() {
        return List.copyOf(requirements);
    }

    /** Records a scalar. */
    public Tensor constant(double value) {
        return record(new Leaf.Constant(NdArray.scalar(dtype, value)));
    }

    /** Records an array, converted if it has another type, otherwise not copied: leave it alone. */
    public Tensor constant(NdArray value) {
        return record(new Leaf.Constant(value.as(dtype)));
    }

    /** Records an array, converted if needed; without extents, as a vector. */
    public Tensor constant(double[] data, int... dims) {
        return constant(NdArray.of(data, dims));
    }

    /** Records an array, converted if needed; without extents, as a vector. */
    public Tensor constant(float[] data, int... dims) {
        return constant(NdArray.of(data, dims));
    }

    /** Returns zeros. */
    public Tensor zeros(int... dims) {
        return full(0, Shape.of(dims));
    }

    /** Returns zeros. */
    public Tensor zeros(Shape shape) {
        return full(0, shape);
    }

    /** Returns ones. */
    public Tensor ones(int... dims) {
        return full(1, Shape.of(dims));
    }

    /** Returns ones. */
    public Tensor ones(Shape shape) {
        return full(1, shape);
    }

    /** Returns {@code value} everywhere: an expanded scalar, which costs no memory. */
    public Tensor full(double value, Shape shape) {
        return constant(value).expand(shape);
    }

    /**
     * Returns the value {@code variable} has at the beginning of a run; the same tensor each time.
     *
     * @throws IllegalArgumentException if the variable's type is not the tape's
     */
    public Tensor read(Variable variable) {
        checkType("read", variable);
        Tensor known = reads.get(variable);
        if (known == null) {
            known = record(new Leaf.Read(variable)).named(variable.name());
            reads.put(variable, known);
        }
        return known;
    }

    /**
     * Records that at the end of a run {@code variable} takes this value; every read in the run
     * sees the old one. A second assignment replaces the first.
     *
     * @throws IllegalArgumentException if shape or type do not fit
     */
    public void assign(Variable variable, Tensor value) {
        checkType("assign", variable);
        if (!variable.shape().equals(value.shape())) {
            throw wrong(
                    "assign: '" + variable.name() + "' needs " + variable.shape() + ", got "
                            + value.shape());
        }
        own(value);
        assigns.put(variable, value);
    }

    /** Returns random numbers uniform in [0, 1), new in each run; see {@link Program#seed}. */
    public Tensor uniform(int... dims) {
        return uniform(Shape.of(dims));
    }

    /** Returns random numbers uniform in [0, 1), new in each run; see {@link Program#seed}. */
    public Tensor uniform(Shape shape) {
        return record(new Leaf.Random(Leaf.Distribution.UNIFORM, randomStreams++, shape));
    }

    /** Returns standard normal random numbers, new in each run; see {@link Program#seed}. */
    public Tensor normal(int... dims) {
        return normal(Shape.of(dims));
    }

    /** Returns standard normal random numbers, new in each run; see {@link Program#seed}. */
    public Tensor normal(Shape shape) {
        return record(new Leaf.Random(Leaf.Distribution.NORMAL, randomStreams++, shape));
    }

    /**
     * Records again how {@code outputs} are computed, with other tensors in place of some; what does
     * not depend on those is not recorded again. With {@linkplain Tensor#barrier barriers} as the
     * other tensors this makes a program compute intermediate results a second time rather than keep
     * them (gradient checkpointing).
     *
     * @param instead a tensor of the same shape for each tensor to be replaced
     */
    public List<Tensor> substitute(List<Tensor> outputs, Map<Tensor, Tensor> instead) {
        Map<Tensor, Tensor> now = new IdentityHashMap<>(instead);
        int last = outputs.stream().mapToInt(Tensor::index).max().orElse(-1);
        boolean[] needed = new boolean[last + 1];
        outputs.forEach(t -> needed[t.index()] = true);
        for (int i = last; i >= 0; i--) {
            if (needed[i] && !instead.containsKey(nodes.get(i))) {
                nodes.get(i).inputs().forEach(t -> needed[t.index()] = true);
            }
        }
        for (int i = 0; i <= last; i++) {
            Tensor t = nodes.get(i);
            if (needed[i] && !now.containsKey(t)
                    && t.inputs().stream().anyMatch(now::containsKey)) {
                Tensor[] inputs = t.inputs().stream().map(x -> now.getOrDefault(x, x))
                        .toArray(Tensor[]::new);
                now.put(t, recordLike(t, t.op(), inputs));
            }
        }
        return outputs.stream().map(t -> now.getOrDefault(t, t)).toList();
    }

    /** Compiles what is needed for {@code outputs} and for all assignments of this tape. */
    public Program compile(Tensor... outputs) {
        return compile(List.of(outputs));
    }

    /** Compiles what is needed for {@code outputs} and for all assignments of this tape. */
    public Program compile(List<Tensor> outputs) {
        outputs.forEach(this::own);
        return new Program(this, outputs, assigns);
    }

    /**
     * Appends one primitive. The methods of {@link Tensor} are the usual way to do this.
     *
     * @throws IllegalArgumentException if the inputs do not fit or belong to another tape
     */
    public Tensor record(Op op, Tensor... arguments) {
        return append(op, arguments, here());
    }

    /** Appends one primitive under the origin of {@code like}, which may be on another tape. */
    public Tensor recordLike(Tensor like, Op op, Tensor... arguments) {
        return append(op, arguments, like.origin());
    }

    private Tensor append(Op op, Tensor[] arguments, Origin here) {
        List<Shape> shapes = new ArrayList<>(arguments.length);
        for (Tensor argument : arguments) {
            own(argument);
            shapes.add(argument.shape());
        }
        Shape shape;
        try {
            shape = op.shape(shapes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + here.suffix(), e);
        }
        Tensor node = new Tensor(this, nodes.size(), op, arguments, shape, here);
        nodes.add(node);
        return node;
    }

    private Origin here() {
        return origin != null ? origin : Origin.here(scope);
    }

    /**
     * Returns the error that says {@code message} and where the user's code stands: for functions made of
     * several operations, to throw.
     */
    public IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message + here().suffix());
    }

    /**
     * Returns the shape both broadcast to; an error says where the caller stands.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public Shape broadcast(String operation, Shape a, Shape b) {
        try {
            return Shape.broadcast(operation, a, b);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** Records under {@code origin} instead of the caller's line and scope until {@code body} has run. */
    void recordAs(Origin origin, Runnable body) {
        Origin before = this.origin;
        this.origin = origin;
        try {
            body.run();
        } finally {
            this.origin = before;
        }
    }

    private void own(Tensor tensor) {
        if (tensor.tape() != this) {
            throw wrong(
                    "tape: all tensors of an operation must be on one tape, got " + tensor
                            + " of another");
        }
    }

    private void checkType(String operation, Variable variable) {
        if (variable.dtype() != dtype) {
            throw wrong(
                    operation + ": '" + variable.name() + "' must have the tape's type " + dtype
                            + ", got " + variable.dtype());
        }
    }

    @Override
    public String toString() {
        return "tape of " + dtype + ", " + nodes.size() + " operations";
    }
}
