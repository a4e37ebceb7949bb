package org.metabalance.app.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * A recorded computation as nodes of a graph, operation by operation. A tape's shapes are fixed and a graph's
 * number of rows is not: the computation is recorded for two numbers of rows, and what differs depends on
 * it. Expansions are left to the operators, which broadcast, where another operand has the full shape.
 */
final class TapeToOnnx {
    private final OnnxGraph graph;
    private final List<Tensor> few;
    private final List<Tensor> many;
    private final int fewRows;
    private final int manyRows;
    private final String rows;
    private final Map<Integer, String> names = new HashMap<>();

    /**
     * Begins.
     *
     * @param few the nodes of the tape for {@code fewRows}
     * @param many those of the same computation for {@code manyRows}
     * @param inputs what stands for the tape's inputs, by name
     * @param rows a vector of one integer, the number of rows
     */
    TapeToOnnx(
            OnnxGraph graph, List<Tensor> few, int fewRows, List<Tensor> many, int manyRows,
            Map<String, String> inputs, String rows) {
        this.graph = graph;
        this.few = few;
        this.many = many;
        this.fewRows = fewRows;
        this.manyRows = manyRows;
        this.rows = rows;
        if (few.size() != many.size()) {
            throw new UserError("--onnx: the network computes otherwise for %d rows than for %d"
                    .formatted(fewRows, manyRows));
        }
        for (Tensor node : few) {
            if (node.op() instanceof Leaf.Input input && inputs.containsKey(input.name())) {
                names.put(node.index(), inputs.get(input.name()));
            }
        }
    }

    /** Adds what a tensor of the first tape is computed by; returns its name in the graph. */
    String value(Tensor tensor) {
        boolean[] needed = new boolean[tensor.index() + 1];
        needed[tensor.index()] = true;
        for (int i = tensor.index(); i >= 0; i--) {
            if (needed[i]) {
                few.get(i).inputs().forEach(input -> needed[input.index()] = true);
            }
        }
        for (int i = 0; i <= tensor.index(); i++) {
            // an expansion may turn out not to be needed
            if (needed[i] && !names.containsKey(i)
                    && !(few.get(i).op() instanceof Movement.Expand)) {
                names.put(i, node(few.get(i)));
            }
        }
        return name(tensor);
    }

    private String name(Tensor tensor) {
        if (!names.containsKey(tensor.index())) {
            names.put(tensor.index(), node(tensor));
        }
        return names.get(tensor.index());
    }

    private String node(Tensor y) {
        List<Tensor> x = y.inputs();
        String made = switch (y.op()) {
            case Leaf.Constant(var value) -> {
                if (!many.get(y.index()).shape().equals(y.shape())) {
                    throw without(y, "a constant with a number for each row");
                }
                yield graph.constant("constant", value);
            }
            case Leaf.Read(var variable) -> graph.constant(variable.name(), variable.value());
            case Unary function -> OnnxElementwise.of(graph, function, name(x.getFirst()));
            case Binary function -> {
                List<String> operands = operands(x);
                yield OnnxElementwise.of(graph, function, operands.get(0), operands.get(1));
            }
            case Where _ -> {
                List<String> operands = operands(x);
                yield graph.node("Where", List.of(
                        graph.cast(operands.get(0), OnnxType.BOOL), operands.get(1),
                        operands.get(2)));
            }
            case Reduce.Sum(var axes) -> graph.node(
                    "ReduceSum", List.of(name(x.getFirst()), graph.integers(longs(axes))),
                    OnnxAttribute.of("keepdims", 0));
            case Reduce.Max(var axes) -> graph.node(
                    "ReduceMax", List.of(name(x.getFirst())),
                    OnnxAttribute.ofIntegers("axes", axes), OnnxAttribute.of("keepdims", 0));
            case MatMul(boolean first, boolean second) -> graph.node(
                    "MatMul", List.of(transposed(x.get(0), first), transposed(x.get(1), second)));
            case Movement movement -> moved(y, movement);
            case Indexing.Gather(int axis) -> graph.node(
                    "Gather", List.of(name(x.get(0)), graph.cast(name(x.get(1)), OnnxType.INT64)),
                    OnnxAttribute.of("axis", axis));
            case Indexing.GatherElements(int axis) -> graph.node(
                    "GatherElements",
                    List.of(name(x.get(0)), graph.cast(name(x.get(1)), OnnxType.INT64)),
                    OnnxAttribute.of("axis", axis));
            case AlongAxis.CumulativeSum(int axis, boolean reverse) -> graph.node(
                    "CumSum", List.of(name(x.getFirst()), graph.integers(axis)),
                    OnnxAttribute.of("reverse", reverse ? 1 : 0));
            case StopGradient _,Barrier _ -> name(x.getFirst());
            default -> null;
        };
        if (made == null) {
            throw without(y, "operation '" + y.op().label() + "'");
        }
        return made;
    }

