package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Instruction;

/**
 * Sorts indices: a merge sort from short runs up, which keeps the order of equals. Its scratch memory is
 * there from the beginning.
 */
final class FloatArgSort implements FloatStep {
    /** Runs of this length are sorted by insertion. */
    private static final int RUN = 8;

    private final float[] x;
    private final float[] z;
    private final int xAt;
    private final int zAt;
    private final int lines;
    private final int extent;
    private final int inner;
    private final boolean descending;
    private final float[] values;
    private int[] order;
    private int[] spare;

    FloatArgSort(Instruction.ArgSort op, FloatMemory memory) {
        x = memory.array(op.x().buffer());
        z = memory.array(op.z());
        xAt = op.x().buffer().offset() + op.x().offset();
        zAt = op.z().offset();
        lines = op.outer() * op.inner();
        extent = op.extent();
        inner = op.inner();
        descending = op.descending();
        values = new float[extent];
        order = new int[extent];
        spare = new int[extent];
    }

    @Override
    public void run() {
        for (int line = 0; line < lines; line++) {
            int begin = line / inner * extent * inner + line % inner;
            for (int i = 0; i < extent; i++) {
                values[i] = x[xAt + begin + i * inner];
                order[i] = i;
            }
            sort();
            for (int i = 0; i < extent; i++) {
                z[zAt + begin + i * inner] = order[i];
            }
        }
    }

    private void sort() {
        for (int from = 0; from < extent; from += RUN) {
            insert(from, Math.min(from + RUN, extent));
        }
        for (int length = RUN; length < extent && length > 0; length *= 2) {
            for (int from = 0; from < extent; from += 2 * length) {
                int middle = Math.min(from + length, extent);
                merge(from, middle, Math.min(middle + length, extent));
            }
            int[] merged = spare;
            spare = order;
            order = merged;
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moving = order[i];
            int at = i;
            while (at > from && before(moving, order[at - 1])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = moving;
        }
    }

    private void merge(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean second = left == middle || right < to && before(order[right], order[left]);
            spare[i] = second ? order[right++] : order[left++];
        }
    }

    /** Whether one index must come before another: NaN is larger than all. */
    private boolean before(int i, int j) {
        float a = descending ? values[j] : values[i];
        float b = descending ? values[i] : values[j];
        return a < b || Float.isNaN(b) && !Float.isNaN(a);
    }
}
