package org.metabalance.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.metabalance.engine.math.Cumulative;
import org.metabalance.engine.math.Einsum;
import org.metabalance.engine.math.Elementwise;
import org.metabalance.engine.math.Norms;
import org.metabalance.engine.math.Products;
import org.metabalance.engine.math.Rearrange;
import org.metabalance.engine.math.Sorting;
import org.metabalance.engine.math.Statistics;

/** The functions of {@code test-data/golden/make_engine_math.py}, by the names they have there. */
final class MathFunctions {
    private static final String[] EQUATIONS = {
        "ij,jk->ik", "ij,jk", "ji,kj->ki", "bij,bkj->bik", "i,i->", "i,j->ij", "ij,ij->ij",
        "ij->ji",
        "ba", "ij->", "ij->j", "ii", "ii->i", "iij->ji", "iii->i", "ii,i->", "bn,anm,bm->ba",
        "ij,kl->", "ijk,jil->kl", "...ij,...jk->...ik", "...i,...i", "i...->...",
        "b...j,jk->b...k", "...,...->...", "ij, jk , kl -> il", "A,a->aA"
    };

    private final Map<String, Function<List<Tensor>, Tensor>> functions = new LinkedHashMap<>();

    private MathFunctions() {}

    static Map<String, Function<List<Tensor>, Tensor>> all() {
        MathFunctions table = new MathFunctions();
        table.elementwise();
        table.overAxes();
        table.sorting();
        table.indexing();
        table.movement();
        table.contraction();
        return table.functions;
    }

    private void elementwise() {
        one("tan", Tensor::tan);
        one("asin", Tensor::asin);
        one("acos", Tensor::acos);
        one("atan", Tensor::atan);
        one("sinh", Tensor::sinh);
        one("cosh", Tensor::cosh);
        one("asinh", Tensor::asinh);
        one("asinh near 0", Tensor::asinh);
        one("asinh far below", Tensor::asinh);
        one("acosh", Tensor::acosh);
        one("acosh near 1", Tensor::acosh);
        one("atanh", Tensor::atanh);
        one("atanh near 0", Tensor::atanh);
        one("erf", Tensor::erf);
        one("erf near 0", Tensor::erf);
        one("erfc", Tensor::erfc);
        one("erfc far above", Tensor::erfc);
        one("floor times x", x -> x.floor().mul(x));
        one("ceil times x", x -> x.ceil().mul(x));
        one("round times x", x -> x.round().mul(x));
        one("trunc times x", x -> x.trunc().mul(x));
        two("remainder", (a, b) -> a.remainder(b).square());
        one("remainder by 2", x -> x.remainder(2).square());
        two("fmod", (a, b) -> Elementwise.fmod(a, b).square());
        two("atan2", Tensor::atan2);
        two("atan2 on the axes", Tensor::atan2);
        two("hypot", Elementwise::hypot);
        two("hypot far", Elementwise::hypot);
        one("clamp", x -> Elementwise.clamp(x, -1, 1.5).square());
        one("clamp to wrong bounds", x -> Elementwise.clamp(x, 1.5, -1).mul(x));
        one("clamp above 0", x -> Elementwise.clamp(x, 0, Double.POSITIVE_INFINITY).square());
        functions.put("clamp by tensors",
                xs -> Elementwise.clamp(xs.get(0), xs.get(1), xs.get(2)).square());
        for (String where : List.of("", " of equals", " far", " with -inf")) {
            two("logAddExp" + where, Elementwise::logAddExp);
        }
    }

    private void overAxes() {
        one("variance of a sample", x -> Statistics.variance(x, 1));
        one("variance of samples", x -> Statistics.variance(x, 1, 0, 2));
        one("standard deviation", x -> Statistics.standardDeviation(x, 1, 1));
        one("standard deviation of all there are", x -> Statistics.standardDeviation(x, 0, 0));
        one("standard deviation of equals", x -> Statistics.standardDeviation(x, 1));
        for (String p : List.of("0.5", "1", "1.5", "2", "3", "4", "inf", "-inf", "-1")) {
            one("norm " + p, x -> Norms.norm(x, number(p)));
            one("norm " + p + " over 0", x -> Norms.norm(x, number(p), 0).square());
        }
        for (String p : List.of("1", "1.5", "2", "3", "4")) {
            one("norm " + p + " with zeros", x -> Norms.norm(x, number(p)));
        }
        one("norm 0", x -> Norms.norm(x, 0));
        one("norm inf of equals", x -> Norms.norm(x, Double.POSITIVE_INFINITY).square());
        one("product", Products::product);
        one("product over 1", x -> Products.product(x, 1));
        one("product with a zero", x -> Products.product(x, 1));
        one("product with two zeros", Products::product);
        one("product of nothing", x -> Products.product(x, 0));
        one("cumulative sum", x -> Cumulative.sum(x, 1).square());
        one("cumulative product", x -> Cumulative.product(x, 1));
        one("cumulative product over 0", x -> Cumulative.product(x, 0));
        one("cumulative product with zeros", x -> Cumulative.product(x, 0));
    }

