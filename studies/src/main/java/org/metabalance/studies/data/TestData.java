package org.metabalance.studies.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.metabalance.app.console.UserError;

/** Finds the data sets that ship with the project. */
public final class TestData {
    /** Where the launcher says the project is. */
    private static final String HOME = "metabalance.home";

    private TestData() {}

    /**
     * Returns the path of a file in the project's folder test-data.
     *
     * @throws UserError if it is not there
     */
    public static Path file(String name) {
        Path start = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("test-data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new UserError(
                "no file test-data/" + name + " in " + start + " or above; run the command from the"
                        + " project's folder, or give --data");
    }
}
