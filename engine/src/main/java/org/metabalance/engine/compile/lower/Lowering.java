package org.metabalance.engine.compile.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * Turns tensors into {@linkplain Instruction instructions} in the order of the tape.
 *
 * <p>Movement becomes {@linkplain View views} where it can; elementwise operations of one size join
 * chains: a tensor may join a chain at an earlier place if all else that it needs exists there.
 */
public final class Lowering {
    /** How many recent chains of a size are considered for a tensor to join. */
    private static final int CANDIDATES = 8;

    /** Where in a chain a tensor is computed. */
    private record Place(Slot.Chain chain, int entry) {}

    private final List<Slot> slots = new ArrayList<>();
    private final Map<Tensor, View> views = new IdentityHashMap<>();
    private final Map<Tensor, Place> places = new IdentityHashMap<>();
    private final Map<Buffer, Integer> producers = new IdentityHashMap<>();
    /** The tensor that uses another one, if it is the only use. */
    private final Map<Tensor, Tensor> users;

    /** Tensors whose buffer matrix products have filled and nothing else has read yet. */
    private final Set<Tensor> products = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Products that will be added to the other term of a sum. */
    private final Set<Tensor> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Variable, Buffer> variables = new IdentityHashMap<>();
    private final Map<String, NdArray> inputs = new HashMap<>();
    private final Map<Integer, List<Slot.Chain>> chains = new HashMap<>();

    /**
     * Prepares to lower tensors, in any order that has inputs first.
     *
     * @param onlyUsers for each tensor that is used once and by another tensor, that other one
     */
    public Lowering(Map<Tensor, Tensor> onlyUsers) {
        this.users = onlyUsers;
    }

    /** Returns what was lowered so far. */
    public List<Instruction> instructions() {
        return slots.stream().map(Slot::instruction).toList();
    }

    /** Returns the arrays of the inputs that were read, by name. */
    public Map<String, NdArray> inputs() {
        return inputs;
    }

    /** Returns the position at which a buffer is produced, -1 if it is there from the beginning. */
    int producer(Buffer buffer) {
        return producers.getOrDefault(buffer, -1);
    }

    /** Returns the storage of a variable. */
    public Buffer variable(Variable variable) {
        return variables.computeIfAbsent(variable, v -> Buffer.of(v.value(), v.name()));
    }

    /** Lowers a tensor whose inputs were lowered before. */
    public void lower(Tensor t) {
        switch (t.op()) {
            case Unary op -> join(t, op);
            case Binary op -> {
                if (!addedToProduct(t)) {
                    join(t, op);
                }
            }
            case Where op -> join(t, op);
            case Reduce op -> reduce(t, op);
            case MatMul op -> product(t, op);
            case MatMul.Sparse op -> sparse(t, op.matrix());
            case Convolution op -> convolve(t, op);
            case MaxPool op -> pool(t, op);
            case Movement.Concat op -> assemble(t, op.axis(), 0, false);
            case Movement.Pad op -> assemble(t, op.axis(), op.before(), true);
            case Indexing op -> index(t, op);
            case AlongAxis op -> along(t, op);
            case Barrier op -> views.put(t, copy(view(t.input(0)), t, label(t)));
            case Leaf.Random op -> {
                Buffer z = result(t);
                append(new Instruction.Random(op.distribution(), op.stream(), z), z);
            }
            default -> {
                // leaves and views cost nothing until something reads them
            }
        }
    }

    /** Returns where the elements of a tensor are, which makes them be kept. */
    public View view(Tensor t) {
        // without recursion: a chain of views may be as long as the tape
        Deque<Tensor> unknown = new ArrayDeque<>();
        for (Tensor x = t; !views.containsKey(x); x = x.input(0)) {
            unknown.push(x);
            if (!isView(x.op())) {
                break;
            }
        }
        while (!unknown.isEmpty()) {
            Tensor x = unknown.pop();
            views.put(x, newView(x));
        }
        return views.get(t);
    }

