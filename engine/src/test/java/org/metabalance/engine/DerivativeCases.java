package org.metabalance.engine;

import static org.metabalance.engine.Tensor.concat;
import static org.metabalance.engine.Tensor.stack;
import static org.metabalance.engine.Tensor.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.metabalance.engine.math.Cumulative;
import org.metabalance.engine.op.Custom;

/** The table of functions whose derivatives are checked: one line for each, on awkward shapes. */
final class DerivativeCases {
    /**
     * A function and where to check it.
     *
     * @param order the highest derivative to check
     */
    record Case(String name, int order, Function<List<Tensor>, Tensor> f, List<NdArray> at) {
        @Override
        public String toString() {
            return name + " " + at.stream().map(NdArray::shape).toList();
        }
    }

    private static final int[][] SHAPES = {{}, {1}, {7}, {2, 3}, {1, 5, 1}, {0}, {3, 0, 2}};

    private final List<Case> cases = new ArrayList<>();
    private int drawn;

    private DerivativeCases() {}

    static List<Case> all() {
        DerivativeCases table = new DerivativeCases();
        table.elementwise();
        table.broadcasting();
        table.reductions();
        table.movement();
        table.contraction();
        table.indexing();
        table.sparse();
        table.composites();
        MathCases.addTo(table);
        ConvolutionCases.addTo(table);
        return table.cases;
    }

    private void elementwise() {
        for (int[] shape : SHAPES) {
            one("neg", 2, Tensor::neg, signed(shape));
            one("exp", 3, Tensor::exp, signed(shape));
            one("log", 3, Tensor::log, positive(shape));
            one("log1p", 3, Tensor::log1p, positive(shape));
            one("expm1", 3, Tensor::expm1, signed(shape));
            one("sqrt", 3, Tensor::sqrt, positive(shape));
            one("rsqrt", 3, Tensor::rsqrt, positive(shape));
            one("sin", 3, Tensor::sin, signed(shape));
            one("cos", 3, Tensor::cos, signed(shape));
            one("tan", 3, Tensor::tan, small(shape));
            one("asin", 3, Tensor::asin, small(shape));
            one("acos", 3, Tensor::acos, small(shape));
            one("atan", 3, Tensor::atan, signed(shape));
            one("sinh", 3, Tensor::sinh, signed(shape));
            one("cosh", 3, Tensor::cosh, signed(shape));
            one("asinh", 3, Tensor::asinh, signed(shape));
            one("acosh", 3, x -> x.add(1).acosh(), positive(shape));
            one("atanh", 3, Tensor::atanh, small(shape));
            one("erf", 3, Tensor::erf, signed(shape));
            one("erfc", 3, Tensor::erfc, signed(shape));
            one("floor times x squared", 2, x -> x.floor().mul(x.square()), signed(shape));
            one("x remainder 0.6, squared", 2, x -> x.remainder(0.6).square(), signed(shape));
            one("tanh", 3, Tensor::tanh, signed(shape));
            one("sigmoid", 3, Tensor::sigmoid, signed(shape));
            one("relu", 2, Tensor::relu, signed(shape));
            one("softplus", 3, Tensor::softplus, signed(shape));
            one("abs", 2, Tensor::abs, signed(shape));
            one("square", 3, Tensor::square, signed(shape));
            one("reciprocal", 3, Tensor::reciprocal, signed(shape));
            one("sign times x cubed", 2, x -> x.sign().mul(x.pow(3)), signed(shape));
            one("mask times x squared", 2, x -> x.gt(0.1).mul(x.square()), signed(shape));
            one("2 - x", 2, x -> x.rsub(2), signed(shape));
            one("2 / x", 3, x -> x.rdiv(2), signed(shape));
            one("x to the 3", 3, x -> x.pow(3), signed(shape));
            one("x to the 2.5", 3, x -> x.pow(2.5), positive(shape));
            one("x to the -2", 3, x -> x.pow(-2), signed(shape));
            one("x to the x", 3, x -> x.pow(x), positive(shape));
            one("x maximum 0.2", 2, x -> x.square().maximum(0.2), signed(shape));
            one("x minimum 0.2", 2, x -> x.square().minimum(0.2), signed(shape));
        }
    }

