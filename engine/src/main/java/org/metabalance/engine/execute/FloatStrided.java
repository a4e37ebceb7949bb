package org.metabalance.engine.execute;

import java.util.Arrays;
import org.metabalance.engine.compile.lower.View;

/** Reads a stretch of a strided view, in row-major order, into adjacent elements. */
final class FloatStrided {
    /** Longest run copied in a loop: a call takes longer. */
    private static final int SHORT = 8;

    private final float[] x;
    private final int at;
    private final int[] dims;
    private final int[] strides;

    /** The view must be {@linkplain View#collapsed collapsed} and of rank 1 at least. */
    FloatStrided(View view, float[] x, int at) {
        this.x = x;
        this.at = at;
        this.dims = view.dims();
        this.strides = view.strides();
    }

    /** Copies the elements {@code start ... start + n - 1} to {@code z} from {@code zAt} on. */
    void read(int start, float[] z, int zAt, int n) {
        int last = dims.length - 1;
        int length = dims[last];
        int step = strides[last];
        int row = start / length;
        int column = start % length;
        int done = 0;
        boolean repeated = step == 1 && last > 0 && strides[last - 1] == 0;
        while (done < n) {
            if (repeated && column == 0) {
                int again = Math.min(
                        dims[last - 1] - row % dims[last - 1], (n - done) / length);
                if (again > 1) {
                    repeat(rowBegin(row), length, z, zAt + done, again * length);
                    done += again * length;
                    row += again;
                    continue;
                }
            }
            int run = Math.min(length - column, n - done);
            run(rowBegin(row) + column * step, step, z, zAt + done, run);
            done += run;
            column = 0;
            row++;
        }
    }

    /** One row over and over: what is there is copied behind itself. */
    private void repeat(int from, int length, float[] z, int zAt, int n) {
        int done = length;
        System.arraycopy(x, from, z, zAt, done);
        while (done < n) {
            int more = Math.min(done, n - done);
            System.arraycopy(z, zAt, z, zAt + done, more);
            done += more;
        }
    }

    private void run(int from, int step, float[] z, int to, int n) {
        if (n <= SHORT) {
            for (int i = 0; i < n; i++) {
                z[to + i] = x[from + i * step];
            }
        } else if (step == 1) {
            System.arraycopy(x, from, z, to, n);
        } else if (step == 0) {
            Arrays.fill(z, to, to + n, x[from]);
        } else {
            for (int i = 0; i < n; i++) {
                z[to + i] = x[from + i * step];
            }
        }
    }

    private int rowBegin(int row) {
        int begin = at;
        for (int axis = dims.length - 2; axis > 0; axis--) {
            begin += row % dims[axis] * strides[axis];
            row /= dims[axis];
        }
        return dims.length > 1 ? begin + row * strides[0] : begin;
    }
}
