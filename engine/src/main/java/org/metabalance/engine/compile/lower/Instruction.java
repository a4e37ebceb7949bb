package org.metabalance.engine.compile.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Op;

/** One step of a compiled program. Instructions run in order; each reads and writes buffers. */
public sealed interface Instruction {

    /** Returns what is read. */
    default List<View> reads() {
        return switch (this) {
            case Pointwise chain -> chain.loads();
            case Gemm gemm -> gemm.accumulate()
                    ? List.of(gemm.a().view(), gemm.b().view(),
                            View.of(gemm.c(), gemm.c().shape()))
                    : List.of(gemm.a().view(), gemm.b().view());
            case SparseProduct product -> List.of(product.x());
            case Convolve convolve -> List.of(convolve.a(), convolve.b());
            case Pool pool -> pool.at() == null ? List.of(pool.a())
                    : List.of(pool.a(), pool.at());
            case Reduction reduction -> List.of(reduction.x());
            case Fold fold -> List.of(fold.x());
            case Assemble assemble -> assemble.parts().stream().map(Part::x).toList();
            case Gather gather -> List.of(gather.x(), gather.indices());
            case ScatterAdd scatter -> List.of(scatter.x(), scatter.indices());
            case GatherElements gather -> List.of(gather.x(), gather.indices());
            case ScatterAddElements scatter -> List.of(scatter.x(), scatter.indices());
            case OneHot oneHot -> List.of(oneHot.indices());
            case CumulativeSum sum -> List.of(sum.x());
            case ArgSort sort -> List.of(sort.x());
            case Random random -> List.of();
            case Store store -> List.of(store.x());
        };
    }

    /** Returns what is written, each as a whole. */
    default List<Buffer> writes() {
        return switch (this) {
            case Pointwise chain -> chain.stores();
            case Gemm gemm -> List.of(gemm.c());
            case SparseProduct product -> List.of(product.z());
            case Convolve convolve -> List.of(convolve.z());
            case Pool pool -> List.of(pool.z());
            case Reduction reduction -> List.of(reduction.z());
            case Fold fold -> List.of(fold.z());
            case Assemble assemble -> List.of(assemble.z());
            case Gather gather -> List.of(gather.z());
            case ScatterAdd scatter -> List.of(scatter.z());
            case GatherElements gather -> List.of(gather.z());
            case ScatterAddElements scatter -> List.of(scatter.z());
            case OneHot oneHot -> List.of(oneHot.z());
            case CumulativeSum sum -> List.of(sum.z());
            case ArgSort sort -> List.of(sort.z());
            case Random random -> List.of(random.z());
            case Store store -> List.of(store.z());
        };
    }

    /** Returns a short name for people. */
    default String label() {
        return switch (this) {
            case Pointwise chain -> chain.entries().stream().map(Entry::label)
                    .filter(label -> !label.isEmpty()).collect(Collectors.joining("+"));
            case Gemm gemm -> gemm.accumulate() ? "add matmul" : "matmul";
            case SparseProduct product -> "sparse matmul";
            case Convolve convolve -> convolve.op().label();
            case Pool pool -> pool.op().label();
            case Reduction reduction -> reduction.max() ? "max" : "sum";
            case Fold fold -> "sum";
            case Assemble assemble -> assemble.zero() ? "pad" : "concat";
            case Gather gather -> "gather";
            case ScatterAdd scatter -> "scatterAdd";
            case GatherElements gather -> "gatherElements";
            case ScatterAddElements scatter -> "scatterAddElements";
            case OneHot oneHot -> "oneHot";
            case CumulativeSum sum -> "cumulativeSum";
            case ArgSort sort -> "argsort";
            case Random random -> "random";
            case Store store -> "store";
        };
    }

    /** Returns whether element i of {@code read} is read no later than result i is written. */
    default boolean inStep(View read) {
        return this instanceof Pointwise && read.whole();
    }

    /** Returns the number of multiply-adds of matrix products and convolutions. */
    default long multiplyAdds() {
        return switch (this) {
            case Gemm gemm -> (long) gemm.m() * gemm.n() * gemm.k() * gemm.a().offsets().length;
            case SparseProduct product -> product.products();
            case Convolve convolve -> convolve.products();
            default -> 0;
        };
    }

    /**
     * A chain of elementwise operations over {@code size} elements, done block by block so that what
     * lies between them never leaves the first-level cache.
     */
    record Pointwise(int size, List<Entry> entries) implements Instruction {
        // loops: placing asks so often that streams cost a third of all compiling