    private void broadcasting() {
        int[][][] pairs = {
            {{}, {}}, {{3}, {}}, {{}, {2, 3}}, {{2, 3}, {3}}, {{3}, {2, 3}}, {{2, 1}, {1, 5}},
            {{1, 3, 1}, {2, 1, 5}}, {{1}, {1, 1}}, {{0}, {1}}, {{1, 3}, {0, 3}}, {{7}, {7}}
        };
        for (int[][] pair : pairs) {
            two("add", 2, Tensor::add, signed(pair[0]), signed(pair[1]));
            two("sub", 2, Tensor::sub, signed(pair[0]), signed(pair[1]));
            two("mul", 3, Tensor::mul, signed(pair[0]), signed(pair[1]));
            two("div", 3, Tensor::div, signed(pair[0]), signed(pair[1]));
            two("pow", 3, Tensor::pow, positive(pair[0]), signed(pair[1]));
            two("remainder", 2, (a, b) -> a.remainder(b).square(), signed(pair[0]),
                    signed(pair[1]));
            two("atan2", 3, Tensor::atan2, signed(pair[0]), signed(pair[1]));
            two("maximum", 2, (a, b) -> a.maximum(b).square(), signed(pair[0]), signed(pair[1]));
            two("minimum", 2, (a, b) -> a.minimum(b).square(), signed(pair[0]), signed(pair[1]));
            two("where", 2, (a, b) -> where(a.gt(b), a.square(), b.exp()), signed(pair[0]),
                    signed(pair[1]));
            two("where of a constant", 2, (a, b) -> where(a.lt(0), a.mul(b), b.square()),
                    signed(pair[0]), signed(pair[1]));
        }
    }

    private void reductions() {
        int[][] shapes = {{2, 3, 5}, {1, 1}, {7}, {3, 1, 2}};
        for (int[] shape : shapes) {
            for (int[] axes : subsets(shape.length)) {
                String over = " over " + Arrays.toString(axes);
                one("sum" + over, 2, x -> x.square().sum(axes), signed(shape));
                one("sumKeep" + over, 2, x -> x.exp().sumKeep(axes), signed(shape));
                one("mean" + over, 2, x -> x.square().mean(axes), signed(shape));
                one("meanKeep" + over, 2, x -> x.mul(x.meanKeep(axes)), signed(shape));
                one("max" + over, 2, x -> x.max(axes).square(), signed(shape));
                one("maxKeep" + over, 2, x -> x.mul(x.maxKeep(axes)), signed(shape));
                one("min" + over, 2, x -> x.min(axes).exp(), signed(shape));
                one("minKeep" + over, 2, x -> x.mul(x.minKeep(axes)), signed(shape));
                one("variance" + over, 3, x -> x.variance(axes).square(), signed(shape));
                one("varianceKeep" + over, 2, x -> x.mul(x.varianceKeep(axes)), signed(shape));
                one("logSumExp" + over, 3, x -> x.logSumExp(axes), signed(shape));
                one("logSumExpKeep" + over, 2, x -> x.mul(x.logSumExpKeep(axes)), signed(shape));
            }
        }
        one("sum of a scalar", 2, x -> x.square().sum(), signed());
        one("max of a scalar", 2, x -> x.square().max(), signed());
        one("sum of no rows", 2, x -> x.square().sum(0).exp(), signed(0, 3));
        one("max along no rows", 2, x -> x.max(1).square(), signed(0, 3));
        one("sum along no columns", 2, x -> x.square().sum(1).exp(), signed(3, 0));
        one("sum of a broadcast", 2, x -> x.expand(4, 3).square().sum(0), signed(1, 3));
    }

