package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;

/**
 * A data set on a tape, of which batches are picked by their row indices.
 *
 * @param features [n, width]
 * @param labels class indices, [n]
 */
public record Rows(Tensor features, Tensor labels) {

    /** Records the rows of {@code data} as constants; the features are not copied. */
    public static Rows on(Tape tape, DataSet data) {
        NdArray features = NdArray.of(data.features(), data.rows(), data.width());
        float[] labels = new float[data.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
        }
        return new Rows(tape.constant(features), tape.constant(labels));
    }

    /** Returns the rows of the given indices, [m]. */
    public Rows pick(Tensor indices) {
        return new Rows(features.gather(0, indices), labels.gather(0, indices));
    }
}
