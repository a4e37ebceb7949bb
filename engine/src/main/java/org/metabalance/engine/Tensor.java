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
 * A value on a {@link Tape}: the result of one primitive operation. Immutable; its methods record further
 * operations. Binary operations broadcast as NumPy does; a negative axis counts from the end; a reduction without
 * axes takes all of them.
 *
 * <table class="striped">
 * <caption>What is here, in the order of the source</caption>
 * <thead><tr><th scope="col">Group</th><th scope="col">Methods</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">What it is</th><td>{@link #shape() shape}, {@link #dtype dtype}, {@link #rank rank}, {@link
 * #dim dim}, {@link #size size}; {@link #tape() tape}, {@link #index() index}, {@link #op() op}, {@link
 * #inputs() inputs}, {@link #input input}, {@link #origin() origin}, {@link #scope scope}, {@link #named
 * named}, {@link #name() name}</td></tr>
 * <tr><th scope="row">Arithmetic</th><td>{@link #add(Tensor) add}, {@link #sub(Tensor) sub}, {@link #rsub rsub},
 * {@link #mul(Tensor) mul}, {@link #div(Tensor) div}, {@link #rdiv rdiv}, {@link #pow(Tensor) pow}, {@link
 * #remainder(Tensor) remainder}; {@link #neg neg}, {@link #square square}, {@link #reciprocal reciprocal}, {@link
 * #abs abs}, {@link #sign sign}; {@link #floor floor}, {@link #ceil ceil}, {@link #round round}, {@link #trunc
 * trunc}</td></tr>
 * <tr><th scope="row">Comparison and choice</th><td>{@link #eq(Tensor) eq}, {@link #ne(Tensor) ne}, {@link
 * #gt(Tensor) gt}, {@link #ge(Tensor) ge}, {@link #lt(Tensor) lt}, {@link #le(Tensor) le}; {@link #maximum(Tensor)
 * maximum}, {@link #minimum(Tensor) minimum}, {@link #where where}</td></tr>
 * <tr><th scope="row">Functions</th><td>{@link #exp exp}, {@link #expm1 expm1}, {@link #log log}, {@link #log1p
 * log1p}, {@link #sqrt sqrt}, {@link #rsqrt rsqrt}; {@link #sin sin}, {@link #cos cos}, {@link #tan tan}, {@link
 * #asin asin}, {@link #acos acos}, {@link #atan atan}, {@link #atan2 atan2}; {@link #sinh sinh}, {@link #cosh
 * cosh}, {@link #tanh tanh}, {@link #asinh asinh}, {@link #acosh acosh}, {@link #atanh atanh}; {@link #erf erf},
 * {@link #erfc erfc}, {@link #sigmoid sigmoid}, {@link #relu relu}, {@link #softplus softplus}</td></tr>
 * <tr><th scope="row">Reductions</th><td>{@link #sum sum}, {@link #mean mean}, {@link #max max}, {@link #min min},
 * {@link #variance variance}, {@link #logSumExp logSumExp}, and of each a {@code Keep}; {@link #norm norm}, {@link
 * #softmax softmax}, {@link #logSoftmax logSoftmax}</td></tr>
 * <tr><th scope="row">Shapes and movement</th><td>{@link #reshape(int...) reshape}, {@link #flatten flatten},
 * {@link #permute permute}, {@link #transpose transpose}, {@link #expand(int...) expand}, {@link #slice(int, int,
 * int) slice}, {@link #pad pad}, {@link #concat(int, Tensor...) concat}, {@link #stack stack}, {@link #squeeze
 * squeeze}, {@link #unsqueeze unsqueeze}</td></tr>
 * <tr><th scope="row">Products</th><td>{@link #matmul matmul}, {@link #dot dot}</td></tr>
 * <tr><th scope="row">Convolution</th><td>{@link #conv2d(Tensor, Conv2dGeometry) conv2d}, {@link
 * #convTranspose2d(Tensor, Conv2dGeometry) convTranspose2d}</td></tr>
 * <tr><th scope="row">Indexing</th><td>{@link #gather gather}, {@link #scatterAdd scatterAdd}, {@link
 * #gatherElements gatherElements}, {@link #scatterAddElements scatterAddElements}, {@link #oneHot oneHot}</td></tr>
 * <tr><th scope="row">Paths and values</th><td>{@link #stopGradient stopGradient}, {@link #barrier barrier}; {@link
 * #value value}, {@link #item item}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Constants, zeros and random numbers are made by the {@link Tape}. Families of further functions stand in
 * {@link org.metabalance.engine.math}: statistics, norms, products, cumulative and sorted tensors, rearrangement,
 * pooling of images, {@code einsum}.
 *
 * <p>Examples below are about these, and show values to four decimals:
 * <pre>{@code
 * Tape tape = Tape.f64();
 * Tensor x = tape.constant(new double[] {-1, 0, 2});
 * Tensor y = tape.constant(new double[] {1, 2, 4});
 * Tensor m = tape.constant(new double[] {1, 2, 3, 4, 5, 6}, 2, 3); // [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
 * }</pre>
 *
 * <p>An operation that is given a shape or an axis that does not fit, or a tensor of another tape, throws an {@link
 * IllegalArgumentException} at once, which names the operation, the rule, what it got and the caller's line. Indices,
 * which are values, are looked at in a run.
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

    // ---- what it is ----

    /**
     * Returns the tape this tensor is recorded on.
     * <pre>{@code x.tape() == tape // true}</pre>
     */
    public Tape tape() {
        return tape;
    }

    /**
     * Returns the position on the tape.
     * <pre>{@code m.index() // 2}</pre>
     */
    public int index() {
        return index;
    }

    /**
     * Returns the operation that makes this tensor.
     * <pre>{@code x.add(y).op().label() // add}</pre>
     */
    public Op op() {
        return op;
    }

    /**
     * Returns the arguments of the operation.
     * <pre>{@code x.add(y).inputs().size() // 2}</pre>
     */
    public List<Tensor> inputs() {
        return Collections.unmodifiableList(Arrays.asList(inputs));
    }

    /**
     * Returns argument {@code i} of the operation.
     * <pre>{@code x.add(y).input(1) == y // true}</pre>
     */
    public Tensor input(int i) {
        return inputs[i];
    }

    /**
     * Returns the shape.
     * <pre>{@code m.shape() // [2, 3]}</pre>
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Returns the element type: that of the tape.
     * <pre>{@code m.dtype() // F64}</pre>
     */
    public DType dtype() {
        return tape.dtype();
    }

    /**
     * Returns the number of axes.
     * <pre>{@code m.rank() // 2}</pre>
     */
    public int rank() {
        return shape.rank();
    }

    /**
     * Returns the extent of an axis.
     * <pre>{@code m.dim(-1) // 3}</pre>
     */
    public int dim(int axis) {
        return shape.dim(axis);
    }

    /**
     * Returns the number of elements.
     * <pre>{@code m.size() // 6}</pre>
     */
    public int size() {
        return shape.size();
    }

    /**
     * Returns where this tensor was recorded.
     * <pre>{@code tape.scope("inner step", () -> x.exp()).origin().scope() // inner step}</pre>
     */
    public Origin origin() {
        return origin;
    }

    /**
     * Returns the {@linkplain Tape#scope scope} it was recorded in, empty outside of all.
     * <pre>{@code tape.scope("inner step", () -> x.exp()).scope() // inner step}</pre>
     */
    public String scope() {
        return origin.scope();
    }

    /**
     * Names this tensor in messages and pictures; returns it.
     * <pre>{@code x.named("price").name() // price}</pre>
     */
    public Tensor named(String name) {
        this.name = name;
        return this;
    }

    /**
     * Returns the name, empty if none was given.
     * <pre>{@code x.name().isEmpty() // true}</pre>
     */
    public String name() {
        return name;
    }

    // ---- arithmetic ----

    /**
     * Returns this + b.
     * <pre>{@code x.add(y) // [0.0, 2.0, 6.0]}</pre>
     */
    public Tensor add(Tensor b) {
        return binary(Binary.ADD, b);
    }

    /**
     * Returns this + b.
     * <pre>{@code x.add(1) // [0.0, 1.0, 3.0]}</pre>
     */
    public Tensor add(double b) {
        return binary(Binary.ADD, b);
    }

    /**
     * Returns this - b.
     * <pre>{@code x.sub(y) // [-2.0, -2.0, -2.0]}</pre>
     */
    public Tensor sub(Tensor b) {
        return binary(Binary.SUB, b);
    }

    /**
     * Returns this - b.
     * <pre>{@code x.sub(1) // [-2.0, -1.0, 1.0]}</pre>
     */
    public Tensor sub(double b) {
        return binary(Binary.SUB, b);
    }

    /**
     * Returns a - this.
     * <pre>{@code x.rsub(1) // [2.0, 1.0, -1.0]}</pre>
     */
    public Tensor rsub(double a) {
        return tape.full(a, shape).sub(this);
    }

    /**
     * Returns this times b, element by element.
     * <pre>{@code m.mul(x) // [[-1.0, 0.0, 6.0], [-4.0, 0.0, 12.0]]}</pre>
     */
    public Tensor mul(Tensor b) {
        return binary(Binary.MUL, b);
    }

    /**
     * Returns this times b.
     * <pre>{@code x.mul(3) // [-3.0, 0.0, 6.0]}</pre>
     */
    public Tensor mul(double b) {
        return binary(Binary.MUL, b);
    }

    /**
     * Returns this / b.
     * <pre>{@code x.div(y) // [-1.0, 0.0, 0.5]}</pre>
     */
    public Tensor div(Tensor b) {
        return binary(Binary.DIV, b);
    }

    /**
     * Returns this / b.
     * <pre>{@code x.div(4) // [-0.25, 0.0, 0.5]}</pre>
     */
    public Tensor div(double b) {
        return binary(Binary.DIV, b);
    }

    /**
     * Returns a / this.
     * <pre>{@code y.rdiv(1) // [1.0, 0.5, 0.25]}</pre>
     */
    public Tensor rdiv(double a) {
        return tape.full(a, shape).div(this);
    }

    /**
     * Returns this to the power b.
     * <pre>{@code y.pow(x) // [1.0, 1.0, 16.0]}</pre>
     */
    public Tensor pow(Tensor b) {
        return binary(Binary.POW, b);
    }

    /**
     * Returns this to the power b.
     * <pre>{@code y.pow(0.5) // [1.0, 1.4142, 2.0]}</pre>
     */
    public Tensor pow(double b) {
        return binary(Binary.POW, b);
    }

    /**
     * Returns this - b floor(this / b), exactly, with the sign of b; slopes 1 and -floor(this / b).
     * <pre>{@code x.remainder(y.add(2)) // [2.0, 0.0, 2.0]}</pre>
     */
    public Tensor remainder(Tensor b) {
        return binary(Binary.REMAINDER, b);
    }

    /**
     * Returns this - b floor(this / b), exactly, with the sign of b; slope 1.
     * <pre>{@code x.remainder(3) // [2.0, 0.0, 2.0]}</pre>
     */
    public Tensor remainder(double b) {
        return binary(Binary.REMAINDER, b);
    }

    /**
     * Returns -this.
     * <pre>{@code x.neg() // [1.0, 0.0, -2.0]}</pre>
     */
    public Tensor neg() {
        return unary(Unary.NEG);
    }

    /**
     * Returns this times itself.
     * <pre>{@code x.square() // [1.0, 0.0, 4.0]}</pre>
     */
    public Tensor square() {
        return mul(this);
    }

    /**
     * Returns 1 / this.
     * <pre>{@code y.reciprocal() // [1.0, 0.5, 0.25]}</pre>
     */
    public Tensor reciprocal() {
        return rdiv(1);
    }

    /**
     * Returns the absolute value, with derivative 0 at 0.
     * <pre>{@code x.abs() // [1.0, 0.0, 2.0]}</pre>
     */
    public Tensor abs() {
        return unary(Unary.ABS);
    }

    /**
     * Returns -1, 0 or 1; no derivative path leads through it.
     * <pre>{@code x.sign() // [-1.0, 0.0, 1.0]}</pre>
     */
    public Tensor sign() {
        return unary(Unary.SIGN);
    }

    /**
     * Returns the largest integer that is not greater; no derivative path leads through it.
     * <pre>{@code y.div(4).floor() // [0.0, 0.0, 1.0]}</pre>
     */
    public Tensor floor() {
        return unary(Unary.FLOOR);
    }

    /**
     * Returns the smallest integer that is not less; no derivative path leads through it.
     * <pre>{@code y.div(4).ceil() // [1.0, 1.0, 1.0]}</pre>
     */
    public Tensor ceil() {
        return unary(Unary.CEIL);
    }

    /**
     * Returns the nearest integer, of two the even one; no derivative path leads through it.
     * <pre>{@code y.div(4).round() // [0.0, 0.0, 1.0]}</pre>
     */
    public Tensor round() {
        return unary(Unary.ROUND);
    }

    /**
     * Returns the integer part, towards 0; no derivative path leads through it.
     * <pre>{@code x.mul(1.5).trunc() // [-1.0, 0.0, 3.0]}</pre>
     */
    public Tensor trunc() {
        return unary(Unary.TRUNC);
    }

    // ---- comparison and choice ----

    /**
     * Returns 1 where this = b, otherwise 0.
     * <pre>{@code x.eq(x.neg()) // [0.0, 1.0, 0.0]}</pre>
     */
    public Tensor eq(Tensor b) {
        return binary(Binary.EQ, b);
    }

    /**
     * Returns 1 where this = b, otherwise 0.
     * <pre>{@code x.eq(0) // [0.0, 1.0, 0.0]}</pre>
     */
    public Tensor eq(double b) {
        return binary(Binary.EQ, b);
    }

    /**
     * Returns 1 where this differs from b, otherwise 0.
     * <pre>{@code x.ne(x.neg()) // [1.0, 0.0, 1.0]}</pre>
     */
    public Tensor ne(Tensor b) {
        return binary(Binary.NE, b);
    }

    /**
     * Returns 1 where this differs from b, otherwise 0.
     * <pre>{@code x.ne(0) // [1.0, 0.0, 1.0]}</pre>
     */
    public Tensor ne(double b) {
        return binary(Binary.NE, b);
    }

    /**
     * Returns 1 where this &gt; b, otherwise 0.
     * <pre>{@code x.gt(x.neg()) // [0.0, 0.0, 1.0]}</pre>
     */
    public Tensor gt(Tensor b) {
        return binary(Binary.GT, b);
    }

    /**
     * Returns 1 where this &gt; b, otherwise 0.
     * <pre>{@code x.gt(0) // [0.0, 0.0, 1.0]}</pre>
     */
    public Tensor gt(double b) {
        return binary(Binary.GT, b);
    }

    /**
     * Returns 1 where this &gt;= b, otherwise 0.
     * <pre>{@code x.ge(x.neg()) // [0.0, 1.0, 1.0]}</pre>
     */
    public Tensor ge(Tensor b) {
        return binary(Binary.GE, b);
    }

    /**
     * Returns 1 where this &gt;= b, otherwise 0.
     * <pre>{@code x.ge(0) // [0.0, 1.0, 1.0]}</pre>
     */
    public Tensor ge(double b) {
        return binary(Binary.GE, b);
    }

    /**
     * Returns 1 where this &lt; b, otherwise 0.
     * <pre>{@code x.lt(x.neg()) // [1.0, 0.0, 0.0]}</pre>
     */
    public Tensor lt(Tensor b) {
        return binary(Binary.LT, b);
    }

    /**
     * Returns 1 where this &lt; b, otherwise 0.
     * <pre>{@code x.lt(0) // [1.0, 0.0, 0.0]}</pre>
     */
    public Tensor lt(double b) {
        return binary(Binary.LT, b);
    }

    /**
     * Returns 1 where this &lt;= b, otherwise 0.
     * <pre>{@code x.le(x.neg()) // [1.0, 1.0, 0.0]}</pre>
     */
    public Tensor le(Tensor b) {
        return binary(Binary.LE, b);
    }

    /**
     * Returns 1 where this &lt;= b, otherwise 0.
     * <pre>{@code x.le(0) // [1.0, 1.0, 0.0]}</pre>
     */
    public Tensor le(double b) {
        return binary(Binary.LE, b);
    }

    /**
     * Returns the larger one; where both are equal each receives half of the gradient.
     * <pre>{@code x.maximum(x.neg()) // [1.0, 0.0, 2.0]}</pre>
     */
    public Tensor maximum(Tensor b) {
        return binary(Binary.MAXIMUM, b);
    }

    /**
     * Returns the larger one; where both are equal half of the gradient arrives.
     * <pre>{@code x.maximum(0) // [0.0, 0.0, 2.0]}</pre>
     */
    public Tensor maximum(double b) {
        return binary(Binary.MAXIMUM, b);
    }

    /**
     * Returns the smaller one; where both are equal each receives half of the gradient.
     * <pre>{@code x.minimum(x.neg()) // [-1.0, 0.0, -2.0]}</pre>
     */
    public Tensor minimum(Tensor b) {
        return binary(Binary.MINIMUM, b);
    }

    /**
     * Returns the smaller one; where both are equal half of the gradient arrives.
     * <pre>{@code x.minimum(0) // [-1.0, 0.0, 0.0]}</pre>
     */
    public Tensor minimum(double b) {
        return binary(Binary.MINIMUM, b);
    }

    /**
     * Returns a where the condition is not 0, otherwise b; all three broadcast.
     * <pre>{@code Tensor.where(x.gt(0), x, y) // [1.0, 2.0, 2.0]}</pre>
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Shape to = condition.tape.broadcast("where", condition.shape,
                condition.tape.broadcast("where", a.shape, b.shape));
        return condition.tape.record(new Where(), condition.expand(to), a.expand(to), b.expand(to));
    }

    // ---- functions, element by element ----

    /**
     * Returns the exponential.
     * <pre>{@code x.exp() // [0.3679, 1.0, 7.3891]}</pre>
     */
    public Tensor exp() {
        return unary(Unary.EXP);
    }

    /**
     * Returns exp(this) - 1, accurate near 0.
     * <pre>{@code x.expm1() // [-0.6321, 0.0, 6.3891]}</pre>
     */
    public Tensor expm1() {
        return unary(Unary.EXPM1);
    }

    /**
     * Returns the natural logarithm.
     * <pre>{@code y.log() // [0.0, 0.6931, 1.3863]}</pre>
     */
    public Tensor log() {
        return unary(Unary.LOG);
    }

    /**
     * Returns log(1 + this), accurate near 0.
     * <pre>{@code y.log1p() // [0.6931, 1.0986, 1.6094]}</pre>
     */
    public Tensor log1p() {
        return unary(Unary.LOG1P);
    }

    /**
     * Returns the square root; its derivative at 0 is infinite.
     * <pre>{@code y.sqrt() // [1.0, 1.4142, 2.0]}</pre>
     */
    public Tensor sqrt() {
        return unary(Unary.SQRT);
    }

    /**
     * Returns 1 / sqrt(this).
     * <pre>{@code y.rsqrt() // [1.0, 0.7071, 0.5]}</pre>
     */
    public Tensor rsqrt() {
        return unary(Unary.RSQRT);
    }

    /**
     * Returns the sine of radians.
     * <pre>{@code x.sin() // [-0.8415, 0.0, 0.9093]}</pre>
     */
    public Tensor sin() {
        return unary(Unary.SIN);
    }

    /**
     * Returns the cosine of radians.
     * <pre>{@code x.cos() // [0.5403, 1.0, -0.4161]}</pre>
     */
    public Tensor cos() {
        return unary(Unary.COS);
    }

    /**
     * Returns the tangent of radians.
     * <pre>{@code x.tan() // [-1.5574, 0.0, -2.185]}</pre>
     */
    public Tensor tan() {
        return sin().div(cos());
    }

    /**
     * Returns the arc sine, in radians; its slope at -1 and 1 is infinite.
     * <pre>{@code y.div(4).asin() // [0.2527, 0.5236, 1.5708]}</pre>
     */
    public Tensor asin() {
        return unary(Unary.ASIN);
    }

    /**
     * Returns the arc cosine, in radians; its slope at -1 and 1 is infinite.
     * <pre>{@code y.div(4).acos() // [1.3181, 1.0472, 0.0]}</pre>
     */
    public Tensor acos() {
        return unary(Unary.ACOS);
    }

    /**
     * Returns the arc tangent, in radians.
     * <pre>{@code x.atan() // [-0.7854, 0.0, 1.1071]}</pre>
     */
    public Tensor atan() {
        return unary(Unary.ATAN);
    }

    /**
     * Returns the angle of the points (x, this), in radians from -pi to pi.
     * <pre>{@code y.atan2(x) // [2.3562, 1.5708, 1.1071]}</pre>
     */
    public Tensor atan2(Tensor x) {
        return binary(Binary.ATAN2, x);
    }

    /**
     * Returns the hyperbolic sine.
     * <pre>{@code x.sinh() // [-1.1752, 0.0, 3.6269]}</pre>
     */
    public Tensor sinh() {
        return unary(Unary.SINH);
    }

    /**
     * Returns the hyperbolic cosine.
     * <pre>{@code x.cosh() // [1.5431, 1.0, 3.7622]}</pre>
     */
    public Tensor cosh() {
        return unary(Unary.COSH);
    }

    /**
     * Returns the hyperbolic tangent.
     * <pre>{@code x.tanh() // [-0.7616, 0.0, 0.964]}</pre>
     */
    public Tensor tanh() {
        return unary(Unary.TANH);
    }

    /**
     * Returns the inverse of the hyperbolic sine.
     * <pre>{@code x.asinh() // [-0.8814, 0.0, 1.4436]}</pre>
     */
    public Tensor asinh() {
        return unary(Unary.ASINH);
    }

    /**
     * Returns the inverse of the hyperbolic cosine; NaN below 1, where its slope is infinite.
     * <pre>{@code y.acosh() // [0.0, 1.317, 2.0634]}</pre>
     */
    public Tensor acosh() {
        return unary(Unary.ACOSH);
    }

    /**
     * Returns the inverse of the hyperbolic tangent; infinite at -1 and 1.
     * <pre>{@code x.div(4).atanh() // [-0.2554, 0.0, 0.5493]}</pre>
     */
    public Tensor atanh() {
        return unary(Unary.ATANH);
    }

    /**
     * Returns the error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 on.
     * <pre>{@code x.erf() // [-0.8427, 0.0, 0.9953]}</pre>
     */
    public Tensor erf() {
        return unary(Unary.ERF);
    }

    /**
     * Returns 1 - erf(this), accurate where that is small.
     * <pre>{@code x.erfc() // [1.8427, 1.0, 0.0047]}</pre>
     */
    public Tensor erfc() {
        return unary(Unary.ERFC);
    }

    /**
     * Returns 1 / (1 + exp(-this)).
     * <pre>{@code x.sigmoid() // [0.2689, 0.5, 0.8808]}</pre>
     */
    public Tensor sigmoid() {
        return unary(Unary.SIGMOID);
    }

    /**
     * Returns max(this, 0), with derivative 0 at 0.
     * <pre>{@code x.relu() // [0.0, 0.0, 2.0]}</pre>
     */
    public Tensor relu() {
        return unary(Unary.RELU);
    }

    /**
     * Returns log(1 + exp(this)).
     * <pre>{@code x.softplus() // [0.3133, 0.6931, 2.1269]}</pre>
     */
    public Tensor softplus() {
        return unary(Unary.SOFTPLUS);
    }

    // ---- reductions ----

    /**
     * Returns the sum over the axes.
     * <pre>{@code m.sum(0) // [5.0, 7.0, 9.0]}</pre>
     */
    public Tensor sum(int... axes) {
        return tape.record(new Reduce.Sum(axes("sum", axes)), this);
    }

    /**
     * Returns the sum over the axes, which stay with extent 1.
     * <pre>{@code m.sumKeep(1) // [[6.0], [15.0]]}</pre>
     */
    public Tensor sumKeep(int... axes) {
        return keep(sum(axes), axes);
    }

    /**
     * Returns the mean over the axes.
     * <pre>{@code m.mean() // 3.5}</pre>
     */
    public Tensor mean(int... axes) {
        Tensor sum = sum(axes);
        return sum.div((double) size() / sum.size());
    }

    /**
     * Returns the mean over the axes, which stay with extent 1.
     * <pre>{@code m.meanKeep(-1) // [[2.0], [5.0]]}</pre>
     */
    public Tensor meanKeep(int... axes) {
        return keep(mean(axes), axes);
    }

    /**
     * Returns the maximum over the axes; elements that tie share the gradient equally.
     * <pre>{@code m.max(1) // [3.0, 6.0]}</pre>
     */
    public Tensor max(int... axes) {
        return tape.record(new Reduce.Max(axes("max", axes)), this);
    }

    /**
     * Returns the maximum over the axes, which stay with extent 1.
     * <pre>{@code m.maxKeep(1) // [[3.0], [6.0]]}</pre>
     */
    public Tensor maxKeep(int... axes) {
        return keep(max(axes), axes);
    }

    /**
     * Returns the minimum over the axes; elements that tie share the gradient equally.
     * <pre>{@code m.min(1) // [1.0, 4.0]}</pre>
     */
    public Tensor min(int... axes) {
        return neg().max(axes).neg();
    }

    /**
     * Returns the minimum over the axes, which stay with extent 1.
     * <pre>{@code m.minKeep(1) // [[1.0], [4.0]]}</pre>
     */
    public Tensor minKeep(int... axes) {
        return keep(min(axes), axes);
    }

    /**
     * Returns the mean squared deviation from the mean (divided by n, not n - 1).
     * <pre>{@code m.variance(1) // [0.6667, 0.6667]}</pre>
     */
    public Tensor variance(int... axes) {
        return sub(meanKeep(axes)).square().mean(axes);
    }

    /**
     * Returns the mean squared deviation, with the axes kept with extent 1.
     * <pre>{@code m.varianceKeep(1) // [[0.6667], [0.6667]]}</pre>
     */
    public Tensor varianceKeep(int... axes) {
        return keep(variance(axes), axes);
    }

    /**
     * Returns the Euclidean norm of all elements, with gradient 0 at 0.
     * <pre>{@code tape.constant(new double[] {3, 4}).norm() // 5.0}</pre>
     */
    public Tensor norm() {
        Tensor squares = square().sum();
        Tensor zero = squares.eq(0);
        // the root is taken of 1 instead of 0, so that no infinite slope meets a zero factor
        return where(zero, tape.zeros(), where(zero, tape.ones(), squares).sqrt());
    }

    /**
     * Returns log(sum(exp(this))) over the axes without overflow; of -infinity alone or nothing, -infinity.
     * <pre>{@code x.logSumExp() // 2.1698}</pre>
     */
    public Tensor logSumExp(int... axes) {
        Tensor kept = logSumExpKeep(axes);
        return kept.reshape(shape.without(shape.axes(axes), false));
    }

    /**
     * Returns log(sum(exp(this))) over the axes, which stay with extent 1.
     * <pre>{@code m.logSumExpKeep(1) // [[3.4076], [6.4076]]}</pre>
     */
    public Tensor logSumExpKeep(int... axes) {
        axes("logSumExp", axes);
        Tensor shift = finiteMax(axes);
        return sub(shift).exp().sumKeep(axes).log().add(shift);
    }

    /**
     * Returns exp(this) divided by its sum along the axis.
     * <pre>{@code x.softmax(0) // [0.042, 0.1142, 0.8438]}</pre>
     */
    public Tensor softmax(int axis) {
        axis("softmax", axis);
        Tensor e = sub(finiteMax(axis)).exp();
        return e.div(e.sumKeep(axis));
    }

    /**
     * Returns the logarithm of the softmax along the axis.
     * <pre>{@code x.logSoftmax(0) // [-3.1698, -2.1698, -0.1698]}</pre>
     */
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

    // ---- shapes and movement ----

    /**
     * Returns the elements in row-major order under another shape; one extent may be -1.
     * <pre>{@code m.reshape(3, -1) // [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]}</pre>
     *
     * @throws IllegalArgumentException if the number of elements would change, or -1 stands where no extent or
     *     several are possible
     */
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

    /**
     * Returns the elements in row-major order under another shape.
     * <pre>{@code m.reshape(Shape.of(6)) // [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}</pre>
     */
    public Tensor reshape(Shape to) {
        return to.equals(shape) ? this : tape.record(new Movement.Reshape(to), this);
    }

    /**
     * Returns the elements as a vector.
     * <pre>{@code m.flatten() // [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}</pre>
     */
    public Tensor flatten() {
        return reshape(Shape.of(size()));
    }

    /**
     * Returns the tensor whose axis i is axis {@code order[i]} of this one.
     * <pre>{@code m.permute(1, 0).shape() // [3, 2]}</pre>
     */
    public Tensor permute(int... order) {
        return tape.record(
                new Movement.Permute(
                        Arrays.stream(order).map(axis -> axis("permute", axis)).boxed().toList()),
                this);
    }

    /**
     * Returns this with its last two axes swapped.
     * <pre>{@code m.transpose() // [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]}</pre>
     *
     * @throws IllegalArgumentException if there are less than two axes
     */
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

    /**
     * Returns this repeated to a larger shape, as broadcasting does; -1 keeps the extent there is.
     * <pre>{@code x.expand(2, -1) // [[-1.0, 0.0, 2.0], [-1.0, 0.0, 2.0]]}</pre>
     *
     * @throws IllegalArgumentException if an extent is neither kept nor repeated from 1, or -1 has no axis to
     *     keep
     */
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

    /**
     * Returns this repeated to a larger shape, as broadcasting does.
     * <pre>{@code x.expand(Shape.of(2, 3)) // [[-1.0, 0.0, 2.0], [-1.0, 0.0, 2.0]]}</pre>
     */
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

    /**
     * Returns the elements {@code from <= index < to} along an axis; a negative bound counts from the end.
     * <pre>{@code m.slice(1, 0, -1) // [[1.0, 2.0], [4.0, 5.0]]}</pre>
     */
    public Tensor slice(int axis, int from, int to) {
        return tape.record(
                new Movement.Slice(axis("slice", axis), fromFront(from, axis), fromFront(to, axis)),
                this);
    }

    private int fromFront(int bound, int axis) {
        return bound < 0 && bound >= -dim(axis) ? bound + dim(axis) : bound;
    }

    /**
     * Returns the elements {@code from <= index} along an axis; negative counts from the end.
     * <pre>{@code m.slice(1, -1) // [[3.0], [6.0]]}</pre>
     */
    public Tensor slice(int axis, int from) {
        return slice(axis, from, dim(axis));
    }

    /**
     * Returns this with zeros before and after along an axis.
     * <pre>{@code x.pad(0, 1, 2) // [0.0, -1.0, 0.0, 2.0, 0.0, 0.0]}</pre>
     */
    public Tensor pad(int axis, int before, int after) {
        return tape.record(new Movement.Pad(axis("pad", axis), before, after), this);
    }

    /**
     * Returns the tensors one after another along an axis.
     * <pre>{@code Tensor.concat(0, x, y) // [-1.0, 0.0, 2.0, 1.0, 2.0, 4.0]}</pre>
     *
     * @throws IllegalArgumentException if there is no tensor, or if extents of other axes differ
     */
    public static Tensor concat(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("concat: needs at least one tensor, got none");
        }
        return parts.length == 1
                ? parts[0]
                : parts[0].tape.record(new Movement.Concat(parts[0].axis("concat", axis)),
                        parts.clone());
    }

    /**
     * Returns the tensors one after another along an axis.
     * <pre>{@code Tensor.concat(0, List.of(x, y)) // [-1.0, 0.0, 2.0, 1.0, 2.0, 4.0]}</pre>
     */
    public static Tensor concat(int axis, List<Tensor> parts) {
        return concat(axis, parts.toArray(Tensor[]::new));
    }

    /**
     * Returns tensors of one shape as the slices of a new axis.
     * <pre>{@code Tensor.stack(0, x, y) // [[-1.0, 0.0, 2.0], [1.0, 2.0, 4.0]]}</pre>
     */
    public static Tensor stack(int axis, Tensor... parts) {
        List<Tensor> slices = new ArrayList<>();
        for (Tensor part : parts) {
            slices.add(part.unsqueeze(axis));
        }
        return concat(axis, slices);
    }

    /**
     * Returns this without an axis of extent 1.
     * <pre>{@code m.sumKeep(1).squeeze(1) // [6.0, 15.0]}</pre>
     *
     * @throws IllegalArgumentException if the axis has another extent than 1
     */
    public Tensor squeeze(int axis) {
        if (dim(axis("squeeze", axis)) != 1) {
            throw tape.wrong("squeeze: the axis must have extent 1, got axis "
                    + axis + " of " + shape);
        }
        return reshape(shape.without(List.of(shape.axis(axis)), false));
    }

    /**
     * Returns this with a new axis of extent 1 at {@code axis}; -1 puts it last.
     * <pre>{@code x.unsqueeze(-1).shape() // [3, 1]}</pre>
     *
     * @throws IllegalArgumentException if there is no such place
     */
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

    // ---- products ----

    /**
     * Returns the matrix product [.., m, k] x [.., k, n]; leading axes broadcast. A vector on the left is a
     * row, one on the right a column, and the result lacks that axis: [k] x [k] is a scalar.
     * <pre>{@code m.matmul(y) // [17.0, 38.0]}</pre>
     *
     * @throws IllegalArgumentException if one is a scalar, inner extents differ or leading axes do not
     *     broadcast
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
     * Returns the sum of the products with the elements of b.
     * <pre>{@code x.dot(y) // 7.0}</pre>
     */
    public Tensor dot(Tensor b) {
        return mul(b).sum();
    }

    // ---- convolution of images ----

    /**
     * Returns the convolution of these images [N, H, W, C] with weights [kh, kw, C / groups, K]: [N, H', W',
     * K]. Channels are last, here as everywhere.
     *
     * <p>Around the image are zeros, which are multiplied as other numbers are: {@code docs/conventions.md} says
     * what an infinite weight does there.
     * <pre>{@code
     * Tensor images = tape.ones(1, 4, 4, 1);
     * images.conv2d(tape.ones(3, 3, 1, 1), Conv2dGeometry.PLAIN).flatten() // [9.0, 9.0, 9.0, 9.0]
     * }</pre>
     */
    public Tensor conv2d(Tensor weights, Conv2dGeometry geometry) {
        return tape.record(new Convolution.Forward(geometry), this, weights);
    }

    /**
     * Returns the convolution with this stride and this padding on all sides.
     * <pre>{@code
     * Tensor images = tape.ones(1, 4, 4, 1);
     * images.conv2d(tape.ones(3, 3, 1, 1), 2, 1).flatten() // [4.0, 6.0, 6.0, 9.0]
     * }</pre>
     */
    public Tensor conv2d(Tensor weights, int stride, int padding) {
        return conv2d(weights, Conv2dGeometry.of(stride, padding));
    }

    /**
     * Returns the transposed convolution of these images [N, H', W', K] with weights [kh, kw, C / groups, K]:
     * [N, height, width, C], the adjoint of {@link #conv2d} by its images.
     * <pre>{@code
     * Tensor images = y.slice(0, 0, 2).reshape(1, 1, 2, 1);
     * Conv2dGeometry everySecond = Conv2dGeometry.of(2, 0);
     * images.convTranspose2d(tape.ones(1, 1, 1, 1), everySecond, 1, 4).flatten() // [1.0, 0.0, 2.0, 0.0]
     * }</pre>
     *
     * @param height of what comes out; several have the same H' if the stride is more than 1
     * @param width of what comes out
     */
    public Tensor convTranspose2d(Tensor weights, Conv2dGeometry geometry, int height, int width) {
        return tape.record(new Convolution.InputAdjoint(geometry, height, width), this, weights);
    }

    /**
     * Returns the transposed convolution to the smallest images that it can give.
     * <pre>{@code
     * Tensor images = tape.ones(1, 2, 2, 1);
     * images.convTranspose2d(tape.ones(3, 3, 1, 1), Conv2dGeometry.of(2, 0)).shape() // [1, 5, 5, 1]
     * }</pre>
     */
    public Tensor convTranspose2d(Tensor weights, Conv2dGeometry geometry) {
        boolean images = rank() == 4 && weights.rank() == 4;
        return convTranspose2d(weights, geometry,
                images ? geometry.height().extent(dim(1), weights.dim(0)) : 0,
                images ? geometry.width().extent(dim(2), weights.dim(1)) : 0);
    }

    // ---- indexing ----

    /**
     * Returns the slices at the given indices (a vector of integers) of an axis.
     * <pre>{@code m.gather(1, tape.constant(new double[] {2, 0})) // [[3.0, 1.0], [6.0, 4.0]]}</pre>
     */
    public Tensor gather(int axis, Tensor indices) {
        return tape.record(new Indexing.Gather(axis("gather", axis)), this, indices);
    }

    /**
     * Returns zeros of extent {@code size} along the axis, to which slice i is added at indices[i].
     * <pre>{@code x.scatterAdd(0, tape.constant(new double[] {3, 3, 0}), 4) // [2.0, 0.0, 0.0, -1.0]}</pre>
     */
    public Tensor scatterAdd(int axis, Tensor indices, int size) {
        return tape.record(new Indexing.ScatterAdd(axis("scatterAdd", axis), size), this, indices);
    }

    /**
     * Returns for each index the element at that place of the axis, on the same line along it: {@code
     * y[i][j] = x[indices[i][j]][j]} for axis 0; PyTorch's gather. The other extents of the indices are at
     * most those of this tensor, of which the first elements are then used.
     * <pre>{@code m.gatherElements(1, tape.constant(new double[] {2, 0}, 2, 1)) // [[3.0], [4.0]]}</pre>
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
     * <pre>{@code x.scatterAddElements(0, tape.constant(new double[] {1, 1, 0}), 2) // [2.0, -1.0]}</pre>
     *
     * @param indices as many as there are elements here, in this shape
     */
    public Tensor scatterAddElements(int axis, Tensor indices, int size) {
        return tape.record(
                new Indexing.ScatterAddElements(axis("scatterAddElements", axis), size), this,
                indices);
    }

    /**
     * Returns a new last axis that is 1 at the index held here and 0 elsewhere.
     * <pre>{@code tape.constant(new double[] {2, 0}).oneHot(3) // [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]}</pre>
     */
    public Tensor oneHot(int classes) {
        return tape.record(new Indexing.OneHot(classes), this);
    }

    // ---- paths of derivatives, and values ----

    /**
     * Returns the same value, through which no derivative path leads.
     * <pre>{@code Gradients.gradient(x.stopGradient().mul(x).sum(), x) // [-1.0, 0.0, 2.0]}</pre>
     */
    public Tensor stopGradient() {
        return tape.record(new StopGradient(), this);
    }

    /**
     * Returns the same value, behind which the compiler computes again what it could have remembered:
     * time for memory. See {@link Tape#substitute}.
     * <pre>{@code x.exp().barrier() // [0.3679, 1.0, 7.3891]}</pre>
     */
    public Tensor barrier() {
        return tape.record(new Barrier(tape.nodes().size()), this);
    }

    /**
     * Evaluates this tensor now, for the shell and the classroom; a {@link Program} is the fast way.
     * <pre>{@code m.value().get(4) // 5.0}</pre>
     *
     * @throws IllegalStateException if it depends on an input, which has no value before a run
     */
    public NdArray value() {
        return Program.evaluate(this);
    }

    /**
     * Evaluates this tensor, which has one element, now.
     * <pre>{@code m.sum().item() // 21.0}</pre>
     */
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