    private void sorting() {
        one("sort", x -> Sorting.sort(x, 1).values().square());
        one("sort descending", x -> Sorting.sortDescending(x, 0).values().square());
        one("sort of equals", x -> Sorting.sort(x, 0).values().mul(count(x, 6)));
        one("argsort times x", x -> Sorting.argsort(x, 1).mul(x));
        one("argsort descending times x", x -> Sorting.argsortDescending(x, 1).mul(x));
        one("topK", x -> Sorting.topK(x, 3, 1).values().exp());
        one("bottomK", x -> Sorting.bottomK(x, 2, 0).values().exp());
        one("argmax times x", x -> Sorting.argmax(x, 1).unsqueeze(1).mul(x));
        one("argmin of equals times x", x -> Sorting.argmin(x, 0).mul(x));
        one("max at one index", x -> Sorting.max(x, 1).values().square());
        one("min at one index", x -> Sorting.min(x, 0).values().square());
    }

    private void indexing() {
        one("gatherElements", x -> x.gatherElements(1, index(x)).square());
        one("gatherElements over 0", x -> x.gatherElements(0, index(x)).exp());
        one("gatherElements of less", x -> x.gatherElements(1, index(x)).square());
        one("scatterAddElements", x -> x.scatterAddElements(1, index(x), 3).square());
        one("scatterAddElements over 0", x -> x.scatterAddElements(0, index(x), 5).exp());
    }

    private void movement() {
        one("flip", x -> Rearrange.flip(x, 0, 2).mul(count(x, 2, 3, 2)));
        one("roll", x -> Rearrange.roll(x, 2, 1).mul(x));
        one("roll back", x -> Rearrange.roll(x, -7, 0).mul(x));
        one("repeat", x -> Rearrange.repeat(x, 2, 1, 3).square().mul(count(x, 2, 2, 9)));
        one("padReflect", x -> Rearrange.padReflect(x, 1, 2, 3).square());
        one("padReplicate", x -> Rearrange.padReplicate(x, 1, 2, 3).square());
        one("diagonal", x -> Rearrange.diagonal(x, 0, 0, 1).square());
        one("diagonal above", x -> Rearrange.diagonal(x, 1, 0, 2).square());
        one("diagonal below", x -> Rearrange.diagonal(x, -2, 2, 0).square());
        one("diagonal beyond", x -> Rearrange.diagonal(x, 4, 0, 1).square());
        one("diagonalEmbed", x -> Rearrange.diagonalEmbed(x, 0).exp());
        one("diagonalEmbed above", x -> Rearrange.diagonalEmbed(x, 2).exp());
        one("diagonalEmbed below", x -> Rearrange.diagonalEmbed(x, -1).exp());
        one("tril", x -> Rearrange.tril(x, -1).exp());
        one("triu", x -> Rearrange.triu(x, 1).exp());
        one("slice from the end", x -> x.slice(0, -3, -1).square().add(x.slice(0, -2)));
        one("expand, keeping extents", x -> x.expand(4, -1, 3).exp());
        one("softmax of nothing", x -> x.softmax(1));
        one("logSumExp of nothing", x -> x.logSumExp(1));
    }

    private void contraction() {
        for (String what : List.of("vectors", "a vector and a matrix", "a matrix and a vector",
                "a vector and a batch", "a batch and a vector")) {
            two("matmul of " + what, (a, b) -> a.matmul(b).square());
        }
        for (String equation : EQUATIONS) {
            functions.put("einsum " + equation,
                    xs -> Einsum.einsum(equation, xs.toArray(Tensor[]::new)).square());
        }
        two("einsum over nothing", (a, b) -> Einsum.einsum("ij,jk->ik", a, b).exp());
    }

    private static double number(String p) {
        return Double.parseDouble(p.replace("inf", "Infinity"));
    }

    private static Tensor count(Tensor x, int... dims) {
        double[] count = IntStream.range(0, Shape.of(dims).size()).asDoubleStream().toArray();
        return x.tape().constant(count, dims);
    }

    private static Tensor index(Tensor x) {
        return x.tape().constant(new double[] {2, 0, 2, 1, 1, 1, 1, 0}, 2, 4);
    }

    private void one(String name, UnaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0)));
    }

    private void two(String name, BinaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0), xs.get(1)));
    }
}