    private void movement() {
        one("reshape", 2, x -> x.reshape(3, -1).square(), signed(2, 3));
        one("reshape of a transpose", 2, x -> x.transpose().reshape(6).square(), signed(2, 3));
        one("reshape to a scalar", 2, x -> x.reshape().exp(), signed(1, 1));
        one("reshape of nothing", 2, x -> x.reshape(3, 0).square(), signed(0, 2));
        one("flatten", 2, x -> x.flatten().exp(), signed(2, 1, 3));
        one("squeeze", 2, x -> x.squeeze(1).square(), signed(2, 1, 3));
        one("unsqueeze", 2, x -> x.unsqueeze(-1).square(), signed(2, 3));
        one("permute", 2, x -> x.permute(2, 0, 1).square(), signed(2, 3, 5));
        one("permute, used twice", 2, x -> x.permute(1, 0).matmul(x), signed(3, 2));
        one("transpose", 2, x -> x.transpose().exp(), signed(2, 1, 3));
        one("expand", 2, x -> x.expand(5, 2, 3).square(), signed(2, 1));
        one("expand, keeping extents", 2, x -> x.expand(5, -1, 3).square(), signed(2, 1));
        one("expand a scalar", 2, x -> x.expand(2, 3).exp(), signed());
        one("expand to nothing", 2, x -> x.expand(0, 3).exp(), signed(1, 3));
        one("slice", 2, x -> x.slice(0, 1, 4).exp(), signed(7));
        one("slice an inner axis", 2, x -> x.slice(-1, 2, 3).exp(), signed(2, 3));
        one("slice from the end", 2, x -> x.slice(0, -3, -1).exp().add(x.slice(0, -2)), signed(7));
        one("slice of nothing", 2, x -> x.slice(0, 2, 2).exp(), signed(3, 2));
        one("slices that overlap", 2, x -> x.slice(0, 0, 5).mul(x.slice(0, 2, 7)), signed(7));
        one("pad", 2, x -> x.pad(0, 2, 1).exp(), signed(3, 2));
        one("pad an inner axis", 2, x -> x.pad(1, 0, 3).exp(), signed(2, 1, 2));
        one("pad nothing", 2, x -> x.pad(0, 1, 1).exp(), signed(0, 2));
        two("concat", 2, (a, b) -> concat(0, a, b, a).square(), signed(2, 3), signed(1, 3));
        two("concat an inner axis", 2, (a, b) -> concat(-1, a, b).exp(), signed(3, 2),
                signed(3, 5));
        two("concat of nothing", 2, (a, b) -> concat(0, a, b).exp(), signed(0, 3), signed(2, 3));
        two("stack", 2, (a, b) -> stack(1, a, b, a).square(), signed(3), signed(3));
        one("stopGradient", 2, x -> x.square().sub(x.mul(0).stopGradient()), signed(3));
    }

    private void sparse() {
        int[][] sizes = {{1, 1, 1}, {7, 5, 3}, {5, 7, 1}, {2, 3, 17}, {0, 3, 2}, {3, 0, 2},
            {3, 2, 0}};
        for (int[] size : sizes) {
            SparseMatrix some = SparseMatrixTest.some(size[0], size[1], 3);
            one("sparse matmul", 3, x -> some.matmul(x).square(), signed(size[1], size[2]));
            one("sparse matmul, transposed", 2, x -> some.transposed().matmul(x).exp(),
                    signed(size[0], size[2]));
        }
        SparseMatrix none = SparseMatrix.ofEntries(3, 2, new int[0], new int[0], new double[0]);
        one("sparse matmul without entries", 2, x -> none.matmul(x).add(1).square(), signed(2, 5));
        SparseMatrix square = SparseMatrixTest.some(5, 5, 2);
        two("graph convolutions", 3,
                (x, w) -> square.matmul(square.matmul(x.matmul(w)).tanh().matmul(w)),
                signed(5, 3), signed(3, 3));
    }

