package org.metabalance.engine.execute;

import java.util.Arrays;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;

/** Instructions with an index for each element. */
final class FloatElements {
    private FloatElements() {}

    private static int begin(View view) {
        return view.buffer().offset() + view.offset();
    }

    static FloatStep gather(Instruction.GatherElements op, FloatMemory memory) {
        float[] x = memory.array(op.x().buffer());
        float[] indices = memory.array(op.indices().buffer());
        float[] z = memory.array(op.z());
        int xAt = begin(op.x());
        int iAt = begin(op.indices());
        int zAt = op.z().offset();
        int inner = op.inner();
        int extent = op.extent();
        int slice = op.count() * inner;
        int n = op.z().size();
        return () -> {
            for (int i = 0; i < n; i++) {
                int row = FloatMoves.index("gatherElements", indices[iAt + i], extent);
                z[zAt + i] = x[xAt + (i / slice * extent + row) * inner + i % inner];
            }
        };
    }

    static FloatStep scatterAdd(Instruction.ScatterAddElements op, FloatMemory memory) {
        float[] x = memory.array(op.x().buffer());
        float[] indices = memory.array(op.indices().buffer());
        float[] z = memory.array(op.z());
        int xAt = begin(op.x());
        int iAt = begin(op.indices());
        int zAt = op.z().offset();
        int inner = op.inner();
        int extent = op.extent();
        int slice = op.count() * inner;
        int n = op.x().size();
        return () -> {
            Arrays.fill(z, zAt, zAt + op.z().size(), 0);
            for (int i = 0; i < n; i++) {
                int row = FloatMoves.index("scatterAddElements", indices[iAt + i], extent);
                z[zAt + (i / slice * extent + row) * inner + i % inner] += x[xAt + i];
            }
        };
    }

    /** Sums are taken in double precision and rounded where they are stored. */
    @SuppressWarnings("cast") // does nothing in the generated double version
    static FloatStep cumulativeSum(Instruction.CumulativeSum op, FloatMemory memory) {
        float[] x = memory.array(op.x().buffer());
        float[] z = memory.array(op.z());
        int xAt = begin(op.x());
        int zAt = op.z().offset();
        int inner = op.inner();
        int extent = op.extent();
        int first = op.reverse() ? (extent - 1) * inner : 0;
        int step = op.reverse() ? -inner : inner;
        int lines = op.outer() * inner;
        return () -> {
            for (int line = 0; line < lines; line++) {
                int at = line / inner * extent * inner + line % inner + first;
                double sum = 0;
                for (int i = 0; i < extent; i++) {
                    sum += x[xAt + at];
                    z[zAt + at] = (float) sum;
                    at += step;
                }
            }
        };
    }
}
