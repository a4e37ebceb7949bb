package org.metabalance.engine.execute;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.metabalance.engine.Rng;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Leaf;

/** Instructions that move elements or make them from nothing. */
final class FloatMoves {
    private FloatMoves() {}

    private static int begin(View view) {
        return view.buffer().offset() + view.offset();
    }

    static FloatStep store(Instruction.Store op, FloatMemory memory) {
        float[] x = memory.array(op.x().buffer());
        float[] z = memory.array(op.z());
        int from = begin(op.x());
        int to = op.z().offset();
        int n = op.z().size();
        return () -> System.arraycopy(x, from, z, to, n);
    }

    static FloatStep assemble(Instruction.Assemble op, FloatMemory memory) {
        float[] z = memory.array(op.z());
        int zAt = op.z().offset();
        int size = op.z().size();
        Instruction.Part[] parts = op.parts().toArray(Instruction.Part[]::new);
        float[][] x = new float[parts.length][];
        int[] xAt = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            x[i] = memory.array(parts[i].x().buffer());
            xAt[i] = begin(parts[i].x());
        }
        return () -> {
            if (op.zero()) {
                Arrays.fill(z, zAt, zAt + size, 0);
            }
            for (int i = 0; i < parts.length; i++) {
                Instruction.Part part = parts[i];
                int from = xAt[i];
                for (int to = part.start(); part.length() > 0 && to < size; to += part.step()) {
                    System.arraycopy(x[i], from, z, zAt + to, part.length());
                    from += part.length();
                }
            }
        };
    }

    static FloatStep gather(Instruction.Gather op, FloatMemory memory) {
        float[] x = memory.array(op.x().buffer());
        float[] indices = memory.array(op.indices().buffer());
        float[] z = memory.array(op.z());
        int xAt = begin(op.x());
        int iAt = begin(op.indices());
        int zAt = op.z().offset();
        int inner = op.inner();
        int extent = op.extent();
        int outer = op.outer();
        int count = Arrays.stream(op.indices().dims()).reduce(1, (a, b) -> a * b);
        return () -> {
            int to = zAt;
            for (int o = 0; o < outer; o++) {
                int base = xAt + o * extent * inner;
                for (int i = 0; i < count; i++) {
                    int row = index("gather", indices[iAt + i], extent);
                    System.arraycopy(x, base + row * inner, z, to, inner);
                    to += inner;
                }
            }
        };
    }

    static FloatStep scatterAdd(Instruction.ScatterAdd op, FloatMemory memory,
            FloatKernels kernels) {
        float[] x = memory.array(op.x().buffer());
        float[] indices = memory.array(op.indices().buffer());
        float[] z = memory.array(op.z());
        int xAt = begin(op.x());
        int iAt = begin(op.indices());
        int zAt = op.z().offset();
        int inner = op.inner();
        int extent = op.extent();
        int outer = op.outer();
        int count = Arrays.stream(op.indices().dims()).reduce(1, (a, b) -> a * b);
        return () -> {
            Arrays.fill(z, zAt, zAt + outer * extent * inner, 0);
            int from = xAt;
            for (int o = 0; o < outer; o++) {
                int base = zAt + o * extent * inner;
                for (int i = 0; i < count; i++) {
                    int to = base + index("scatterAdd", indices[iAt + i], extent) * inner;
                    kernels.binary(Binary.ADD, z, to, x, from, z, to, inner);
                    from += inner;
                }
            }
        };
    }

    static FloatStep oneHot(Instruction.OneHot op, FloatMemory memory) {
        float[] indices = memory.array(op.indices().buffer());
        float[] z = memory.array(op.z());
        int iAt = begin(op.indices());
        int zAt = op.z().offset();
        int classes = op.classes();
        int count = Arrays.stream(op.indices().dims()).reduce(1, (a, b) -> a * b);
        return () -> {
            Arrays.fill(z, zAt, zAt + count * classes, 0);
            for (int i = 0; i < count; i++) {
                z[zAt + i * classes + index("oneHot", indices[iAt + i], classes)] = 1;
            }
        };
    }

    static FloatStep random(Instruction.Random op, FloatMemory memory, LongSupplier runKey) {
        float[] z = memory.array(op.z());
        int zAt = op.z().offset();
        int n = op.z().size();
        boolean uniform = op.distribution() == Leaf.Distribution.UNIFORM;
        return () -> {
            long key = Rng.childKey(runKey.getAsLong(), op.stream());
            for (int i = 0; i < n; i++) {
                // rounding may reach 1, which uniform numbers must not
                z[zAt + i] = uniform
                        ? Math.min(F32.of(Rng.uniform(key, i)), Math.nextDown(F32.of(1)))
                        : F32.of(Rng.normal(key, i));
            }
        };
    }

    static int index(String operation, float index, int extent) {
        int i = (int) index;
        if (i != index || i < 0 || i >= extent) {
            throw new IndexOutOfBoundsException(
                    operation + ": an index must be an integer in [0, " + extent + "), got "
                            + index);
        }
        return i;
    }
}