    private static boolean isView(Op op) {
        return op instanceof Movement.Reshape
                || op instanceof Movement.Permute
                || op instanceof Movement.Expand
                || op instanceof Movement.Slice;
    }

    private View newView(Tensor t) {
        return switch (t.op()) {
            case Leaf.Input op -> {
                NdArray array = NdArray.zeros(t.dtype(), t.shape());
                inputs.put(op.name(), array);
                yield View.of(Buffer.of(array, op.name()), t.shape());
            }
            case Leaf.Constant op ->
                    View.of(Buffer.of(op.value(), constantLabel(t, op)), t.shape());
            case Leaf.Read op -> View.of(variable(op.variable()), t.shape());
            case Movement.Reshape op -> {
                View x = view(t.input(0));
                View reshaped = x.reshape(op.to());
                yield reshaped != null ? reshaped : copy(x, t, label(t)).reshape(op.to());
            }
            case Movement.Permute op -> view(t.input(0)).permute(op.order());
            case Movement.Expand op -> view(t.input(0)).expand(op.to());
            case Movement.Slice op -> view(t.input(0)).slice(op.axis(), op.from(), op.to());
            default -> {
                Place place = places.get(t);
                Buffer buffer = place.chain().store(place.entry(), t.shape(), label(t));
                producers.put(buffer, place.chain().position());
                yield View.of(buffer, t.shape());
            }
        };
    }

    /** Copies a view into a dense buffer of its own, for the sake of {@code source}. */
    public View copy(View view, Tensor source, String label) {
        Shape shape = Shape.of(view.dims());
        Slot.Chain chain = newChain(view.size());
        int entry = chain.apply(source, null, chain.load(view));
        Buffer buffer = chain.store(entry, shape, label);
        producers.put(buffer, chain.position());
        return View.of(buffer, shape);
    }

    private View dense(View view, Tensor source, String label) {
        return view.contiguous() ? view : copy(view, source, label);
    }

    // ---- elementwise ----

    private void join(Tensor t, Op op) {
        Tensor[] operands = t.inputs().stream().map(Lowering::withoutReshape)
                .toArray(Tensor[]::new);
        for (int i = 0; i < operands.length; i++) {
            if (!places.containsKey(operands[i])) {
                operands[i] = t.input(i);
                view(operands[i]);
            }
        }
        Slot.Chain chain = findChain(t.size(), operands);
        int[] arguments = new int[operands.length];
        for (int i = 0; i < arguments.length; i++) {
            Place place = places.get(operands[i]);
            arguments[i] = place != null && place.chain() == chain
                    ? place.entry()
                    : place != null && isCheap(operands[i])
                            ? again(chain, operands[i])
                            : chain.load(view(operands[i]));
        }
        places.put(t, new Place(chain, chain.apply(t, op, arguments)));
    }

    /**
     * Whether computing a tensor again costs no more than reading it: a comparison with one number,
     * such as the slope of a relu, of something that is kept anyway.
     */
    private boolean isCheap(Tensor t) {
        return t.op() instanceof Binary binary
                && binary.isComparison()
                && (views.containsKey(t.input(0)) || !places.containsKey(t.input(0)))
                && isScalar(t.input(1));
    }

    private static boolean isScalar(Tensor t) {
        while (t.op() instanceof Movement.Expand || t.op() instanceof Movement.Reshape) {
            t = t.input(0);
        }
        return t.op() instanceof Leaf.Constant && t.size() == 1;
    }

    private int again(Slot.Chain chain, Tensor t) {
        return chain.again(t, t.op(), chain.load(view(t.input(0))), chain.load(view(t.input(1))));
    }

    private static Tensor withoutReshape(Tensor t) {
        while (t.op() instanceof Movement.Reshape) {
            t = t.input(0);
        }
        return t;
    }

    private Slot.Chain findChain(int size, Tensor[] operands) {
        List<Slot.Chain> recent = chains.getOrDefault(size, List.of());
        for (int i = recent.size() - 1; i >= Math.max(0, recent.size() - CANDIDATES); i--) {
            Slot.Chain chain = recent.get(i);
            if (!chain.full() && related(chain, operands) && available(chain, operands)) {
                return chain;
            }
        }
        return newChain(size);
    }

