package org.metabalance.engine.compile.lower;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.Op;

/** One step of a compiled program. Instructions run in order; each reads and writes buffers. */
public sealed interface Instruction {

    /** Returns what is read. */
    List<View> reads();

    /** Returns what is written, each as a whole. */
    List<Buffer> writes();

    /** Returns a short name for people. */
    String label();

    /** Returns whether element i of {@code read} is read no later than result i is written. */
    default boolean inStep(View read) {
        return this instanceof Pointwise && read.whole();
    }

    /** Returns the number of multiply-adds of matrix products. */
    default long multiplyAdds() {
        return 0;
    }

    /**
     * A chain of elementwise operations over {@code size} elements, done block by block so that what
     * lies between them never leaves the first-level cache.
     */
    record Pointwise(int size, List<Entry> entries) implements Instruction {
        @Override
        public List<View> reads() {
            List<View> reads = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry instanceof Entry.Load(View view)) {
                    reads.add(view);
                }
            }
            return reads;
        }

        @Override
        public List<Buffer> writes() {
            List<Buffer> writes = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry instanceof Entry.Apply apply && apply.store() != null) {
                    writes.add(apply.store());
                }
            }
            return writes;
        }

        @Override
        public String label() {
            StringBuilder text = new StringBuilder();
            for (Entry entry : entries) {
                if (entry instanceof Entry.Apply apply) {
                    text.append(text.isEmpty() ? "" : "+").append(apply.label());
                }
            }
            return text.toString();
        }
    }

    /** A value inside a {@link Pointwise} chain; others name it by its position. */
    sealed interface Entry {
        /** The elements of a view. */
        record Load(View view) implements Entry {}

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

            /** Returns this with its arguments at their new positions. */
            Apply moved(int[] position) {
                int[] moved = new int[arguments.length];
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = position[arguments[i]];
                }
                return new Apply(op, moved, source, store);
            }

            String label() {
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
    record Gemm(
            int m,
            int n,
            int k,
            Matrix a,
            Matrix b,
            Buffer c,
            boolean accumulate,
            Tensor source)
            implements Instruction {
        @Override
        public List<View> reads() {
            return accumulate
                    ? List.of(a.view(), b.view(), View.of(c, c.shape()))
                    : List.of(a.view(), b.view());
        }

        @Override
        public List<Buffer> writes() {
            return List.of(c);
        }

        @Override
        public String label() {
            return accumulate ? "add matmul" : "matmul";
        }

        @Override
        public long multiplyAdds() {
            return (long) m * n * k * a.offsets().length;
        }
    }

    /** An operand of {@link Gemm}: where each matrix begins and how far its rows and columns lie apart. */
    record Matrix(View view, int[] offsets, int row, int column) {}

    /** A reduction of a dense array [outer, reduced, inner] over its middle axis. */
    record Reduction(boolean max, View x, int outer, int reduced, int inner, Buffer z)
            implements Instruction {
        @Override
        public List<View> reads() {
            return List.of(x);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return max ? "max" : "sum";
        }
    }

    /** Dense parts put side by side into a larger array, which is set to 0 first if they leave gaps. */
    record Assemble(boolean zero, List<Part> parts, Buffer z) implements Instruction {
        @Override
        public List<View> reads() {
            return parts.stream().map(Part::x).toList();
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return zero ? "pad" : "concat";
        }
    }

    /** Runs of {@code length} elements of x, written {@code step} apart from {@code start} on. */
    record Part(View x, int start, int length, int step) {}

    /** Slices of a dense array [outer, extent, inner] at indices of its middle axis. */
    record Gather(View x, View indices, int outer, int extent, int inner, Buffer z)
            implements Instruction {
        @Override
        public List<View> reads() {
            return List.of(x, indices);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return "gather";
        }
    }

    /** Slices of a dense array added to zeros [outer, extent, inner] at indices of the middle axis. */
    record ScatterAdd(View x, View indices, int outer, int extent, int inner, Buffer z)
            implements Instruction {
        @Override
        public List<View> reads() {
            return List.of(x, indices);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return "scatterAdd";
        }
    }

    /** One at the index, zero elsewhere. */
    record OneHot(View indices, int classes, Buffer z) implements Instruction {
        @Override
        public List<View> reads() {
            return List.of(indices);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return "oneHot";
        }
    }

    /** Random numbers. */
    record Random(Leaf.Distribution distribution, long stream, Buffer z) implements Instruction {
        @Override
        public List<View> reads() {
            return List.of();
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return "random";
        }
    }

    /** A copy of one whole buffer to another: the end of an assignment. */
    record Store(View x, Buffer z) implements Instruction {
        @Override
        public List<View> reads() {
            return List.of(x);
        }

        @Override
        public List<Buffer> writes() {
            return List.of(z);
        }

        @Override
        public String label() {
            return "store";
        }
    }
}
