package org.metabalance.engine.inspect.explore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/** Primitives as calls in Java: a method of a tensor where one records just this primitive, else the record. */
final class Calls {
    private static final String ENGINE = "org.metabalance.engine.";

    private final Map<Tensor, String> names;
    private final Set<String> imports = new TreeSet<>(
            List.of("java.util.List", ENGINE + "Tape", ENGINE + "Tensor"));

    Calls(Map<Tensor, String> names) {
        this.names = names;
    }

    /** Returns the classes that the calls so far need. */
    Set<String> imports() {
        return imports;
    }

    String of(Tensor t) {
        return switch (t.op()) {
            case Leaf.Constant(NdArray value) -> constant(value);
            case Unary unary -> method(t, unary.label());
            case Binary binary -> method(t, binary.label());
            case Where _ -> "Tensor.where(" + arguments(t, 0) + ")";
            case Reduce.Sum(List<Integer> axes) when !axes.isEmpty() -> method(t, "sum", axes);
            case Reduce.Max(List<Integer> axes) when !axes.isEmpty() -> method(t, "max", axes);
            case Reduce reduce -> recorded(t, "Reduce", "Reduce."
                    + (reduce instanceof Reduce.Sum ? "Sum" : "Max") + "(List.of())");
            case Movement movement -> movement(t, movement);
            case MatMul product -> product(t, product);
            case MatMul.Sparse _ -> throw new IllegalArgumentException(
                    "source: a sparse matrix cannot be written down" + t.origin().suffix());
            case Convolution convolution -> convolution(t, convolution);
            case MaxPool pool -> pool(t, pool);
            case Indexing indexing -> indexing(t, indexing);
            case AlongAxis.CumulativeSum(int axis, boolean reverse) ->
                    recorded(t, "AlongAxis", "AlongAxis.CumulativeSum(" + axis + ", " + reverse
                            + ")");
            case AlongAxis.ArgSort(int axis, boolean descending) ->
                    recorded(t, "AlongAxis", "AlongAxis.ArgSort(" + axis + ", " + descending
                            + ")");
            case StopGradient _ -> method(t, "stopGradient");
            case Barrier _ -> method(t, "barrier");
            case Leaf _,Custom _ -> throw new IllegalStateException(
                    "source: no call for " + t);
        };
    }

    private String constant(NdArray value) {
        String numbers = IntStream.range(0, value.size())
                .mapToObj(i -> number(value.get(i))).collect(Collectors.joining(", "));
        if (value.shape().rank() == 0) {
            return "tape.constant(" + numbers + ")";
        }
        return "tape.constant(new double[] {" + numbers + "}, " + list(value.shape()) + ")";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "Double.NaN"
                : Double.isInfinite(value)
                        ? value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY"
                        : Double.toString(value);
    }

    private static String list(Shape shape) {
        return IntStream.of(shape.dims()).mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private String arguments(Tensor t, int from) {
        return t.inputs().stream().skip(from).map(names::get).collect(Collectors.joining(", "));
    }

    /** A method of the first operand, the others first among its arguments. */
    private String method(Tensor t, String name, Object... more) {
        String others = arguments(t, 1);
        String rest = IntStream.range(0, more.length).mapToObj(i -> text(more[i]))
                .collect(Collectors.joining(", "));
        return names.get(t.input(0)) + "." + name + "(" + others
                + (others.isEmpty() || rest.isEmpty() ? "" : ", ") + rest + ")";
    }

    private static String text(Object argument) {
        return argument instanceof List<?> numbers
                ? numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : argument instanceof Shape shape ? list(shape) : argument.toString();
    }

    private String recorded(Tensor t, String family, String made) {
        imports.add(ENGINE + "op." + family);
        return "tape.record(new " + made + ", " + arguments(t, 0) + ")";
    }

    private String movement(Tensor t, Movement op) {
        return switch (op) {
            case Movement.Reshape(Shape to) -> shaped(t, "reshape", to);
            case Movement.Expand(Shape to) -> shaped(t, "expand", to);
            case Movement.Permute(List<Integer> order) -> method(t, "permute", order);
            case Movement.Slice(int axis, int from, int to) -> method(t, "slice", axis, from, to);
            case Movement.Pad(int axis, int before, int after) ->
                    method(t, "pad", axis, before, after);
            case Movement.Concat(int axis) ->
                    "Tensor.concat(" + axis + ", " + arguments(t, 0) + ")";
        };
    }

    private String shaped(Tensor t, String name, Shape to) {
        if (!to.equals(t.input(0).shape())) {
            return method(t, name, to);
        }
        imports.add(ENGINE + "Shape");
        return recorded(t, "Movement", "Movement."
                + (name.equals("reshape") ? "Reshape" : "Expand") + "(Shape.of(" + list(to) + "))");
    }

    private String product(Tensor t, MatMul op) {
        return op.equals(new MatMul(false, false))
                ? method(t, "matmul")
                : recorded(t, "MatMul",
                        "MatMul(" + op.transposeA() + ", " + op.transposeB() + ")");
    }

    private String convolution(Tensor t, Convolution op) {
        String geometry = geometry(op.geometry());
        return recorded(t, "Convolution", "Convolution." + switch (op) {
            case Convolution.Forward _ -> "Forward(" + geometry + ")";
            case Convolution.InputAdjoint it ->
                    "InputAdjoint(" + geometry + ", " + it.height() + ", " + it.width() + ")";
            case Convolution.WeightAdjoint it ->
                    "WeightAdjoint(" + geometry + ", " + it.kernelHeight() + ", "
                            + it.kernelWidth() + ")";
        });
    }

    private String geometry(Conv2dGeometry geometry) {
        imports.add(ENGINE + "op.Conv2dGeometry");
        return "new Conv2dGeometry(" + sliding(geometry.height()) + ", "
                + sliding(geometry.width()) + ", " + geometry.groups() + ")";
    }

    private String sliding(Conv2dGeometry.Sliding sliding) {
        imports.add(ENGINE + "op.Conv2dGeometry");
        return "new Conv2dGeometry.Sliding(" + sliding.stride() + ", " + sliding.before() + ", "
                + sliding.after() + ", " + sliding.dilation() + ")";
    }

    private String pool(Tensor t, MaxPool op) {
        MaxPool.Window window = op.window();
        String made = "new MaxPool.Window(" + window.rows() + ", " + window.columns() + ", "
                + sliding(window.down()) + ", " + sliding(window.across()) + ")";
        return recorded(t, "MaxPool", "MaxPool." + switch (op) {
            case MaxPool.Place _ -> "Place(" + made + ")";
            case MaxPool.Pick _ -> "Pick(" + made + ")";
            case MaxPool.Put put ->
                    "Put(" + made + ", " + put.height() + ", " + put.width() + ")";
        });
    }

    private String indexing(Tensor t, Indexing op) {
        String indices = t.inputs().size() > 1 ? names.get(t.input(1)) : "";
        String x = names.get(t.input(0));
        return switch (op) {
            case Indexing.Gather(int axis) -> x + ".gather(" + axis + ", " + indices + ")";
            case Indexing.ScatterAdd(int axis, int size) ->
                    x + ".scatterAdd(" + axis + ", " + indices + ", " + size + ")";
            case Indexing.GatherElements(int axis) ->
                    x + ".gatherElements(" + axis + ", " + indices + ")";
            case Indexing.ScatterAddElements(int axis, int size) ->
                    x + ".scatterAddElements(" + axis + ", " + indices + ", " + size + ")";
            case Indexing.OneHot(int classes) -> x + ".oneHot(" + classes + ")";
        };
    }
}
