package org.metabalance.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * A value on a {@link Tape}: the result of one primitive operation. Immutable; its methods record
 * further operations. Binary operations broadcast as NumPy does; a negative axis counts from the
 * end; a reduction without axes takes all of them.
 *
 * <p>Here is what nearly every program uses. Families of further functions stand in {@link
 * org.metabalance.engine.math}: statistics, norms, products, cumulative and sorted tensors, rearrangement,
 * pooling of images, {@code einsum}.
 */
public final class Tensor {
    private static final int MOST_SHOWN = 8;

    private final Tape tape;
    private final int index;
    private final Op op;
    private final Tensor[] inputs;
    private final Shape shape;
    private final Origin origin;
    private String name = "";

    Tensor(Tape tape, int index, Op op, Tensor[] inputs, Shape shape, Origin origin) {
        this.tape = tape;
        this.index = index;
        this.op = op;
        this.inputs = inputs;
        this.shape = shape;
        this.origin = origin;
    }

    /** Returns the tape this tensor is recorded on. */
    public Tape tape() {
        return tape;
    }

    /** Returns the position on the tape. */
    public int index() {
        return index;
    }

    /** Returns the operation that makes this tensor. */
    public Op op() {
        return op;
    }

    /** Returns the arguments of the operation. */
    public List<Tensor> inputs() {
        return Collections.unmodifiableList(Arrays.asList(inputs));
    }