    /** Whether a chain has an operand at hand; what needs only leaves is at home in any chain. */
    private boolean related(Slot.Chain chain, Tensor[] operands) {
        boolean leaves = true;
        for (Tensor operand : operands) {
            Place place = places.get(operand);
            if (place != null ? place.chain() == chain : chain.loads(view(operand))) {
                return true;
            }
            leaves &= place == null && producer(view(operand).buffer()) < 0;
        }
        return leaves;
    }

    private boolean available(Slot.Chain chain, Tensor[] operands) {
        for (Tensor operand : operands) {
            Place place = places.get(operand);
            boolean inside = place != null && place.chain() == chain;
            int made = place != null ? place.chain().position() : producer(view(operand).buffer());
            if (!inside && made >= chain.position()) {
                return false;
            }
        }
        return true;
    }

    private Slot.Chain newChain(int size) {
        Slot.Chain chain = new Slot.Chain(slots.size(), size);
        slots.add(chain);
        chains.computeIfAbsent(size, s -> new ArrayList<>()).add(chain);
        return chain;
    }

    // ---- everything else ----

    /** Shorter arrays are in the cache when they are summed. */
    private static final int LEAST_SUMMED = 1 << 14;

    /** Elements of a chain's block, if a stretch of rows has no more. */
    private static final int USUAL_IN_BLOCK = 1 << 10;

    /** Most elements of a chain's block: registers of 16 KiB stay in a second-level cache. */
    private static final int MOST_IN_BLOCK = 1 << 12;

    private void reduce(Tensor t, Reduce op) {
        if (op instanceof Reduce.Sum sum && summedInChain(t, sum)) {
            return;
        }
        List<Integer> axes = op.axes();
        View x = view(t.input(0));
        boolean adjacent = axes.get(axes.size() - 1) - axes.get(0) == axes.size() - 1;
        if (!adjacent) {
            List<Integer> order = new ArrayList<>(t.input(0).shape().axes());
            order.removeAll(axes);
            order.addAll(axes);
            x = x.permute(order);
            int kept = order.size() - axes.size();
            axes = order.subList(kept, order.size()).stream().map(order::indexOf).toList();
        }
        x = dense(x, t, label(t) + " operand");
        int outer = 1;
        int reduced = 1;
        int inner = 1;
        for (int i = 0; i < x.dims().length; i++) {
            if (i < axes.get(0)) {
                outer *= x.dims()[i];
            } else if (i <= axes.get(axes.size() - 1)) {
                reduced *= x.dims()[i];
            } else {
                inner *= x.dims()[i];
            }
        }
        Buffer z = result(t);
        append(new Instruction.Reduction(op instanceof Reduce.Max, x, outer, reduced, inner, z), z);
    }

    /**
     * Takes the sums of columns where their elements are computed, so that these need not be kept for it: over
     * blocks of rows there, and over the blocks at the end, in the order of {@code FloatOrder}.
     */
    private boolean summedInChain(Tensor t, Reduce.Sum op) {
        Tensor x = withoutReshape(t.input(0));
        Place place = places.get(x);
        int inner = t.size();
        if (place == null
                || !op.axes().equals(t.input(0).shape().axes().subList(0, op.axes().size()))
                || inner < 2 || x.size() < LEAST_SUMMED
                || FloatOrder.STRETCH * inner > MOST_IN_BLOCK) {
            return false;
        }
        int block = FloatOrder.STRETCH
                * Integer.highestOneBit(Math.max(1, USUAL_IN_BLOCK / (FloatOrder.STRETCH * inner)));
        int rows = x.size() / inner;
        if (rows <= block || place.chain().full() || !place.chain().mayAdd(block * inner)) {
            return false;
        }
        int blocks = Math.ceilDiv(rows, block);
        Buffer sums = Buffer.intermediate(
                Shape.of(blocks, inner), label(t) + " of blocks", t);
        place.chain().sum(place.entry(), block, inner, sums);
        producers.put(sums, place.chain().position());
        Buffer z = result(t);
        append(new Instruction.Fold(View.of(sums, sums.shape()), blocks, inner, z), z);
        return true;
    }

