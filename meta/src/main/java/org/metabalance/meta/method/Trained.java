package org.metabalance.meta.method;

import java.io.IOException;
import java.nio.file.Path;
import org.metabalance.meta.data.table.DataSet;

/** A trained model. */
public interface Trained {
    /** Returns the probability of every class for every row: {@code [rows, classes]}. */
    double[][] probabilities(DataSet rows);

    /** Returns how outer gradients passed through inner updates; "none" if there were none. */
    String hypergradient();

    /** Returns the number of updates of the network's parameters that training took. */
    long updates();

    /** Returns which of a method's variants this is; empty if there was only one, see {@link Tuned}. */
    default String setting() {
        return "";
    }

    /** Writes the model to a file, to be read by {@link TrainedNetwork#load}. */
    void save(Path file) throws IOException;
}
