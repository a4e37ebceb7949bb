package org.metabalance.engine;

import java.util.function.BiFunction;
import org.metabalance.engine.math.Cumulative;
import org.metabalance.engine.math.Einsum;
import org.metabalance.engine.math.Elementwise;
import org.metabalance.engine.math.Norms;
import org.metabalance.engine.math.Products;
import org.metabalance.engine.math.Ranked;
import org.metabalance.engine.math.Rearrange;
import org.metabalance.engine.math.Sorting;
import org.metabalance.engine.math.Statistics;

/** The part of {@link DerivativeCases} that is about {@code engine.math}. */
final class MathCases {
    private static final int[][] SHAPES = {{7}, {2, 3, 2}, {1, 5}, {3, 1}};

    private final DerivativeCases table;

    private MathCases(DerivativeCases table) {
        this.table = table;
    }

    static void addTo(DerivativeCases table) {
        MathCases cases = new MathCases(table);
        cases.elementwise();
        cases.overAxes();
        cases.sorting();
        cases.rearrangement();
        cases.einsum();
    }

    private void elementwise() {
        int[][][] pairs = {
            {{}, {}}, {{3}, {}}, {{2, 3}, {3}}, {{2, 1}, {1, 5}}, {{1}, {1, 1}}, {{0}, {1}},
            {{1, 3}, {0, 3}}, {{7}, {7}}
        };
        for (int[][] pair : pairs) {
            table.two("clamp", 2, (a, b) -> Elementwise.clamp(a, b.abs().neg(), b.abs()).square(),
                    table.signed(pair[0]), table.signed(pair[1]));
            table.two("fmod", 2, (a, b) -> Elementwise.fmod(a, b).square(), table.signed(pair[0]),
                    table.signed(pair[1]));
            table.two("hypot", 3, Elementwise::hypot, table.signed(pair[0]), table.signed(pair[1]));
            table.two("logAddExp", 3, Elementwise::logAddExp, table.signed(pair[0]),
                    table.signed(pair[1]));
        }
        table.one("logAddExp with itself", 3, x -> Elementwise.logAddExp(x, x.square()),
                NdArray.of(new double[] {1, 0, -0.5}));
        table.one("clamp to numbers", 2, x -> Elementwise.clamp(x, -0.5, 0.7).mul(x),
                table.signed(2, 3));
    }

    private void overAxes() {
        for (int[] shape : SHAPES) {
            for (int[] axes : new int[][] {{}, {0}, {-1}}) {
                String over = " over " + (axes.length == 0 ? "all" : axes[0]);
                for (double p : new double[] {0.5, 1, 1.5, 2, 3, 4, -1, Double.POSITIVE_INFINITY}) {
                    table.one("norm " + p + over, 2, x -> Norms.norm(x, p, axes).square(),
                            table.signed(shape));
                }
                table.one("normKeep" + over, 2, x -> x.mul(Norms.normKeep(x, 3, axes)),
                        table.signed(shape));
                table.one("product" + over, 3, x -> Products.product(x, axes), table.signed(shape));
                table.one("productKeep" + over, 2, x -> x.mul(Products.productKeep(x, axes)),
                        table.signed(shape));
                table.one("variance with correction" + over, 2,
                        x -> Statistics.variance(x, 0.5, axes).square(), table.signed(shape));
            }
            for (int axis = 0; axis < shape.length; axis++) {
                int a = axis;
                table.one("cumulative product along " + a, 2, x -> Cumulative.product(x, a),
                        table.signed(shape));
            }
        }
        table.one("product with zeros", 3, x -> Products.product(x, 1),
                NdArray.of(new double[] {2, 0, -3, 0, 0, 1.5}, 2, 3));
        table.one("cumulative product with zeros", 3, x -> Cumulative.product(x, 0),
                NdArray.of(new double[] {2, 0, -3, 0, 1.5}));
        table.one("norm 4 with zeros", 4, x -> Norms.norm(x, 4).square(),
                NdArray.of(new double[] {1, 0, -0.5}));
        table.one("product of no rows", 2, x -> Products.product(x, 0).add(x.sum(0)).exp(),
                table.signed(0, 2));
        table.one("product along no columns", 2, x -> Products.product(x, 0).exp(),
                table.signed(2, 0));
        table.one("norm of no rows", 2, x -> Norms.norm(x, 3, 0).exp(), table.signed(0, 2));
        table.one("standard deviation", 3, x -> Statistics.standardDeviation(x, 1, 1),
                table.signed(2, 5));
    }