    private void contraction() {
        two("matmul", 3, (a, b) -> a.matmul(b).square(), signed(2, 3), signed(3, 5));
        two("matmul of 1 x 1", 2, (a, b) -> a.matmul(b).square(), signed(1, 1), signed(1, 1));
        two("matmul to a row", 2, (a, b) -> a.matmul(b).exp(), signed(1, 7), signed(7, 3));
        two("matmul to a column", 2, (a, b) -> a.matmul(b).exp(), signed(3, 2), signed(2, 1));
        two("outer product", 2, (a, b) -> a.matmul(b).exp(), signed(3, 1), signed(1, 2));
        two("matmul of no rows", 2, (a, b) -> a.matmul(b).exp(), signed(0, 3), signed(3, 2));
        two("matmul over no columns", 2, (a, b) -> a.matmul(b).exp(), signed(2, 0), signed(0, 3));
        two("matmul, A transposed", 2, (a, b) -> a.transpose().matmul(b).square(), signed(3, 2),
                signed(3, 5));
        two("matmul, B transposed", 2, (a, b) -> a.matmul(b.transpose()).square(), signed(2, 3),
                signed(5, 3));
        two("matmul, both transposed", 2, (a, b) -> a.transpose().matmul(b.transpose()).square(),
                signed(3, 2), signed(5, 3));
        two("matmul of vectors", 3, (a, b) -> a.matmul(b).square(), signed(3), signed(3));
        two("matmul of a vector and a matrix", 2, (a, b) -> a.matmul(b).square(), signed(3),
                signed(3, 2));
        two("matmul of a matrix and a vector", 2, (a, b) -> a.matmul(b).square(), signed(2, 3),
                signed(3));
        two("matmul of a vector and a batch", 2, (a, b) -> a.matmul(b).square(), signed(3),
                signed(2, 3, 2));
        two("matmul of a batch and a vector", 2, (a, b) -> a.matmul(b).square(), signed(2, 1, 3),
                signed(3));
        one("matmul with itself", 3, x -> x.matmul(x), signed(3, 3));
        one("matmul with its transpose", 2, x -> x.matmul(x.transpose()), signed(2, 3));
        two("matmul, batched", 2, (a, b) -> a.matmul(b).square(), signed(2, 2, 3), signed(2, 3, 2));
        two("matmul, batched and transposed", 2,
                (a, b) -> a.transpose().matmul(b.transpose()).square(), signed(2, 3, 2),
                signed(2, 5, 3));
        two("matmul, batch of A broadcast", 2, (a, b) -> a.matmul(b).square(), signed(1, 2, 3),
                signed(3, 3, 2));
        two("matmul, batch of B broadcast", 2, (a, b) -> a.matmul(b).square(), signed(3, 1, 2, 3),
                signed(2, 3, 1));
        two("matmul of a matrix and a batch", 2, (a, b) -> a.matmul(b).square(), signed(2, 3),
                signed(2, 3, 2));
        two("matmul of a batch and a matrix", 2, (a, b) -> a.matmul(b).square(), signed(2, 3, 2),
                signed(2, 5));
        two("matmul of slices", 2, (a, b) -> a.slice(1, 1, 3).matmul(b.slice(0, 0, 2)),
                signed(2, 3), signed(3, 2));
        two("dot", 3, (a, b) -> a.dot(b).square(), signed(5), signed(5));
    }

    private void indexing() {
        one("gather", 2, x -> x.gather(0, indices(x, 2, 0, 2, 1)).exp(), signed(3, 2));
        one("gather of columns", 2, x -> x.gather(1, indices(x, 1, 1)).exp(), signed(2, 3));
        one("gather of a middle axis", 2, x -> x.gather(1, indices(x, 2, 0)).exp(),
                signed(2, 3, 2));
        one("gather of nothing", 2, x -> x.gather(0, x.tape().zeros(0)).exp(), signed(3, 2));
        one("scatterAdd", 2, x -> x.scatterAdd(0, indices(x, 1, 3, 1), 5).exp(), signed(3, 2));
        one("scatterAdd of columns", 2, x -> x.scatterAdd(1, indices(x, 0, 0, 1), 2).exp(),
                signed(2, 3));
        one("scatterAdd of nothing", 2, x -> x.scatterAdd(0, x.tape().zeros(0), 2).exp(),
                signed(0, 3));
        one("gatherElements", 2, x -> x.gatherElements(1, table(x, 2, 0, 2, 1)).exp(),
                signed(2, 3));
        one("gatherElements of a middle axis", 2,
                x -> x.gatherElements(1, x.tape().ones(2, 4, 2)).exp(), signed(2, 3, 2));
        one("gatherElements of the first rows", 2,
                x -> x.gatherElements(0, table(x, 2, 0, 2, 1).slice(0, 0, 1)).exp(), signed(3, 2));
        one("gatherElements of nothing", 2, x -> x.gatherElements(0, x.tape().zeros(0, 2)).exp(),
                signed(3, 2));
        one("scatterAddElements", 2,
                x -> x.scatterAddElements(0, table(x, 3, 1, 3, 3), 5).exp(), signed(2, 2));
        one("scatterAddElements of nothing", 2,
                x -> x.scatterAddElements(0, x.tape().zeros(0, 3), 2).exp(), signed(0, 3));
        one("oneHot as a mask", 2, x -> x.square().mul(indices(x, 2, 0).oneHot(3)), signed(2, 3));
    }

