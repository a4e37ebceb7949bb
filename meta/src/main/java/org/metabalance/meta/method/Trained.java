package org.metabalance.meta.method;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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

    /**
     * Writes the model's file, to be read by {@link TrainedNetwork#load}.
     *
     * @param out stays open
     * @throws IOException if it cannot be written
     */
    void write(OutputStream out) throws IOException;

    /**
     * Writes the model to a file, which is replaced.
     *
     * @throws IOException if it cannot be written; what was in the file is then lost
     */
    default void save(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out);
        }
    }
}
