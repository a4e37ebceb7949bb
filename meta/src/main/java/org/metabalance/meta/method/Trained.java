package org.metabalance.meta.method;

import java.io.IOException;
import java.nio.file.Path;
import org.metabalance.meta.data.Examples;

/** A trained model. */
public interface Trained {
    /** Returns the probability of every class for every example: {@code [examples, classes]}. */
    double[][] probabilities(Examples examples);

    /** Returns how outer gradients passed through inner updates; "none" if there were none. */
    String hypergradient();

    /** Returns the number of updates of the network's parameters that training took. */
    long updates();

    /** Returns which of a method's variants this is; empty if there was only one. */
    default String setting() {
        return "";
    }

    /** Writes the model to a file, to be read by {@link TrainedNetwork#load}. */
    void save(Path file) throws IOException;
}