    private void composites() {
        for (int[] shape : new int[][] {{2, 3}, {5, 1}, {1, 7}, {2, 3, 2}}) {
            for (int axis = -1; axis < shape.length; axis++) {
                int a = axis;
                one("softmax along " + a, 3, x -> x.softmax(a).square(), signed(shape));
                one("logSoftmax along " + a, 3, x -> x.logSoftmax(a).square(), signed(shape));
            }
            one("norm", 3, Tensor::norm, signed(shape));
        }
        for (int[] shape : new int[][] {{7}, {2, 3, 2}, {1, 5}, {3, 1}, {0, 2}, {2, 0}}) {
            for (int axis = 0; axis < shape.length; axis++) {
                int a = axis;
                one("cumulative sum along " + a, 2, x -> Cumulative.sum(x, a).exp(), signed(shape));
                one("cumulative sum from the end along " + a, 2,
                        x -> Cumulative.sumFromEnd(x, a).square(), signed(shape));
            }
        }
        one("barrier", 3, x -> x.exp().barrier().mul(x.exp()), signed(2, 3));
        Custom root = new Custom("root", xs -> xs.get(0).sqrt(),
                (g, xs, y) -> List.of(g.div(y.mul(2))));
        one("own root", 3, x -> root.on(x).square().mul(root.on(x)), positive(2, 3));
        one("softmax along no columns", 2, x -> x.softmax(1).square(), signed(3, 0));
        one("logSoftmax along no columns", 2, x -> x.logSoftmax(1).square(), signed(3, 0));
        one("norm of a scalar", 2, x -> x.norm().square(), signed());
        one("layer norm", 2, x -> x.sub(x.meanKeep(-1)).mul(x.varianceKeep(-1).add(1e-3).rsqrt()),
                signed(3, 5));
        two("cross-entropy", 3, (x, w) -> w.matmul(x).logSoftmax(0).mean().neg(), signed(3, 2),
                signed(5, 3));
        two("a gradient inside", 2, DerivativeCases::innerStep, signed(3), signed(3));
        two("a product with a Hessian inside", 2, (x, v) -> Gradients
                .hvp(x.pow(4).sum().exp(), List.of(x), List.of(v.mul(0.1))).get(0), small(3),
                small(3));
        two("a forward derivative inside", 2,
                (x, v) -> Gradients.jvp(x.exp().mul(x), List.of(x), List.of(v)), signed(3),
                signed(3));
    }

    /** A step of gradient descent on an inner loss, and the outer loss after it. */
    private static Tensor innerStep(Tensor w, Tensor weights) {
        Tensor inner = w.tanh().square().mul(weights).sum();
        return w.sub(Gradients.gradient(inner, w).mul(0.3)).exp().sum();
    }

    private static Tensor table(Tensor x, double... indices) {
        return x.tape().constant(indices, 2, indices.length / 2);
    }

    private static Tensor indices(Tensor x, double... indices) {
        return x.tape().constant(indices);
    }

    void one(String name, int order, UnaryOperator<Tensor> f, NdArray x) {
        cases.add(new Case(name, order, xs -> f.apply(xs.get(0)), List.of(x)));
    }

    void two(String name, int order, BinaryOperator<Tensor> f, NdArray a, NdArray b) {
        cases.add(new Case(name, order, xs -> f.apply(xs.get(0), xs.get(1)), List.of(a, b)));
    }

    // Points of a golden-ratio sequence: no two are close (so no maximum ties) and none is near 0.

    private NdArray positive(int... dims) {
        double[] data = new double[Shape.of(dims).size()];
        Arrays.setAll(data, i -> 0.3 + 1.4 * (drawn++ * 0.6180339887498949 % 1));
        return NdArray.of(data).reshaped(Shape.of(dims));
    }

    NdArray signed(int... dims) {
        NdArray array = positive(dims);
        for (int i = 1; i < array.size(); i += 2) {
            array.set(i, -array.get(i));
        }
        return array;
    }

    private NdArray small(int... dims) {
        NdArray array = signed(dims);
        for (int i = 0; i < array.size(); i++) {
            array.set(i, 0.4 * array.get(i));
        }
        return array;
    }

    private static List<int[]> subsets(int rank) {
        List<int[]> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << rank; mask++) {
            int bits = mask;
            subsets.add(java.util.stream.IntStream.range(0, rank).filter(a -> (bits >> a & 1) == 1)
                    .toArray());
        }
        return subsets;
    }
}