        private List<View> loads() {
            List<View> loads = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry instanceof Entry.Load(View view)) {
                    loads.add(view);
                }
            }
            return loads;
        }

        private List<Buffer> stores() {
            List<Buffer> stores = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.store() != null) {
                    stores.add(entry.store());
                }
            }
            return stores;
        }

        /** Returns the entries that compute something, in order. */
        public Stream<Entry.Apply> applied() {
            return entries.stream().filter(Entry.Apply.class::isInstance)
                    .map(Entry.Apply.class::cast);
        }
    }

    /** A value inside a {@link Pointwise} chain; others name it by its position. */
    sealed interface Entry {
        /** Returns where the result is kept, null if only later entries need it. */
        default Buffer store() {
            return null;
        }

        /** Returns the entries that are read. */
        int[] arguments();

        /** Returns this with its arguments at their new positions. */
        Entry moved(int[] position);

        /** Returns a short name for people, empty for what computes nothing. */
        default String label() {
            return "";
        }

        /** The elements of a view. */
        record Load(View view) implements Entry {
            private static final int[] NONE = {};

            @Override
            public int[] arguments() {
                return NONE;
            }

            @Override
            public Entry moved(int[] position) {
                return this;
            }
        }

        /**
         * Sums of the columns of a matrix [rows, inner] whose elements an earlier entry computes, those of
         * each {@code block} of rows by themselves: a {@link Fold} adds them up.
         *
         * @param argument the entry summed
         * @param block rows summed, a number of stretches that is a power of two
         * @param inner columns
         * @param store the sums, [blocks, inner]
         */
        record Sums(int argument, int block, int inner, Buffer store) implements Entry {
            /** Returns how many elements of the chain a block has. */
            public int elements() {
                return block * inner;
            }

            @Override
            public int[] arguments() {
                return new int[] {argument};
            }

            @Override
            public Entry moved(int[] position) {
                return new Sums(position[argument], block, inner, store);
            }

            @Override
            public String label() {
                return "sum";
            }
        }

        /**
         * An elementwise operation on earlier entries; a null operation copies.
         *
         * @param source the tensor computed or, by a copy, wanted in another form
         * @param store where the result is kept, null if only later entries need it
         */
        record Apply(Op op, int[] arguments, Tensor source, Buffer store) implements Entry {
            Apply storedIn(Buffer buffer) {
                return new Apply(op, arguments, source, buffer);
            }

            @Override
            public Entry moved(int[] position) {
                int[] moved = new int[arguments.length];
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = position[arguments[i]];
                }
                return new Apply(op, moved, source, store);
            }

            @Override
            public String label() {
                return op == null ? "copy" : op.label();
            }
        }
    }

    /**
     * Matrix products C[i] = A[i] B[i], one for each pair of offsets, or with {@code accumulate} C[i] +=
     * A[i] B[i]. Rows and columns of A and B lie {@code row} and {@code column} elements apart; C is
     * dense.
     *
     * @param source the products, without what they are added to
     */
    record Gemm(int m, int n, int k, Matrix a, Matrix b, Buffer c, boolean accumulate,
            Tensor source) implements Instruction {}

    /** An operand of {@link Gemm}: where each matrix begins and how far its rows and columns lie apart. */
    record Matrix(View view, int[] offsets, int row, int column) {}

    /**
     * Rows {@code from} to before {@code to} of a constant sparse matrix times a dense one.
     *
     * @param x the dense matrix, as many rows as the sparse one has columns
     */
    record SparseProduct(SparseMatrix matrix, int from, int to, View x, Buffer z)
            implements Instruction {

        private long products() {
            int[] starts = matrix.starts();
            return (long) (starts[to] - starts[from]) * x.dims()[1];
        }
    }

    /** A convolution of dense arrays, or one of its adjoints: operands as those of the primitive. */
    record Convolve(Convolution op, View a, View b, Buffer z) implements Instruction {

        private long products() {
            // each element of the convolution's result meets each of its filter's once
            return switch (op) {
                case Convolution.Forward forward -> (long) z.size() * products(b);
                case Convolution.InputAdjoint adjoint -> (long) a.size() * products(b);
                case Convolution.WeightAdjoint adjoint ->
                        (long) b.size() * products(View.of(z, z.shape()));
            };
        }

        private static int products(View weights) {
            int[] dims = weights.dims();
            return dims[0] * dims[1] * dims[2];
        }
    }

    /** What maxima of windows are made of, on dense images; {@code at} is null where places are computed. */
    record Pool(MaxPool op, View a, View at, Buffer z) implements Instruction {}

    /** A reduction of a dense array [outer, reduced, inner] over its middle axis. */
    record Reduction(boolean max, View x, int outer, int reduced, int inner, Buffer z)
            implements Instruction {}

    /**
     * The sum of the rows of a dense array [rows, inner], as the sum of two halves, the first of as many rows as
     * the largest power of two that leaves some: the end of a sum over blocks.
     */
    record Fold(View x, int rows, int inner, Buffer z) implements Instruction {}

    /** Dense parts put side by side into a larger array, which is set to 0 first if they leave gaps. */
    record Assemble(boolean zero, List<Part> parts, Buffer z) implements Instruction {}

    /** Runs of {@code length} elements of x, written {@code step} apart from {@code start} on. */
    record Part(View x, int start, int length, int step) {}

    /** Slices of a dense array [outer, extent, inner] at indices of its middle axis. */
    record Gather(View x, View indices, int outer, int extent, int inner, Buffer z)
            implements Instruction {}

    /** Slices of a dense array added to zeros [outer, extent, inner] at indices of the middle axis. */
    record ScatterAdd(View x, View indices, int outer, int extent, int inner, Buffer z)
            implements Instruction {}

    /** Elements of a dense array [outer, extent, inner] at indices [outer, count, inner] of its middle axis. */
    record GatherElements(View x, View indices, int outer, int extent, int count, int inner,
            Buffer z) implements Instruction {}

    /** Elements [outer, count, inner] added to zeros [outer, extent, inner] at indices of the middle axis. */
    record ScatterAddElements(View x, View indices, int outer, int extent, int count, int inner,
            Buffer z) implements Instruction {}

    /** Running sums of a dense array [outer, extent, inner] along its middle axis. */
    record CumulativeSum(boolean reverse, View x, int outer, int extent, int inner, Buffer z)
            implements Instruction {}

    /** The indices that sort a dense array [outer, extent, inner] along its middle axis. */
    record ArgSort(boolean descending, View x, int outer, int extent, int inner, Buffer z)
            implements Instruction {}

    /** One at the index, zero elsewhere. */
    record OneHot(View indices, int classes, Buffer z) implements Instruction {}

    /** Random numbers. */
    record Random(Leaf.Distribution distribution, long stream, Buffer z) implements Instruction {}

    /** A copy of one whole buffer to another: the end of an assignment. */
    record Store(View x, Buffer z) implements Instruction {}
}
