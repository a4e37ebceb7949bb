package org.metabalance.meta.method;

import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.nn.Batch;

/** Examples that are no table: images of 2 by 2, the four features of {@code rows}. */
record Patches(EncodedTable rows) implements Examples {
    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int classes() {
        return rows.classes();
    }

    @Override
    public int[] labels() {
        return rows.labels();
    }

    @Override
    public Shape shape() {
        return Shape.of(2, 2);
    }

    @Override
    public Batch on(Tape tape, Tensor indices) {
        Batch batch = rows.on(tape, indices);
        return batch.with(batch.x().reshape(batch.size(), 2, 2));
    }

    @Override
    public Patches select(int[] indices) {
        return new Patches(rows.select(indices));
    }

    @Override
    public String toString() {
        return "patches [%d, 2, 2]".formatted(size());
    }
}
