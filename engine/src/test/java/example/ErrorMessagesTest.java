package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import org.metabalance.engine.Variable;
import org.metabalance.engine.math.Pooling;
import org.metabalance.engine.op.Conv2dGeometry;

/**
 * What users read when they are wrong. It stands outside the library's packages because messages name
 * the innermost line outside of them: here, a line of this file.
 */
class ErrorMessagesTest {
    private static final String LINE = " \\(recorded at ErrorMessagesTest\\.java:\\d+\\)";

    private static final SparseMatrix SPARSE = SparseMatrix.ofEntries(
            2, 3, new int[] {1}, new int[] {2}, new double[] {0.5});

    private final Tape tape = Tape.f64();

    /** Names every operation, its rule, what it got and the line. */
    static Stream<Arguments> shapes() {
        Tape tape = Tape.f64();
        Tensor a = tape.input("a", 128, 30);
        Tensor b = tape.input("b", 64, 2);
        Tensor v = tape.input("v", 4);
        Tensor s = tape.input("s");
        Tensor batch = tape.input("batch", 2, 3, 4);
        Tensor images = tape.input("images", 2, 8, 6, 4);
        return Stream.of(
                wrong("sparseMatmul: inner dimensions must agree, got [2, 3] x [64, 2]",
                        () -> SPARSE.matmul(b)),
                wrong("sparseMatmul: the dense one needs rank 2, got [2, 3] x [4]",
                        () -> SPARSE.matmul(v)),
                wrong("conv2d: needs images [N, H, W, C] and weights [kh, kw, C / groups, K],"
                        + " got [2, 3, 4] and [64, 2]", () -> batch.conv2d(b, 1, 0)),
                wrong("conv2d: the weights must have the channels of one of 1 group(s),"
                        + " got [2, 8, 6, 4] and [3, 3, 2, 5]",
                        () -> images.conv2d(tape.zeros(3, 3, 2, 5), 1, 0)),
                wrong("conv2d: the groups must divide channels and filters,"
                        + " got [2, 8, 6, 4] and [3, 3, 2, 5] with stride 1, padding 0, 2 groups",
                        () -> images.conv2d(tape.zeros(3, 3, 2, 5),
                                Conv2dGeometry.of(1, 0, 1, 2))),
                wrong("conv2d: the kernel must have an element and fit into the padded image,"
                        + " got [2, 8, 6, 4] and [3, 5, 4, 5] with stride 2, padding 1, dilation 2",
                        () -> images.conv2d(tape.zeros(3, 5, 4, 5),
                                Conv2dGeometry.of(2, 1, 2, 1))),
                wrong("maxPool: needs images [N, H, W, C], got [64, 2]",
                        () -> Pooling.max(b, 2, 2, 0)),
                wrong("maxPool: no window may lie in the padding alone, got [2, 8, 6, 4] for a"
                        + " window of 2 x 2, stride 2, padding 2",
                        () -> Pooling.max(images, 2, 2, 2)),
                wrong("maxPool: the window must have an element and fit into the padded image,"
                        + " got [2, 8, 6, 4] for a window of 7 x 7, stride 2, padding 0",
                        () -> Pooling.max(images, 7, 2, 0)),
                wrong("average: the window must have an element and fit into the padded image,"
                        + " got [2, 8, 6, 4] for a window of 7 x 7, stride 2, padding 0",
                        () -> Pooling.average(images, 7, 2, 0)),
                wrong("average: no window may lie in the padding alone, got [2, 8, 6, 4] for a"
                        + " window of 2 x 2, stride 2, padding 2",
                        () -> Pooling.averageInside(images, 2, 2, 2)),
                wrong("upsample: needs numbers of at least 1, got 0 and 2 for [2, 8, 6, 4]",
                        () -> Pooling.upsample(images, 0, 2)),
                wrong("convTranspose2d: the last axes must agree and be divisible by the groups,"
                        + " got [2, 8, 6, 4] and [3, 3, 4, 5] with stride 2, padding 1",
                        () -> images.convTranspose2d(tape.zeros(3, 3, 4, 5),
                                Conv2dGeometry.of(2, 1))),
                wrong("convTranspose2d: a convolution of what comes out must have the shape of what"
                        + " goes in, got [2, 8, 6, 4] and [3, 3, 4, 4] to 17 x 11 with stride 2,"
                        + " padding 1",
                        () -> images.convTranspose2d(tape.zeros(3, 3, 4, 4),
                                Conv2dGeometry.of(2, 1), 17, 11)),
                wrong("matmul: inner dimensions must agree, got [128, 30] x [64, 2]",
                        () -> a.matmul(b)),
                wrong("matmul: inner dimensions must agree, got [128, 30] x [4]",
                        () -> a.matmul(v)),
                wrong("matmul: inner dimensions must agree, got [4] x [128, 30]",
                        () -> v.matmul(a)),
                wrong("matmul: both need an axis, got [] x [4]", () -> s.matmul(v)),
                wrong("matmul: shapes must be equal or broadcast, got [2] and [3]",
                        () -> batch.matmul(tape.zeros(3, 4, 5))),
                wrong("add: shapes must be equal or broadcast, got [128, 30] and [64, 2]",
                        () -> a.add(b)),
                wrong("pow: shapes must be equal or broadcast, got [128, 30] and [4]",
                        () -> a.pow(v)),
                wrong("where: shapes must be equal or broadcast, got [4] and [64, 2]",
                        () -> Tensor.where(v, b, b)),
                wrong("reshape: the number of elements must not change, got [4] to [3]",
                        () -> v.reshape(3)),
                wrong("reshape: the number of elements must not change, got [4] to [3, -1]",
                        () -> v.reshape(3, -1)),
                wrong("transpose: needs at least two axes, got [4]", () -> v.transpose()),
                wrong("permute: the order must name each axis once, got [0, 0] for [64, 2]",
                        () -> b.permute(0, 0)),
                wrong("expand: only axes of extent 1 can be expanded, got [4] to [5]",
                        () -> v.expand(5)),
                wrong("expand: only axes of extent 1 can be expanded, got [64, 2] to [2]",
                        () -> b.expand(2)),
                wrong("slice: needs 0 <= from <= to <= 4, got 2 to 5 of axis 0 in [4]",
                        () -> v.slice(0, 2, 5)),
                wrong("slice: needs 0 <= from <= to <= 4, got -5 to 2 of axis 0 in [4]",
                        () -> v.slice(0, -5, 2)),
                wrong("expand: extents must not be negative, and -1 needs an axis to keep, got [4] to [-1, 4]",
                        () -> v.expand(-1, 4)),
                wrong("expand: extents must not be negative, and -1 needs an axis to keep, got [4] to [-2]",
                        () -> v.expand(-2)),
                wrong("pad: needs non-negative amounts, got -1 and 0", () -> v.pad(0, -1, 0)),
                wrong("concat: all extents but that of axis 0 must agree, got [128, 30] and [64, 2]",
                        () -> Tensor.concat(0, a, b)),
                wrong("sum: no axis 2 in [64, 2]", () -> b.sum(2)),
                wrong("sum: no axis 2 in [64, 2]", () -> b.mean(2)),
                wrong("sum: an axis is named twice in [0, -2] for [64, 2]", () -> b.sum(0, -2)),
                wrong("softmax: no axis -3 in [64, 2]", () -> b.softmax(-3)),
                wrong("logSoftmax: no axis 1 in [4]", () -> v.logSoftmax(1)),
                wrong("logSumExp: no axis 1 in [4]", () -> v.logSumExp(1)),
                wrong("slice: no axis 1 in [4]", () -> v.slice(1, 0, 1)),
                wrong("pad: no axis 1 in [4]", () -> v.pad(1, 0, 1)),
                wrong("gather: no axis 1 in [4]", () -> v.gather(1, v)),
                wrong("scatterAdd: no axis 0 in []", () -> s.scatterAdd(0, v, 1)),
                wrong("concat: no axis 2 in [64, 2]", () -> Tensor.concat(2, b, b)),
                wrong("permute: no axis 2 in [64, 2]", () -> b.permute(0, 2)),
                wrong("squeeze: no axis 2 in [64, 2]", () -> b.squeeze(2)),
                wrong("unsqueeze: no place 2 for a new axis in [4]", () -> v.unsqueeze(2)),
                wrong("unsqueeze: no place -3 for a new axis in [4]", () -> v.unsqueeze(-3)),
                wrong("squeeze: the axis must have extent 1, got axis 1 of [64, 2]",
                        () -> b.squeeze(1)),
                wrong("max: an axis to reduce must not be empty, got [0, 2]",
                        () -> tape.zeros(0, 2).max(0)),
                wrong("gather: indices must be a vector, got []", () -> v.gather(0, s)),
                wrong("scatterAdd: needs one index for each slice of axis 0, got [64, 2] and [4]",
                        () -> b.scatterAdd(0, v, 9)),
                wrong("gatherElements: all extents but that of axis 0 must agree with those of the indices,"
                        + " got [64, 2] and [4]", () -> b.gatherElements(0, v)),
                wrong("scatterAddElements: shapes must be equal, got [64, 2] and [4]",
                        () -> b.scatterAddElements(0, v, 9)));
    }