    /** Operands of one shape: an expanded one as it is before, if another has that shape itself. */
    private List<String> operands(List<Tensor> tensors) {
        boolean full = tensors.stream().anyMatch(t -> !(t.op() instanceof Movement.Expand));
        return tensors.stream()
                .map(t -> full && t.op() instanceof Movement.Expand ? name(t.input(0)) : name(t))
                .toList();
    }

    private String transposed(Tensor tensor, boolean transpose) {
        if (!transpose) {
            return name(tensor);
        }
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, tensor.rank() - 2).boxed().toList());
        order.add(tensor.rank() - 1);
        order.add(tensor.rank() - 2);
        return graph.node(
                "Transpose", List.of(name(tensor)), OnnxAttribute.ofIntegers("perm", order));
    }

    private String moved(Tensor y, Movement movement) {
        List<String> x = y.inputs().stream().map(this::name).toList();
        return switch (movement) {
            case Movement.Reshape _ -> graph.node("Reshape", List.of(x.getFirst(), extents(y)));
            case Movement.Expand _ -> graph.node("Expand", List.of(x.getFirst(), extents(y)));
            case Movement.Permute(var order) -> graph.node(
                    "Transpose", x, OnnxAttribute.ofIntegers("perm", order));
            case Movement.Concat(int axis) -> graph.node(
                    "Concat", x, OnnxAttribute.of("axis", axis));
            case Movement.Slice(int axis, int from, int to) -> {
                requireFixed(y, axis);
                yield graph.node("Slice", List.of(
                        x.getFirst(), graph.integers(from), graph.integers(to),
                        graph.integers(axis)));
            }
            case Movement.Pad(int axis, int before, int after) -> {
                requireFixed(y, axis);
                long[] pads = new long[2 * y.rank()];
                pads[axis] = before;
                pads[y.rank() + axis] = after;
                yield graph.node("Pad", List.of(x.getFirst(), graph.integers(pads)));
            }
        };
    }

    private void requireFixed(Tensor y, int axis) {
        if (many.get(y.index()).dim(axis) != y.dim(axis)
                || many.get(y.index()).input(0).dim(axis) != y.input(0).dim(axis)) {
            throw without(y, "operation '" + y.op().label() + "' along rows");
        }
    }

    /** Returns the shape of a tensor as a vector, with the number of rows where it depends on it. */
    private String extents(Tensor y) {
        Shape other = many.get(y.index()).shape();
        List<String> parts = new ArrayList<>();
        List<Long> fixed = new ArrayList<>();
        for (int axis = 0; axis < y.rank(); axis++) {
            if (other.dim(axis) == y.dim(axis)) {
                fixed.add((long) y.dim(axis));
                continue;
            }
            int each = y.dim(axis) / fewRows;
            if (each * fewRows != y.dim(axis) || each * manyRows != other.dim(axis)) {
                throw without(y, "a shape of rows, " + y.shape() + " for " + fewRows);
            }
            if (!fixed.isEmpty()) {
                parts.add(graph.integers(fixed));
                fixed.clear();
            }
            parts.add(each == 1
                    ? rows
                    : graph.node("Mul", List.of(rows, graph.integers(each))));
        }
        if (!fixed.isEmpty() || parts.isEmpty()) {
            parts.add(graph.integers(fixed));
        }
        return parts.size() == 1
                ? parts.getFirst()
                : graph.node("Concat", parts, OnnxAttribute.of("axis", 0));
    }

    private static List<Long> longs(List<Integer> values) {
        return values.stream().map(Integer::longValue).toList();
    }

    private static UserError without(Tensor y, String what) {
        return new UserError(
                "--onnx: %s of the network has no counterpart in ONNX (opset %d)%s"
                        .formatted(what, OnnxGraph.OPSET, y.origin().suffix()));
    }
}
