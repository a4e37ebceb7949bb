package org.metabalance.engine;

import static org.metabalance.engine.Tensor.concat;
import static org.metabalance.engine.Tensor.stack;
import static org.metabalance.engine.Tensor.where;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The functions of {@code test-data/golden/make_engine.py}, by the names they have there. */
final class GoldenFunctions {
    private final Map<String, Function<List<Tensor>, Tensor>> functions = new LinkedHashMap<>();

    private GoldenFunctions() {}

    static Map<String, Function<List<Tensor>, Tensor>> all() {
        GoldenFunctions table = new GoldenFunctions();
        table.elementwise();
        table.ofTwo();
        table.reductions();
        table.movementAndContraction();
        table.composites();
        table.functions.putAll(MathFunctions.all());
        table.functions.putAll(ImageFunctions.all());
        return table.functions;
    }

    private void elementwise() {
        one("neg", Tensor::neg);
        one("exp", Tensor::exp);
        one("exp far", Tensor::exp);
        one("log", Tensor::log);
        one("log1p", Tensor::log1p);
        one("log1p near 0", Tensor::log1p);
        one("expm1", Tensor::expm1);
        one("expm1 near 0", Tensor::expm1);
        one("sqrt", Tensor::sqrt);
        one("rsqrt", Tensor::rsqrt);
        one("sin", Tensor::sin);
        one("cos", Tensor::cos);
        one("tanh", Tensor::tanh);
        one("tanh near 0", Tensor::tanh);
        one("tanh far", Tensor::tanh);
        one("sigmoid", Tensor::sigmoid);
        one("sigmoid far below", Tensor::sigmoid);
        one("sigmoid far above", Tensor::sigmoid);
        one("sigmoid beyond exp", Tensor::sigmoid);
        one("relu", Tensor::relu);
        one("relu at 0", Tensor::relu);
        one("softplus", Tensor::softplus);
        one("softplus far below", Tensor::softplus);
        one("softplus far above", Tensor::softplus);
        one("abs", Tensor::abs);
        one("abs at 0", Tensor::abs);
        one("square", Tensor::square);
        one("reciprocal", Tensor::reciprocal);
        one("sign times x", x -> x.sign().mul(x));
        for (double b : new double[] {0, 1, 2, 3, 4, -1, -2}) {
            one("pow " + (int) b, x -> x.pow(b));
        }
        one("pow 2.5", x -> x.pow(2.5));
    }

    private void ofTwo() {
        two("add", Tensor::add);
        two("sub", Tensor::sub);
        two("mul", Tensor::mul);
        two("div", Tensor::div);
        two("pow", Tensor::pow);
        two("pow of 0 to more than 2", Tensor::pow);
        two("pow of 0", Tensor::pow);
        two("maximum", Tensor::maximum);
        two("maximum of equals", (a, b) -> a.maximum(b).square());
        two("minimum", Tensor::minimum);
        two("minimum of equals", (a, b) -> a.minimum(b).square());
        two("where", (a, b) -> where(a.gt(b), a.mul(b), b.square()));
    }

    private void reductions() {
        one("sum", x -> x.square().sum());
        one("sum over 1", x -> x.square().sum(1));
        one("sum over 0 and 2", x -> x.square().sum(0, 2));
        one("sum of nothing", x -> x.square().sum(0));
        one("mean over 0", x -> x.exp().mean(0));
        one("mean", x -> x.exp().mean());
        one("max", x -> x.max().square());
        one("max over 1", x -> x.max(1).square());
        one("max over 0 and 2", x -> x.max(0, 2).square());
        one("max of equals", x -> x.max(1).square());
        one("max with -inf", x -> x.max(1));
        one("min over 0", x -> x.min(0).square());
        one("min of equals", x -> x.min().square());
        one("variance", Tensor::variance);
        one("variance over 0", x -> x.variance(0));
        one("norm", Tensor::norm);
        one("norm at 0", Tensor::norm);
        one("logSumExp", x -> x.logSumExp(0, 1));
        one("logSumExp over 1", x -> x.logSumExp(1));
        one("logSumExp far", x -> x.logSumExp(0));
        one("logSumExp with -inf", x -> x.logSumExp(0));
    }