    private static Arguments wrong(String message, Executable call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shapesThatDoNotFit(String message, Executable call) {
        String got = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(got.startsWith(message), got);
        assertTrue(got.substring(message.length()).matches(LINE), got);
    }

    @Test
    void axesThatAreNotThere() {
        Tensor x = tape.input("x", 2, 3);
        fails(IllegalArgumentException.class, "shape: extents must not be negative, got \\[-1\\]",
                () -> tape.zeros(-1));
        fails(IllegalArgumentException.class,
                "shape: a tensor holds at most 2\\^31 - 1 elements, got \\[65536, 65536\\]",
                () -> Shape.of(1 << 16, 1 << 16));
    }

    @Test
    void theLineIsThatOfTheUser() {
        Tensor x = tape.input("x", 2, 3);
        int before = line();
        Tensor y = x.exp().sum();
        assertEquals("ErrorMessagesTest.java:" + (before + 1), y.origin().line());
        Tensor g = Gradients.gradient(y, x);
        assertEquals(y.origin().line(), g.origin().line(),
                "an adjoint stands at the line of its tensor");
        before = line();
        Executable wrong = () -> x.matmul(x);
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        String end = "(recorded at ErrorMessagesTest.java:" + (before + 1) + ")";
        assertTrue(message.endsWith(end), message);
    }

    private static int line() {
        return new Throwable().getStackTrace()[1].getLineNumber();
    }

    @Test
    void aDerivativeNeedsOneElement() {
        Tensor x = tape.input("x", 3);
        fails(IllegalArgumentException.class,
                "gradient: y must have one element, got \\[3\\]" + LINE
                        + "; take a sum or mean, or use vjp or jacobian",
                () -> Gradients.gradient(x.exp(), x));
        fails(IllegalArgumentException.class,
                "vjp: y and its cotangent must have one shape, got \\[3\\] and \\[\\]",
                () -> Gradients.vjp(x.exp(), tape.ones(), List.of(x)));
        fails(IllegalArgumentException.class, "jvp: needs one vector for each x, got 1 and 0",
                () -> Gradients.jvp(x, List.of(x), List.of()));
        fails(IllegalArgumentException.class,
                "hvp: x and its vector must have one shape, got \\[3\\] and \\[\\]" + LINE,
                () -> Gradients.hvp(x.sum(), List.of(x), List.of(tape.ones())));
    }

    @Test
    void noDerivativePathNamesTheParameterAndWhereThePathEnds() {
        Tensor w = tape.read(new Variable("0.weight", NdArray.zeros(DType.F64, Shape.of(3))));
        Tensor loss = w.sign().sum().named("loss");
        fails(IllegalArgumentException.class,
                "gradient: no derivative path from 'loss' to '0\\.weight': it ends at sign" + LINE,
                () -> Gradients.gradient(loss, w));
        Tensor stopped = w.exp().stopGradient().sum();
        fails(IllegalArgumentException.class,
                "gradient: no derivative path from sum \\[\\]" + LINE
                        + " to '0\\.weight': it ends at stopGradient" + LINE,
                () -> Gradients.gradient(stopped, w));
        Tensor index = tape.ones(5).gather(0, w).sum().named("rows");
        fails(IllegalArgumentException.class,
                "gradient: no derivative path from 'rows' to '0\\.weight': it ends at gather"
                        + LINE,
                () -> Gradients.gradient(index, w));
    }

    @Test
    void noPathAtAllSaysSoAndHowToMeanIt() {
        Tensor w = tape.input("w", 3);
        Tensor loss = tape.input("x", 3).sum().named("loss");
        fails(IllegalArgumentException.class,
                "gradient: no derivative path from 'loss' to 'w': the one does not depend on the other; "
                        + "ask for Unconnected\\.ZERO if that is meant",
                () -> Gradients.gradient(loss, w));
        Tensor later = tape.input("later", 2);
        fails(IllegalArgumentException.class,
                "gradient: no derivative path from 'loss' to 'later': the one does not depend .*",
                () -> Gradients.gradient(loss, later));
    }

    @Test
    void zeroMayBeAskedFor() {
        Tensor w = tape.input("w", 3);
        Tensor x = tape.constant(new double[] {1, 2});
        List<Tensor> gradients = Gradients.gradient(x.square().sum(), List.of(w, x),
                Unconnected.ZERO);
        assertEquals(w.shape(), gradients.get(0).shape());
        assertArrayEquals(new double[3], gradients.get(0).value().toDoubles());
        assertArrayEquals(new double[] {2, 4}, gradients.get(1).value().toDoubles());
    }

    @Test
    void tapesDoNotMix() {
        Tensor x = tape.input("x", 2);
        Tensor other = Tape.f64().input("other", 2);
        String rule = "tape: all tensors of an operation must be on one tape, got other = input F64\\[2\\] of another"
                + LINE;
        fails(IllegalArgumentException.class, rule, () -> x.add(other));
        fails(IllegalArgumentException.class, rule, () -> tape.compile(other));
        fails(IllegalArgumentException.class, "gradient: y and x must be on one tape, got .*",
                () -> Gradients.gradient(x.sum(), other));
    }

    @Test
    void typesDoNotMix() {
        Variable single = new Variable("w", NdArray.zeros(DType.F32, Shape.of(2)));
        fails(IllegalArgumentException.class,
                "read: 'w' must have the tape's type F64, got F32" + LINE,
                () -> tape.read(single));
        fails(IllegalArgumentException.class,
                "assign: 'w' must have the tape's type F64, got F32" + LINE,
                () -> tape.assign(single, tape.zeros(2)));
        NdArray array = NdArray.zeros(DType.F32, Shape.of(2));
        fails(IllegalStateException.class,
                "doubles: the array is F32; use floats\\(\\) or toDoubles\\(\\)", array::doubles);
    }

    @Test
    void assignmentsMustFit() {
        Variable w = new Variable("w", NdArray.zeros(DType.F64, Shape.of(2)));
        fails(IllegalArgumentException.class, "assign: 'w' needs \\[2\\], got \\[3\\]" + LINE,
                () -> tape.assign(w, tape.zeros(3)));
        fails(IllegalArgumentException.class, "copy: shapes must be equal, got \\[2\\] and \\[3\\]",
                () -> w.set(NdArray.zeros(DType.F64, Shape.of(3))));
    }

    @Test
    void aValueNeedsNoInput() {
        Tensor x = tape.input("x", 2);
        fails(IllegalStateException.class,
                "value: #\\d+ = exp\\(x\\) F64\\[2\\] depends on the input 'x', which has a value only in a run: "
                        + "compile a Program and set it" + LINE,
                () -> x.exp().value());
        assertEquals(7, tape.constant(3).add(4).item());
        fails(IllegalStateException.class, "item: needs exactly one element, got shape \\[2\\]",
                () -> tape.ones(2).item());
    }

    @Test
    void randomBoundsMustBePositive() {
        fails(IllegalArgumentException.class, "rng: the bound must be positive, got 0",
                () -> Rng.of(1).below(0, 0));
    }

    private static void fails(Class<? extends Exception> type, String message, Executable call) {
        String got = assertThrows(type, call).getMessage();
        assertTrue(got.matches(message), got);
    }
}