    private void sorting() {
        for (int[] shape : SHAPES) {
            for (int axis = 0; axis < shape.length; axis++) {
                int a = axis;
                values("sort", a, Sorting::sort, shape);
                values("sort, largest first", a, Sorting::sortDescending, shape);
                values("topK", a, (x, k) -> Sorting.topK(x, 1, k), shape);
                values("bottomK", a, (x, k) -> Sorting.bottomK(x, 1, k), shape);
                values("max at one index", a, Sorting::max, shape);
                values("min at one index", a, Sorting::min, shape);
                table.one("argmax as a factor along " + a, 2,
                        x -> x.square().mul(Sorting.argmax(x, a).sum().add(1)),
                        table.signed(shape));
            }
        }
        values("sort of no rows", 0, Sorting::sort, 0, 2);
        values("sort along no columns", 0, Sorting::sort, 2, 0);
        values("max of no rows", 1, Sorting::max, 0, 2);
    }

    private void values(String name, int axis, BiFunction<Tensor, Integer, Ranked> f,
            int... shape) {
        table.one(name + " along " + axis, 2, x -> f.apply(x, axis).values().exp(),
                table.signed(shape));
    }

    private void rearrangement() {
        for (int[] shape : new int[][] {{7}, {2, 3, 2}, {1, 5}, {0, 2}, {2, 0}}) {
            table.one("flip", 2, x -> Rearrange.flip(x).mul(x), table.signed(shape));
            table.one("flip of the last axis", 2, x -> Rearrange.flip(x, -1).mul(x.exp()),
                    table.signed(shape));
            table.one("roll", 2, x -> Rearrange.roll(x, 3, 0).mul(x.exp()), table.signed(shape));
        }
        table.one("repeat", 2, x -> Rearrange.repeat(x, 2, 3, 1).exp(), table.signed(1, 2));
        table.one("repeat of nothing", 2, x -> Rearrange.repeat(x, 3, 2).exp(), table.signed(0, 2));
        table.one("repeat no times", 2, x -> Rearrange.repeat(x, 0, 2).exp(), table.signed(3, 2));
        table.one("padReflect", 2, x -> Rearrange.padReflect(x, -1, 2, 1).exp(),
                table.signed(2, 3));
        table.one("padReplicate", 2, x -> Rearrange.padReplicate(x, 0, 2, 1).exp(),
                table.signed(2, 3));
        table.one("padReplicate of no columns", 2,
                x -> Rearrange.padReplicate(x, 0, 2, 1).exp(), table.signed(2, 0));
        table.one("diagonal", 2, x -> Rearrange.diagonal(x, 1, 0, 2).exp(), table.signed(3, 2, 5));
        table.one("diagonal beyond", 2, x -> Rearrange.diagonal(x, -3, 0, 1).exp(),
                table.signed(3, 2));
        table.one("diagonalEmbed", 2, x -> Rearrange.diagonalEmbed(x, -1).exp(),
                table.signed(2, 3));
        table.one("diagonalEmbed of nothing", 2, x -> Rearrange.diagonalEmbed(x, 0).exp(),
                table.signed(2, 0));
        table.one("tril", 2, x -> Rearrange.tril(x, 0).exp(), table.signed(2, 3, 5));
        table.one("triu", 2, x -> Rearrange.triu(x, -1).exp(), table.signed(3, 2));
    }

    private void einsum() {
        product("ij,jk->ik", new int[] {2, 3}, new int[] {3, 5});
        product("bij,bkj->ikb", new int[] {2, 1, 3}, new int[] {2, 5, 3});
        product("i,j->ji", new int[] {3}, new int[] {1});
        product("ij,ij", new int[] {2, 3}, new int[] {2, 3});
        product("ii,i->i", new int[] {3, 3}, new int[] {3});
        product("...i,i...->...", new int[] {2, 3}, new int[] {3, 1});
        product("ij,kl->jk", new int[] {2, 3}, new int[] {1, 2});
        product("ij,jk->ik", new int[] {2, 0}, new int[] {0, 3});
        product("ij,jk->ik", new int[] {0, 3}, new int[] {3, 2});
        table.one("einsum of a matrix thrice", 3, x -> Einsum.einsum("ij,jk,kl->il", x, x, x),
                table.signed(3, 3));
        table.one("einsum of a trace", 2, x -> Einsum.einsum("ii", x).square(), table.signed(3, 3));
    }

    private void product(String equation, int[] a, int[] b) {
        table.two("einsum " + equation, 2, (x, y) -> Einsum.einsum(equation, x, y).square(),
                table.signed(a), table.signed(b));
    }
}
