package org.metabalance.engine.kernel.scalar;

import java.util.Arrays;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.FloatSparse;

/** Sparse products in the order of {@link FloatOrder}: multiples of rows of X, added up. */
final class FloatScalarSparse implements Runnable {

    private final FloatSparse p;
    private final float[] sums;

    FloatScalarSparse(FloatSparse product) {
        p = product;
        sums = new float[product.n()];
    }

    @Override
    public void run() {
        for (int i = p.from(); i < p.to(); i++) {
            row(p.starts()[i], p.starts()[i + 1], p.zAt() + (i - p.from()) * p.n());
        }
    }

    private void row(int first, int last, int zAt) {
        int entries = last - first;
        int blocks = FloatOrder.blockCount(entries);
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(sums, 0);
            int end = first + FloatOrder.cut(entries, block + 1, blocks);
            for (int e = first + FloatOrder.cut(entries, block, blocks); e < end; e++) {
                FloatScalarGemm.addScaled(
                        p.values()[e], p.x(), p.xAt() + p.indices()[e] * p.n(), sums);
            }
            FloatScalarGemm.put(sums, 0, p.z(), zAt, p.n(), block > 0);
        }
    }
}
