package org.metabalance.app.model;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a stored model. */
public final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The directory 'metabalance train' wrote.")
    private Path folder;

    /** An option that was not given yet. */
    public ModelOption() {}

    /** Returns the model's folder. */
    public Path folder() {
        return folder;
    }
}
