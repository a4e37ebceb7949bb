package org.metabalance.meta.method;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.metabalance.meta.data.Examples;

/** A trained model that has something to tell besides: how its points moved, what was tried. */
public interface TrainedWith extends Trained {
    /** Returns what predicts. */
    Trained network();

    @Override
    default double[][] probabilities(Examples examples) {
        return network().probabilities(examples);
    }

    @Override
    default String hypergradient() {
        return network().hypergradient();
    }

    @Override
    default long updates() {
        return network().updates();
    }

    @Override
    default void write(OutputStream out) throws IOException {
        network().write(out);
    }

    @Override
    default void save(Path file) throws IOException {
        network().save(file);
    }
}
