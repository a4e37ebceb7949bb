package org.metabalance.engine.compile.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.metabalance.engine.Shape;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.Instruction.Entry;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.op.Convolution.WeightAdjoint;

/**
 * Instructions cut in two for two threads: chains and reductions by rows, a batch of products by products,
 * one large product by its rows, a sparse one too, what slides over images by images. Halves of consecutive instructions mostly need each other's first or
 * second half alone, so a thread goes through many of them before it must wait for the other.
 */
final class Halves {
    /** What an instruction must take, in nanoseconds, to be cut. */
    private static final double FEWEST = 1000;

    /** Rows in a register tile: where one product is cut, which has this many twice at least. */
    private static final int TILE = 8;

    private Halves() {}

    /** Returns the instructions, which have their places in memory, with the halves of those worth it. */
    static List<Instruction> of(List<Instruction> instructions) {
        List<Instruction> cut = new ArrayList<>();
        for (Instruction instruction : instructions) {
            List<Instruction> halves = Cost.of(instruction) < FEWEST ? List.of()
                    : halves(instruction);
            cut.addAll(halves.isEmpty() ? List.of(instruction) : halves);
        }
        return cut;
    }

    private static List<Instruction> halves(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> halves(chain);
            case Instruction.Gemm gemm -> gemm.a().offsets().length > 1 ? batch(gemm) : rows(gemm);
            case Instruction.SparseProduct product when product.to() > 1 -> List.of(
                    rows(product, 0, product.to() / 2),
                    rows(product, product.to() / 2, product.to()));
            case Instruction.Reduction reduction when reduction.outer() > 1 -> List.of(
                    part(reduction, 0, reduction.outer() / 2),
                    part(reduction, reduction.outer() / 2, reduction.outer()));
            case Instruction.Convolve convolve when !(convolve.op() instanceof WeightAdjoint) ->
                    byImages(convolve.a(), (from, to) -> new Instruction.Convolve(
                            convolve.op(), images(convolve.a(), from, to), convolve.b(),
                            images(convolve.z(), from, to)));
            case Instruction.Pool pool -> byImages(pool.a(), (from, to) -> new Instruction.Pool(
                    pool.op(), images(pool.a(), from, to),
                    pool.at() == null ? null : images(pool.at(), from, to),
                    images(pool.z(), from, to)));
            default -> List.of();
        };
    }

    // What windows compute, by images.

    private static List<Instruction> byImages(
            View images, BiFunction<Integer, Integer, Instruction> part) {
        int count = images.dims()[0];
        return count < 2 ? List.of()
                : List.of(part.apply(0, count / 2), part.apply(count / 2, count));
    }

    private static View images(View all, int from, int to) {
        int[] dims = all.dims().clone();
        dims[0] = to - from;
        return new View(
                all.buffer(), all.offset() + from * all.strides()[0], dims, all.strides());
    }

    private static Buffer images(Buffer all, int from, int to) {
        int size = all.size() / all.shape().dim(0);
        return all.part(from * size, all.shape().with(0, to - from));
    }

    // Chains, where all that is read repeats or continues in the second half as in the first.

    private static List<Instruction> halves(Instruction.Pointwise chain) {
        int unit = 1;
        for (Entry entry : chain.entries()) {
            unit = Math.max(unit, unit(entry));
        }
        int half = chain.size() / 2 / unit * unit;
        for (Entry entry : chain.entries()) {
            if (half % unit(entry) != 0) {
                return List.of();
            }
        }
        return half == 0 ? List.of()
                : List.of(part(chain, 0, half), part(chain, half, chain.size()));
    }

    /** How many elements must stay together. */
    private static int unit(Entry entry) {
        return switch (entry) {
            case Entry.Load(View view) -> unit(view);
            case Entry.Sums sums -> sums.elements();
            case Entry.Apply apply -> 1;
        };
    }

    /** Elements in one step of a view's first axis. */
    private static int unit(View view) {
        boolean anywhere = Arrays.stream(view.strides()).allMatch(stride -> stride == 0);
        return anywhere ? 1 : view.size() / view.dims()[0];
    }

    private static Instruction part(Instruction.Pointwise chain, int from, int to) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : chain.entries()) {
            entries.add(switch (entry) {
                case Entry.Load(View view) -> new Entry.Load(part(view, from, to));
                case Entry.Apply apply when apply.store() != null -> new Entry.Apply(
                        apply.op(), apply.arguments(), apply.source(),
                        apply.store().part(from, Shape.of(to - from)));
                case Entry.Apply apply -> apply;
                case Entry.Sums sums -> part(sums, from, to);
            });
        }
        return new Instruction.Pointwise(to - from, entries);
    }

    private static Entry part(Entry.Sums sums, int from, int to) {
        int inner = sums.inner();
        int first = from / sums.elements();
        int blocks = Math.ceilDiv(to, sums.elements()) - first;
        return new Entry.Sums(
                sums.argument(), sums.block(), inner,
                sums.store().part(first * inner, Shape.of(blocks, inner)));
    }

    private static View part(View view, int from, int to) {
        if (Arrays.stream(view.strides()).allMatch(stride -> stride == 0)) {
            return new View(view.buffer(), view.offset(), new int[] {to - from}, new int[] {0});
        }
        int unit = unit(view);
        int[] dims = view.dims().clone();
        dims[0] = (to - from) / unit;
        int begin = view.offset() + from / unit * view.strides()[0];
        return new View(view.buffer(), begin, dims, view.strides()).collapsed();
    }

    private static Instruction part(Instruction.Reduction op, int from, int to) {
        int reduced = op.reduced() * op.inner();
        int[] dims = {(to - from) * reduced};
        View x = new View(op.x().buffer(), op.x().offset() + from * reduced, dims, new int[] {1});
        Buffer z = op.z().part(from * op.inner(), Shape.of((to - from) * op.inner()));
        return new Instruction.Reduction(op.max(), x, to - from, op.reduced(), op.inner(), z);
    }

    // Products.

    private static List<Instruction> batch(Instruction.Gemm gemm) {
        int count = gemm.a().offsets().length;
        return List.of(batch(gemm, 0, count / 2), batch(gemm, count / 2, count));
    }

    private static Instruction batch(Instruction.Gemm gemm, int from, int to) {
        int size = gemm.m() * gemm.n();
        return new Instruction.Gemm(
                gemm.m(), gemm.n(), gemm.k(),
                matrices(gemm.a(), from, to, gemm.m(), gemm.k(), 0),
                matrices(gemm.b(), from, to, gemm.k(), gemm.n(), 0),
                gemm.c().part(from * size, Shape.of((to - from) * size)), gemm.accumulate(),
                gemm.source());
    }

    private static List<Instruction> rows(Instruction.Gemm gemm) {
        int half = (gemm.m() / 2 + TILE - 1) / TILE * TILE;
        return gemm.m() < 2 * TILE ? List.of()
                : List.of(rows(gemm, 0, half), rows(gemm, half, gemm.m()));
    }

    private static Instruction rows(Instruction.Gemm gemm, int from, int to) {
        int n = gemm.n();
        return new Instruction.Gemm(
                to - from, n, gemm.k(),
                matrices(gemm.a(), 0, 1, to - from, gemm.k(), from),
                gemm.b(),
                gemm.c().part(from * n, Shape.of((to - from) * n)), gemm.accumulate(),
                gemm.source());
    }

    private static Instruction rows(Instruction.SparseProduct product, int from, int to) {
        int n = product.x().dims()[1];
        return new Instruction.SparseProduct(product.matrix(), from, to, product.x(),
                product.z().part(from * n, Shape.of(to - from, n)));
    }

    /** Some of the matrices, from a row on, with a view of what of the buffer they lie in. */
    private static Instruction.Matrix matrices(
            Instruction.Matrix all, int from, int to, int rows, int columns, int row) {
        int[] offsets = Arrays.stream(all.offsets(), from, to).map(o -> o + row * all.row())
                .toArray();
        int first = Arrays.stream(offsets).min().orElseThrow();
        int last = Arrays.stream(offsets).max().orElseThrow() + (rows - 1) * all.row()
                + (columns - 1) * all.column();
        View view = new View(
                all.view().buffer(), first, new int[] {last + 1 - first}, new int[] {1});
        return new Instruction.Matrix(view, offsets, all.row(), all.column());
    }
}