    /** Products wait for the sum they are only needed for, if they can be added to its other term. */
    private void product(Tensor t, MatMul op) {
        Tensor sum = users.get(t);
        if (sum != null && sum.op() == Binary.ADD) {
            Tensor other = sum.input(0) == t ? sum.input(1) : sum.input(0);
            if (products.contains(other) && users.get(other) == sum) {
                waiting.add(t);
                return;
            }
        }
        matmul(t, op, result(t), false);
        products.add(t);
    }

    private boolean addedToProduct(Tensor sum) {
        for (int i = 0; i < 2; i++) {
            Tensor product = sum.input(i);
            if (waiting.remove(product)) {
                View other = view(sum.input(1 - i));
                matmul(product, (MatMul) product.op(), other.buffer(), true);
                views.put(sum, other);
                products.add(sum);
                return true;
            }
        }
        return false;
    }

    private void matmul(Tensor t, MatMul op, Buffer c, boolean accumulate) {
        Instruction.Matrix a = matrix(t.input(0), op.transposeA(), t);
        Instruction.Matrix b = matrix(t.input(1), op.transposeB(), t);
        int k = t.input(0).dim(op.transposeA() ? -2 : -1);
        append(new Instruction.Gemm(t.dim(-2), t.dim(-1), k, a, b, c, accumulate, t), c);
    }

    private Instruction.Matrix matrix(Tensor t, boolean transpose, Tensor product) {
        View view = view(t);
        if (!isMatrix(view)) {
            view = copy(view, product, label(product) + " operand");
        }
        int last = view.dims().length - 1;
        int rows = view.dims()[last - 1];
        int columns = view.dims()[last];
        int row = view.strides()[last - 1];
        int column = view.strides()[last];
        if (row != 1 && column != 1) {
            // a single row or column has no distance to the next
            if (columns == 1) {
                column = 1;
            } else if (rows == 1) {
                row = 1;
            }
        }
        int[] offsets = offsets(view, last - 1);
        return transpose
                ? new Instruction.Matrix(view, offsets, column, row)
                : new Instruction.Matrix(view, offsets, row, column);
    }

    private static boolean isMatrix(View view) {
        int last = view.dims().length - 1;
        boolean rowStep = view.strides()[last - 1] == 1 || view.dims()[last - 1] == 1;
        boolean columnStep = view.strides()[last] == 1 || view.dims()[last] == 1;
        return (rowStep || columnStep)
                && (view.strides()[last] != 0 || view.dims()[last] == 1)
                && (view.strides()[last - 1] != 0 || view.dims()[last - 1] == 1);
    }

    /** Returns where each matrix begins, the leading axes counted through in row-major order. */
    private static int[] offsets(View view, int axes) {
        int[] offsets = {view.offset()};
        for (int axis = 0; axis < axes; axis++) {
            int dim = view.dims()[axis];
            int[] next = new int[offsets.length * dim];
            for (int i = 0; i < next.length; i++) {
                next[i] = offsets[i / dim] + i % dim * view.strides()[axis];
            }
            offsets = next;
        }
        return offsets;
    }

    private void sparse(Tensor t, SparseMatrix matrix) {
        View x = dense(view(t.input(0)), t, label(t) + " operand");
        Buffer z = result(t);
        append(new Instruction.SparseProduct(matrix, 0, matrix.rows(), x, z), z);
    }

    private void convolve(Tensor t, Convolution op) {
        View a = dense(view(t.input(0)), t, label(t) + " operand");
        View b = dense(view(t.input(1)), t, label(t) + " operand");
        Buffer z = result(t);
        append(new Instruction.Convolve(op, a, b, z), z);
    }

