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
        int lines = op.outer() * op.count();
        return () -> {
            int at = 0;
            for (int line = 0; line < lines; line++) {
                int from = xAt + line / op.count() * extent * inner;
                for (int j = 0; j < inner; j++, at++) {
                    int i = FloatMoves.index("gatherElements", indices[iAt + at], extent);
                    z[zAt + at] = x[from + i * inner + j];
                }
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
        int lines = op.outer() * op.count();
        return () -> {
            Arrays.fill(z, zAt, zAt + op.z().size(), 0);
            int at = 0;
            for (int line = 0; line < lines; line++) {
                int to = zAt + line / op.count() * extent * inner;
                for (int j = 0; j < inner; j++, at++) {
                    int i = FloatMoves.index("scatterAddElements", indices[iAt + at], extent);
                    z[to + i * inner + j] += x[xAt + at];
                }
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