    /** Returns argument {@code i} of the operation. */
    public Tensor input(int i) {
        return inputs[i];
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the element type: that of the tape. */
    public DType dtype() {
        return tape.dtype();
    }

    /** Returns the number of axes. */
    public int rank() {
        return shape.rank();
    }

    /** Returns the extent of an axis. */
    public int dim(int axis) {
        return shape.dim(axis);
    }

    /** Returns the number of elements. */
    public int size() {
        return shape.size();
    }

    /** Returns where this tensor was recorded. */
    public Origin origin() {
        return origin;
    }

    /** Returns the {@linkplain Tape#scope scope} it was recorded in, empty outside of all. */
    public String scope() {
        return origin.scope();
    }

    /** Names this tensor in messages and pictures; returns it. */
    public Tensor named(String name) {
        this.name = name;
        return this;
    }

    /** Returns the name, empty if none was given. */
    public String name() {
        return name;
    }

    // ---- elementwise ----

    /** Returns this + b. */
    public Tensor add(Tensor b) {
        return binary(Binary.ADD, b);
    }

    /** Returns this + b. */
    public Tensor add(double b) {
        return binary(Binary.ADD, b);
    }

    /** Returns this - b. */
    public Tensor sub(Tensor b) {
        return binary(Binary.SUB, b);
    }

    /** Returns this - b. */
    public Tensor sub(double b) {
        return binary(Binary.SUB, b);
    }

    /** Returns a - this. */
    public Tensor rsub(double a) {
        return tape.full(a, shape).sub(this);
    }

    /** Returns this times b, element by element. */
    public Tensor mul(Tensor b) {
        return binary(Binary.MUL, b);
    }

    /** Returns this times b. */
    public Tensor mul(double b) {
        return binary(Binary.MUL, b);
    }

    /** Returns this / b. */
    public Tensor div(Tensor b) {
        return binary(Binary.DIV, b);
    }

    /** Returns this / b. */
    public Tensor div(double b) {
        return binary(Binary.DIV, b);
    }

    /** Returns a / this. */
    public Tensor rdiv(double a) {
        return tape.full(a, shape).div(this);
    }

    /** Returns this to the power b. */
    public Tensor pow(Tensor b) {
        return binary(Binary.POW, b);
    }

    /** Returns this to the power b. */
    public Tensor pow(double b) {
        return binary(Binary.POW, b);
    }

    /** Returns the larger one; where both are equal each receives half of the gradient. */
    public Tensor maximum(Tensor b) {
        return binary(Binary.MAXIMUM, b);
    }

    /** Returns the larger one; where both are equal half of the gradient arrives. */
    public Tensor maximum(double b) {
        return binary(Binary.MAXIMUM, b);
    }

    /** Returns the smaller one; where both are equal each receives half of the gradient. */
    public Tensor minimum(Tensor b) {
        return binary(Binary.MINIMUM, b);
    }

    /** Returns the smaller one; where both are equal half of the gradient arrives. */
    public Tensor minimum(double b) {
        return binary(Binary.MINIMUM, b);
    }

    /** Returns 1 where this = b, otherwise 0. */
    public Tensor eq(Tensor b) {
        return binary(Binary.EQ, b);
    }

    /** Returns 1 where this = b, otherwise 0. */
    public Tensor eq(double b) {
        return binary(Binary.EQ, b);
    }

    /** Returns 1 where this differs from b, otherwise 0. */
    public Tensor ne(Tensor b) {
        return binary(Binary.NE, b);
    }

    /** Returns 1 where this differs from b, otherwise 0. */
    public Tensor ne(double b) {
        return binary(Binary.NE, b);
    }

    /** Returns 1 where this &gt; b, otherwise 0. */
    public Tensor gt(Tensor b) {
        return binary(Binary.GT, b);
    }

    /** Returns 1 where this &gt; b, otherwise 0. */
    public Tensor gt(double b) {
        return binary(Binary.GT, b);
    }

    /** Returns 1 where this &gt;= b, otherwise 0. */
    public Tensor ge(Tensor b) {
        return binary(Binary.GE, b);
    }

    /** Returns 1 where this &gt;= b, otherwise 0. */
    public Tensor ge(double b) {
        return binary(Binary.GE, b);
    }

    /** Returns 1 where this &lt; b, otherwise 0. */
    public Tensor lt(Tensor b) {
        return binary(Binary.LT, b);
    }

    /** Returns 1 where this &lt; b, otherwise 0. */
    public Tensor lt(double b) {
        return binary(Binary.LT, b);
    }

    /** Returns 1 where this &lt;= b, otherwise 0. */
    public Tensor le(Tensor b) {
        return binary(Binary.LE, b);
    }

    /** Returns 1 where this &lt;= b, otherwise 0. */
    public Tensor le(double b) {
        return binary(Binary.LE, b);
    }

    /** Returns a where the condition is not 0, otherwise b; all three broadcast. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Shape to = condition.tape.broadcast("where", condition.shape,
                condition.tape.broadcast("where", a.shape, b.shape));
        return condition.tape.record(new Where(), condition.expand(to), a.expand(to), b.expand(to));
    }

    /** Returns -this. */
    public Tensor neg() {
        return unary(Unary.NEG);
    }

    /** Returns the exponential. */
    public Tensor exp() {
        return unary(Unary.EXP);
    }

    /** Returns the natural logarithm. */
    public Tensor log() {
        return unary(Unary.LOG);
    }

    /** Returns log(1 + this), accurate near 0. */
    public Tensor log1p() {
        return unary(Unary.LOG1P);
    }

    /** Returns exp(this) - 1, accurate near 0. */
    public Tensor expm1() {
        return unary(Unary.EXPM1);
    }

    /** Returns the square root; its derivative at 0 is infinite. */
    public Tensor sqrt() {
        return unary(Unary.SQRT);
    }

    /** Returns 1 / sqrt(this). */
    public Tensor rsqrt() {
        return unary(Unary.RSQRT);
    }

    /** Returns the sine of radians. */
    public Tensor sin() {
        return unary(Unary.SIN);
    }

    /** Returns the cosine of radians. */
    public Tensor cos() {
        return unary(Unary.COS);
    }

    /** Returns the tangent of radians. */
    public Tensor tan() {
        return sin().div(cos());
    }

    /** Returns the arc sine, in radians; its slope at -1 and 1 is infinite. */
    public Tensor asin() {
        return unary(Unary.ASIN);
    }

    /** Returns the arc cosine, in radians; its slope at -1 and 1 is infinite. */
    public Tensor acos() {
        return unary(Unary.ACOS);
    }

    /** Returns the arc tangent, in radians. */
    public Tensor atan() {
        return unary(Unary.ATAN);
    }

    /** Returns the angle of the points (x, this), in radians from -pi to pi. */
    public Tensor atan2(Tensor x) {
        return binary(Binary.ATAN2, x);
    }

    /** Returns the hyperbolic sine. */
    public Tensor sinh() {
        return unary(Unary.SINH);
    }

    /** Returns the hyperbolic cosine. */
    public Tensor cosh() {
        return unary(Unary.COSH);
    }

    /** Returns the hyperbolic tangent. */
    public Tensor tanh() {
        return unary(Unary.TANH);
    }

    /** Returns the inverse of the hyperbolic sine. */
    public Tensor asinh() {
        return unary(Unary.ASINH);
    }

    /** Returns the inverse of the hyperbolic cosine; NaN below 1, where its slope is infinite. */
    public Tensor acosh() {
        return unary(Unary.ACOSH);
    }

    /** Returns the inverse of the hyperbolic tangent; infinite at -1 and 1. */
    public Tensor atanh() {
        return unary(Unary.ATANH);
    }

    /** Returns the error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 on. */
    public Tensor erf() {
        return unary(Unary.ERF);
    }

    /** Returns 1 - erf(this), accurate where that is small. */
    public Tensor erfc() {
        return unary(Unary.ERFC);
    }

    /** Returns 1 / (1 + exp(-this)). */
    public Tensor sigmoid() {
        return unary(Unary.SIGMOID);
    }

    /** Returns max(this, 0), with derivative 0 at 0. */
    public Tensor relu() {
        return unary(Unary.RELU);
    }

    /** Returns log(1 + exp(this)). */
    public Tensor softplus() {
        return unary(Unary.SOFTPLUS);
    }

    /** Returns the absolute value, with derivative 0 at 0. */
    public Tensor abs() {
        return unary(Unary.ABS);
    }

    /** Returns -1, 0 or 1; no derivative path leads through it. */
    public Tensor sign() {
        return unary(Unary.SIGN);
    }

    /** Returns the largest integer that is not greater; no derivative path leads through it. */
    public Tensor floor() {
        return unary(Unary.FLOOR);
    }

    /** Returns the smallest integer that is not less; no derivative path leads through it. */
    public Tensor ceil() {
        return unary(Unary.CEIL);
    }

    /** Returns the nearest integer, of two the even one; no derivative path leads through it. */
    public Tensor round() {
        return unary(Unary.ROUND);
    }

    /** Returns the integer part, towards 0; no derivative path leads through it. */
    public Tensor trunc() {
        return unary(Unary.TRUNC);
    }

    /** Returns this - b floor(this / b), exactly, with the sign of b; slopes 1 and -floor(this / b). */
    public Tensor remainder(Tensor b) {
        return binary(Binary.REMAINDER, b);
    }

    /** Returns this - b floor(this / b), exactly, with the sign of b; slope 1. */
    public Tensor remainder(double b) {
        return binary(Binary.REMAINDER, b);
    }

    /** Returns this times itself. */
    public Tensor square() {
        return mul(this);
    }

    /** Returns 1 / this. */
    public Tensor reciprocal() {
        return rdiv(1);
    }

    // ---- reductions ----

    /** Returns the sum over the axes. */
    public Tensor sum(int... axes) {
        return tape.record(new Reduce.Sum(axes("sum", axes)), this);
    }

    /** Returns the sum over the axes, which stay with extent 1. */
    public Tensor sumKeep(int... axes) {
        return keep(sum(axes), axes);
    }

    /** Returns the mean over the axes. */
    public Tensor mean(int... axes) {
        Tensor sum = sum(axes);
        return sum.div((double) size() / sum.size());
    }

    /** Returns the mean over the axes, which stay with extent 1. */
    public Tensor meanKeep(int... axes) {
        return keep(mean(axes), axes);
    }

    /** Returns the maximum over the axes; elements that tie share the gradient equally. */
    public Tensor max(int... axes) {
        return tape.record(new Reduce.Max(axes("max", axes)), this);
    }

    /** Returns the maximum over the axes, which stay with extent 1. */
    public Tensor maxKeep(int... axes) {
        return keep(max(axes), axes);
    }

    /** Returns the minimum over the axes; elements that tie share the gradient equally. */
    public Tensor min(int... axes) {
        return neg().max(axes).neg();
    }

    /** Returns the minimum over the axes, which stay with extent 1. */
    public Tensor minKeep(int... axes) {
        return keep(min(axes), axes);
    }

    /** Returns the mean squared deviation from the mean (divided by n, not n - 1). */
    public Tensor variance(int... axes) {
        return sub(meanKeep(axes)).square().mean(axes);
    }

    /** Returns the mean squared deviation, with the axes kept with extent 1. */
    public Tensor varianceKeep(int... axes) {
        return keep(variance(axes), axes);
    }

    /** Returns the Euclidean norm of all elements, with gradient 0 at 0. */
    public Tensor norm() {
        Tensor squares = square().sum();
        Tensor zero = squares.eq(0);
        // the root is taken of 1 instead of 0, so that no infinite slope meets a zero factor
        return where(zero, tape.zeros(), where(zero, tape.ones(), squares).sqrt());
    }

    /** Returns the sum of the products with the elements of b. */
    public Tensor dot(Tensor b) {
        return mul(b).sum();
    }

    /** Returns log(sum(exp(this))) over the axes without overflow; of -infinity alone or nothing, -infinity. */
    public Tensor logSumExp(int... axes) {
        Tensor kept = logSumExpKeep(axes);
        return kept.reshape(shape.without(shape.axes(axes), false));
    }

    /** Returns log(sum(exp(this))) over the axes, which stay with extent 1. */
    public Tensor logSumExpKeep(int... axes) {
        axes("logSumExp", axes);
        Tensor shift = finiteMax(axes);
        return sub(shift).exp().sumKeep(axes).log().add(shift);
    }

    /** Returns exp(this) divided by its sum along the axis. */
    public Tensor softmax(int axis) {
        axis("softmax", axis);
        Tensor e = sub(finiteMax(axis)).exp();
        return e.div(e.sumKeep(axis));
    }

    /** Returns the logarithm of the softmax along the axis. */
    public Tensor logSoftmax(int axis) {
        axis("logSoftmax", axis);
        Tensor shifted = sub(finiteMax(axis));
        return shifted.sub(shifted.exp().sumKeep(axis).log());
    }

    private Tensor finiteMax(int... axes) {
        if (shape.axes(axes).stream().anyMatch(axis -> dim(axis) == 0)) {
            return tape.zeros(shape.without(shape.axes(axes), true));
        }
        // a constant as far as derivatives go: the shift cancels; an infinite one would give NaN
        Tensor max = maxKeep(axes).stopGradient();
        return where(max.abs().eq(Double.POSITIVE_INFINITY), tape.zeros(), max);
    }

    // ---- movement ----

    /** Returns the elements in row-major order under another shape; one extent may be -1. */
    public Tensor reshape(int... dims) {
        int[] known = dims.clone();
        int open = -1;
        int product = 1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1 && open < 0) {
                open = i;
            } else {
                product *= dims[i];
            }
        }
        if (open >= 0) {
            if (product == 0 || size() % product != 0) {
                throw tape.wrong(
                        "reshape: the number of elements must not change, got "
                                + shape + " to " + Arrays.toString(dims));
            }
            known[open] = size() / product;
        }
        return reshape(Shape.of(known));
    }

    /** Returns the elements in row-major order under another shape. */
    public Tensor reshape(Shape to) {
        return to.equals(shape) ? this : tape.record(new Movement.Reshape(to), this);
    }

    /** Returns the tensor whose axis i is axis {@code order[i]} of this one. */
    public Tensor permute(int... order) {
        return tape.record(
                new Movement.Permute(
                        Arrays.stream(order).map(axis -> axis("permute", axis)).boxed().toList()),
                this);
    }

    /** Returns this with its last two axes swapped. */
    public Tensor transpose() {
        if (rank() < 2) {
            throw tape.wrong(
                    "transpose: needs at least two axes, got " + shape);
        }
        int[] order = java.util.stream.IntStream.range(0, rank()).toArray();
        order[rank() - 1] = rank() - 2;
        order[rank() - 2] = rank() - 1;
        return permute(order);
    }

    /** Returns this repeated to a larger shape, as broadcasting does; -1 keeps the extent there is. */
    public Tensor expand(int... dims) {
        int[] known = dims.clone();
        for (int i = 0; i < dims.length; i++) {
            int axis = i + rank() - dims.length;
            if (dims[i] == -1 && axis >= 0) {
                known[i] = dim(axis);
            } else if (dims[i] < 0) {
                throw tape.wrong(
                        "expand: extents must not be negative, and -1 needs an axis to keep, got "
                                + shape + " to " + Arrays.toString(dims));
            }
        }
        return expand(Shape.of(known));
    }

    /** Returns this repeated to a larger shape, as broadcasting does. */
    public Tensor expand(Shape to) {
        if (to.equals(shape)) {
            return this;
        }
        Tensor ranked = this;
        if (rank() < to.rank()) {
            int[] dims = new int[to.rank()];
            Arrays.fill(dims, 1);
            System.arraycopy(shape.dims(), 0, dims, to.rank() - rank(), rank());
            ranked = reshape(Shape.of(dims));
        }
        return ranked.shape.equals(to) ? ranked : tape.record(new Movement.Expand(to), ranked);
    }

    /** Returns the elements {@code from <= index < to} along an axis; a negative bound counts from the end. */
    public Tensor slice(int axis, int from, int to) {
        return tape.record(
                new Movement.Slice(axis("slice", axis), fromFront(from, axis), fromFront(to, axis)),
                this);
    }

    private int fromFront(int bound, int axis) {
        return bound < 0 && bound >= -dim(axis) ? bound + dim(axis) : bound;
    }

    /** Returns the elements {@code from <= index} along an axis; negative counts from the end. */
    public Tensor slice(int axis, int from) {
        return slice(axis, from, dim(axis));
    }

    /** Returns this with zeros before and after along an axis. */
    public Tensor pad(int axis, int before, int after) {
        return tape.record(new Movement.Pad(axis("pad", axis), before, after), this);
    }

    /** Returns the tensors one after another along an axis. */
    public static Tensor concat(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("concat: needs at least one tensor, got none");
        }
        return parts.length == 1
                ? parts[0]
                : parts[0].tape.record(new Movement.Concat(parts[0].axis("concat", axis)),
                        parts.clone());
    }

    /** Returns the tensors one after another along an axis. */
    public static Tensor concat(int axis, List<Tensor> parts) {
        return concat(axis, parts.toArray(Tensor[]::new));
    }

    /** Returns tensors of one shape as the slices of a new axis. */
    public static Tensor stack(int axis, Tensor... parts) {
        List<Tensor> slices = new ArrayList<>();
        for (Tensor part : parts) {
            slices.add(part.unsqueeze(axis));
        }
        return concat(axis, slices);
    }

    /** Returns this without an axis of extent 1. */
    public Tensor squeeze(int axis) {
        if (dim(axis("squeeze", axis)) != 1) {
            throw tape.wrong("squeeze: the axis must have extent 1, got axis "
                    + axis + " of " + shape);
        }
        return reshape(shape.without(List.of(shape.axis(axis)), false));
    }

    /** Returns this with a new axis of extent 1 at {@code axis}; -1 puts it last. */
    public Tensor unsqueeze(int axis) {
        int at = axis < 0 ? axis + rank() + 1 : axis;
        if (at < 0 || at > rank()) {
            throw tape.wrong("unsqueeze: no place " + axis + " for a new axis in " + shape);
        }
        int[] dims = new int[rank() + 1];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == at ? 1 : shape.dim(i < at ? i : i - 1);
        }
        return reshape(Shape.of(dims));
    }

    /** Returns the elements as a vector. */
    public Tensor flatten() {
        return reshape(Shape.of(size()));
    }

    // ---- contraction ----

    /**
     * Returns the matrix product [.., m, k] x [.., k, n]; leading axes broadcast. A vector on the left is a
     * row, one on the right a column, and the result lacks that axis: [k] x [k] is a scalar.
     */
    public Tensor matmul(Tensor b) {
        if (rank() == 0 || b.rank() == 0) {
            throw tape.wrong("matmul: both need an axis, got " + shape + " x " + b.shape);
        }
        if (rank() == 1 || b.rank() == 1) {
            int inner = b.dim(b.rank() == 1 ? 0 : -2);
            if (dim(-1) != inner) {
                throw tape.wrong(
                        "matmul: inner dimensions must agree, got " + shape + " x " + b.shape);
            }
        }
        if (rank() == 1) {
            Tensor row = unsqueeze(0).matmul(b);
            return b.rank() == 1 ? row.squeeze(0) : row.squeeze(-2);
        }
        if (b.rank() == 1) {
            return matmul(b.unsqueeze(1)).squeeze(-1);
        }
        if (rank() > 2 && b.rank() == 2) {
            // one tall product instead of many small ones
            int rows = shape.with(-1, 1).size();
            return reshape(rows, dim(-1)).matmul(b).reshape(shape.with(-1, b.dim(-1)));
        }
        Shape batch = tape.broadcast("matmul", batch(this), batch(b));
        return tape.record(new MatMul(false, false), batched(this, batch), batched(b, batch));
    }

    private static Shape batch(Tensor t) {
        return Shape.of(Arrays.copyOf(t.shape.dims(), t.rank() - 2));
    }

    private static Tensor batched(Tensor t, Shape batch) {
        int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 2);
        dims[batch.rank()] = t.dim(-2);
        dims[batch.rank() + 1] = t.dim(-1);
        return t.expand(Shape.of(dims));
    }

    /**
     * Returns the convolution of these images [N, H, W, C] with weights [kh, kw, C / groups, K]: [N, H', W',
     * K]. Channels are last, here as everywhere.
     *
     * <p>Around the image are zeros, which are multiplied as other numbers are: {@code docs/conventions.md} says
     * what an infinite weight does there.
     */
    public Tensor conv2d(Tensor weights, Conv2dGeometry geometry) {
        return tape.record(new Convolution.Forward(geometry), this, weights);
    }

    /** Returns the convolution with this stride and this padding on all sides. */
    public Tensor conv2d(Tensor weights, int stride, int padding) {
        return conv2d(weights, Conv2dGeometry.of(stride, padding));
    }

    /**
     * Returns the transposed convolution of these images [N, H', W', K] with weights [kh, kw, C / groups, K]:
     * [N, height, width, C], the adjoint of {@link #conv2d} by its images.
     *
     * @param height of what comes out; several have the same H' if the stride is more than 1
     * @param width of what comes out
     */
    public Tensor convTranspose2d(Tensor weights, Conv2dGeometry geometry, int height, int width) {
        return tape.record(new Convolution.InputAdjoint(geometry, height, width), this, weights);
    }

    /** Returns the transposed convolution to the smallest images that it can give. */
    public Tensor convTranspose2d(Tensor weights, Conv2dGeometry geometry) {
        boolean images = rank() == 4 && weights.rank() == 4;
        return convTranspose2d(weights, geometry,
                images ? geometry.height().extent(dim(1), weights.dim(0)) : 0,
                images ? geometry.width().extent(dim(2), weights.dim(1)) : 0);
    }

    // ---- indexing ----

    /** Returns the slices at the given indices (a vector of integers) of an axis. */
    public Tensor gather(int axis, Tensor indices) {
        return tape.record(new Indexing.Gather(axis("gather", axis)), this, indices);
    }

    /** Returns zeros of extent {@code size} along the axis, to which slice i is added at indices[i]. */
    public Tensor scatterAdd(int axis, Tensor indices, int size) {
        return tape.record(new Indexing.ScatterAdd(axis("scatterAdd", axis), size), this, indices);
    }

    /**
     * Returns for each index the element at that place of the axis, on the same line along it: {@code
     * y[i][j] = x[indices[i][j]][j]} for axis 0; PyTorch's gather. The other extents of the indices are at
     * most those of this tensor, of which the first elements are then used.
     */
    public Tensor gatherElements(int axis, Tensor indices) {
        int along = axis("gatherElements", axis);
        Tensor used = this;
        if (rank() == indices.rank()) {
            for (int i = 0; i < rank(); i++) {
                used = i != along && indices.dim(i) < dim(i)
                        ? used.slice(i, 0, indices.dim(i))
                        : used;
            }
        }
        return tape.record(new Indexing.GatherElements(along), used, indices);
    }

    /**
     * Returns zeros of extent {@code size} along the axis, to which each element is added at the place of its
     * index, on its line along the axis: {@code y[indices[i][j]][j] += x[i][j]} for axis 0. Added to a
     * tensor it is PyTorch's scatter_add.
     *
     * @param indices as many as there are elements here, in this shape
     */
    public Tensor scatterAddElements(int axis, Tensor indices, int size) {
        return tape.record(
                new Indexing.ScatterAddElements(axis("scatterAddElements", axis), size), this,
                indices);
    }

    /** Returns a new last axis that is 1 at the index held here and 0 elsewhere. */
    public Tensor oneHot(int classes) {
        return tape.record(new Indexing.OneHot(classes), this);
    }

    // ---- other ----

    /** Returns the same value, through which no derivative path leads. */
    public Tensor stopGradient() {
        return tape.record(new StopGradient(), this);
    }

    /**
     * Returns the same value, behind which the compiler computes again what it could have remembered:
     * time for memory. See {@link Tape#substitute}.
     */
    public Tensor barrier() {
        return tape.record(new Barrier(tape.nodes().size()), this);
    }

    /**
     * Evaluates this tensor now, for the shell and the classroom; a {@link Program} is the fast way.
     *
     * @throws IllegalStateException if it depends on an input, which has no value before a run
     */
    public NdArray value() {
        return Program.evaluate(this);
    }

    /** Evaluates this tensor, which has one element, now. */
    public double item() {
        return value().item();
    }

    @Override
    public String toString() {
        String read = Arrays.stream(inputs).limit(MOST_SHOWN).map(Tensor::label)
                .collect(Collectors.joining(", ", "(", inputs.length > MOST_SHOWN ? ", ..)" : ")"));
        return label() + " = " + op.label() + (inputs.length == 0 ? "" : read) + " " + dtype()
                + shape;
    }

    private String label() {
        return name.isEmpty() ? "#" + index : name;
    }

    /** Returns an axis counted from the front; an error names the operation and the caller's line. */
    private int axis(String operation, int axis) {
        return axes(operation, axis).getFirst();
    }

    private List<Integer> axes(String operation, int... axes) {
        try {
            return shape.axes(axes);
        } catch (IllegalArgumentException e) {
            throw tape.wrong(e.getMessage().replaceFirst("^shape", operation));
        }
    }

    private Tensor unary(Unary function) {
        return tape.record(function, this);
    }

    private Tensor binary(Binary function, Tensor b) {
        Shape to = tape.broadcast(function.label(), shape, b.shape);
        return tape.record(function, expand(to), b.expand(to));
    }

    private Tensor binary(Binary function, double b) {
        return tape.record(function, this, tape.full(b, shape));
    }

    private Tensor keep(Tensor reduced, int... axes) {
        return reduced.reshape(shape.without(shape.axes(axes), true));
    }
}