    private void movementAndContraction() {
        one("reshape", x -> x.reshape(3, 2).square());
        one("permute", x -> x.permute(2, 0, 1).square());
        one("expand", x -> x.expand(2, 4, 3).exp());
        one("slice", x -> x.slice(1, 1, 3).pow(3));
        one("pad", x -> x.pad(1, 1, 2).exp());
        two("concat", (a, b) -> concat(1, a, b, a).square());
        two("stack", (a, b) -> stack(1, a, b).exp());
        one("transposes", x -> x.transpose().reshape(2, 3).mul(x).cos());
        two("matmul", Tensor::matmul);
        two("matmul squared", (a, b) -> a.matmul(b).square());
        two("matmul transposed", (a, b) -> a.transpose().matmul(b.transpose()).square());
        two("matmul batched", (a, b) -> a.matmul(b).square());
        two("matmul broadcast", (a, b) -> a.matmul(b).square());
        two("matmul over nothing", (a, b) -> a.matmul(b).exp());
        SparseMatrix s = SparseMatrix.ofEntries(4, 5, new int[] {0, 0, 2, 2, 2, 3},
                new int[] {1, 4, 0, 3, 4, 3}, new double[] {0.5, -1.25, 2, 0.75, 1.5, -0.5});
        one("sparse matmul", s::matmul);
        one("sparse matmul squared", x -> s.matmul(x).square());
        one("sparse matmul of a column", x -> s.matmul(x).exp());
        one("sparse matmul transposed", x -> s.transposed().matmul(x).pow(3));
        two("sparse matmul twice",
                (x, w) -> s.transposed().matmul(s.matmul(x.matmul(w)).tanh()).square());
        two("quadratic form", (x, a) -> x.reshape(1, 3).matmul(a).matmul(x.reshape(3, 1)));
        two("dot", (a, b) -> a.dot(b).square());
        one("gather", x -> x.gather(0, x.tape().constant(new double[] {2, 0, 2})).square());
        one("gather columns", x -> x.gather(1, x.tape().constant(new double[] {1, 1})).exp());
        one("scatterAdd",
                x -> x.scatterAdd(0, x.tape().constant(new double[] {3, 1, 3}), 4).square());
    }

    private void composites() {
        one("softmax", x -> x.softmax(1));
        one("softmax over 0", x -> x.softmax(0).square());
        one("softmax with -inf", x -> x.softmax(0));
        one("softmax far", x -> x.softmax(0));
        one("softmax of equals", x -> x.softmax(0));
        one("logSoftmax", x -> x.logSoftmax(1));
        one("logSoftmax with -inf", x -> x.logSoftmax(0));
        one("logSoftmax far", x -> x.logSoftmax(0));
        one("cross-entropy", x -> crossEntropy(x, 2, 0, 1, 0));
        functions.put("layer norm", xs -> layerNorm(xs.get(0), xs.get(1), xs.get(2)));
        functions.put("mlp", GoldenFunctions::mlp);
        functions.put("three inner steps", GoldenFunctions::innerSteps);
        functions.put("two steps of Adam", GoldenFunctions::adam);
    }

    private void one(String name, UnaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0)));
    }

    private void two(String name, BinaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0), xs.get(1)));
    }

    private static Tensor crossEntropy(Tensor logits, double... classes) {
        Tensor oneHot = logits.tape().constant(classes).oneHot(logits.dim(1));
        return logits.logSoftmax(1).dot(oneHot).div(-classes.length);
    }

    private static Tensor layerNorm(Tensor x, Tensor gain, Tensor bias) {
        Tensor normal = x.sub(x.meanKeep(1)).mul(x.varianceKeep(1).add(1e-5).rsqrt());
        return normal.mul(gain).add(bias);
    }

    private static Tensor mlp(List<Tensor> xs) {
        Tensor h = xs.get(0).matmul(xs.get(1)).add(xs.get(2)).tanh();
        h = h.matmul(xs.get(3)).add(xs.get(4)).softplus();
        return crossEntropy(h.matmul(xs.get(5)).add(xs.get(6)), 0, 1, 1, 0, 1);
    }

    private static Tensor inner(Tensor w, Tensor x, Tensor y) {
        return x.mul(w.tanh()).sum(1).sub(y).square().mean();
    }

    private static Tensor innerSteps(List<Tensor> xs) {
        Tensor w = xs.get(0);
        for (int step = 0; step < 3; step++) {
            w = w.sub(Gradients.gradient(inner(w, xs.get(2), xs.get(3)), w).mul(xs.get(1)));
        }
        return inner(w, xs.get(4), xs.get(5));
    }

    private static Tensor adam(List<Tensor> xs) {
        Tensor w = xs.get(0);
        Tensor m = w.tape().zeros(3);
        Tensor v = w.tape().zeros(3);
        for (int t = 1; t <= 2; t++) {
            Tensor g = Gradients.gradient(inner(w, xs.get(2), xs.get(3)), w);
            m = m.mul(0.9).add(g.mul(0.1));
            v = v.mul(0.99).add(g.square().mul(0.01));
            Tensor root = v.div(1 - Math.pow(0.99, t)).add(1e-6).sqrt();
            w = w.sub(m.div(1 - Math.pow(0.9, t)).mul(xs.get(1)).div(root.add(1e-3)));
        }
        return inner(w, xs.get(2), xs.get(3));
    }
}
