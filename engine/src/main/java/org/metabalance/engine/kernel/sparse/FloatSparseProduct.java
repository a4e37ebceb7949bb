package org.metabalance.engine.kernel.sparse;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatOrder;
import org.metabalance.engine.kernel.FloatSparse;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** The product of a sparse matrix with a dense one, row by row, its sums in registers. */
public final class FloatSparseProduct implements Runnable, Workers.Task {

    /** Fewest multiply-adds for which the helpers are called. */
    private static final int FEWEST = 1 << 16;

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private final FloatSparse p;
    private final Workers workers;
    private final int pieces;

    private FloatSparseProduct(FloatSparse product, Workers workers) {
        p = product;
        this.workers = workers;
        pieces = product.multiplyAdds() < FEWEST ? 1
                : Math.min(product.to() - product.from(), 4 * workers.threads());
    }

    /**
     * Binds it; see {@link FloatKernels#sparse}.
     *
     * @param scalar does it where there are fewer columns than lanes
     * @param workers who help if there is much to add
     * @return what computes it
     */
    public static Runnable of(FloatSparse product, FloatKernels scalar, Workers workers) {
        return product.n() < LANES ? scalar.sparse(product)
                : new FloatSparseProduct(product, workers);
    }

    @Override
    public void run() {
        if (pieces > 1 && workers.lend()) {
            workers.run(this, pieces);
        } else {
            rows(p.from(), p.to());
        }
    }

    @Override
    public void piece(int index) {
        long rows = p.to() - p.from();
        rows(p.from() + (int) (rows * index / pieces),
                p.from() + (int) (rows * (index + 1) / pieces));
    }

    private void rows(int from, int to) {
        int n = p.n();
        for (int i = from; i < to; i++) {
            int first = p.starts()[i];
            int last = p.starts()[i + 1];
            int zAt = p.zAt() + (i - p.from()) * n;
            int c = 0;
            for (; c <= n - 4 * LANES; c += 4 * LANES) {
                four(first, last, c, zAt + c);
            }
            for (; c <= n - LANES; c += LANES) {
                one(first, last, c, zAt + c);
            }
            if (c < n) {
                // the last vector overlaps the one before: the same sums once more
                one(first, last, n - LANES, zAt + n - LANES);
            }
        }
    }

    private void four(int first, int last, int column, int zAt) {
        int entries = last - first;
        int blocks = FloatOrder.blockCount(entries);
        for (int block = 0; block < blocks; block++) {
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = FloatVector.zero(SPECIES);
            FloatVector c = FloatVector.zero(SPECIES);
            FloatVector d = FloatVector.zero(SPECIES);
            int end = first + FloatOrder.cut(entries, block + 1, blocks);
            for (int e = first + FloatOrder.cut(entries, block, blocks); e < end; e++) {
                int at = p.xAt() + p.indices()[e] * p.n() + column;
                FloatVector value = FloatVector.broadcast(SPECIES, p.values()[e]);
                a = value.fma(FloatVector.fromArray(SPECIES, p.x(), at), a);
                b = value.fma(FloatVector.fromArray(SPECIES, p.x(), at + LANES), b);
                c = value.fma(FloatVector.fromArray(SPECIES, p.x(), at + 2 * LANES), c);
                d = value.fma(FloatVector.fromArray(SPECIES, p.x(), at + 3 * LANES), d);
            }
            put(a, zAt, block > 0);
            put(b, zAt + LANES, block > 0);
            put(c, zAt + 2 * LANES, block > 0);
            put(d, zAt + 3 * LANES, block > 0);
        }
    }

    private void one(int first, int last, int column, int zAt) {
        int entries = last - first;
        int blocks = FloatOrder.blockCount(entries);
        FloatVector total = FloatVector.zero(SPECIES);
        for (int block = 0; block < blocks; block++) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int end = first + FloatOrder.cut(entries, block + 1, blocks);
            for (int e = first + FloatOrder.cut(entries, block, blocks); e < end; e++) {
                int at = p.xAt() + p.indices()[e] * p.n() + column;
                sum = FloatVector.broadcast(SPECIES, p.values()[e])
                        .fma(FloatVector.fromArray(SPECIES, p.x(), at), sum);
            }
            // not into memory before all is added: the next vector may overlap this one
            total = block == 0 ? sum : total.add(sum);
        }
        total.intoArray(p.z(), zAt);
    }

    private void put(FloatVector sum, int zAt, boolean add) {
        (add ? FloatVector.fromArray(SPECIES, p.z(), zAt).add(sum) : sum)
                .intoArray(p.z(), zAt);
    }
}