    private void pool(Tensor t, MaxPool op) {
        View a = dense(view(t.input(0)), t, label(t) + " operand");
        View at = op instanceof MaxPool.Place ? null
                : dense(view(t.input(1)), t, label(t) + " places");
        Buffer z = result(t);
        append(new Instruction.Pool(op, a, at, z), z);
    }

    private void assemble(Tensor t, int axis, int before, boolean zero) {
        int inner = Arrays.stream(t.shape().dims()).skip(axis + 1).reduce(1, (a, b) -> a * b);
        int start = before * inner;
        List<Instruction.Part> parts = new ArrayList<>();
        for (Tensor part : t.inputs()) {
            int length = part.dim(axis) * inner;
            View x = dense(view(part), t, label(t) + " operand");
            parts.add(new Instruction.Part(x, start, length, t.dim(axis) * inner));
            start += length;
        }
        Buffer z = result(t);
        append(new Instruction.Assemble(zero, parts, z), z);
    }

    private void index(Tensor t, Indexing op) {
        Buffer z = result(t);
        View x = dense(view(t.input(0)), t, label(t) + " operand");
        View indices = t.inputs().size() == 1 ? x
                : dense(view(t.input(1)), t, label(t) + " indices");
        append(switch (op) {
            case Indexing.Gather(int axis) -> {
                Lines l = Lines.of(t.input(0), axis);
                yield new Instruction.Gather(x, indices, l.outer, l.extent, l.inner, z);
            }
            case Indexing.ScatterAdd(int axis, int size) -> {
                Lines l = Lines.of(t, axis);
                yield new Instruction.ScatterAdd(x, indices, l.outer, l.extent, l.inner, z);
            }
            case Indexing.GatherElements(int axis) -> {
                Lines l = Lines.of(t.input(0), axis);
                yield new Instruction.GatherElements(
                        x, indices, l.outer, l.extent, t.dim(axis), l.inner, z);
            }
            case Indexing.ScatterAddElements(int axis, int size) -> {
                Lines l = Lines.of(t, axis);
                yield new Instruction.ScatterAddElements(
                        x, indices, l.outer, l.extent, t.input(0).dim(axis), l.inner, z);
            }
            case Indexing.OneHot oneHot -> new Instruction.OneHot(x, oneHot.classes(), z);
        }, z);
    }

    private void along(Tensor t, AlongAxis op) {
        Buffer z = result(t);
        View x = dense(view(t.input(0)), t, label(t) + " operand");
        Lines l = Lines.of(t, op.axis());
        append(switch (op) {
            case AlongAxis.CumulativeSum sum ->
                    new Instruction.CumulativeSum(sum.reverse(), x, l.outer, l.extent, l.inner, z);
            case AlongAxis.ArgSort sort ->
                    new Instruction.ArgSort(sort.descending(), x, l.outer, l.extent, l.inner, z);
        }, z);
    }

    /** A dense tensor as [outer, extent, inner], the axis in question in the middle. */
    private record Lines(int outer, int extent, int inner) {
        static Lines of(Tensor t, int axis) {
            int[] dims = t.shape().dims();
            return new Lines(
                    Arrays.stream(dims).limit(axis).reduce(1, (a, b) -> a * b),
                    dims[axis],
                    Arrays.stream(dims).skip(axis + 1).reduce(1, (a, b) -> a * b));
        }
    }

    private Buffer result(Tensor t) {
        Buffer buffer = Buffer.intermediate(t.shape(), label(t), t);
        views.put(t, View.of(buffer, t.shape()));
        return buffer;
    }

    private void append(Instruction instruction, Buffer result) {
        producers.put(result, slots.size());
        slots.add(new Slot.Fixed(instruction));
    }

    private static String label(Tensor t) {
        return t.name().isEmpty() ? t.op().label() + t.index() : t.name();
    }

    private static String constantLabel(Tensor t, Leaf.Constant constant) {
        return constant.value().size() == 1 ? Double.toString(constant.value().get(0)) : label(t);
    }
}
