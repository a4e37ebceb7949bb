package org.metabalance.app.option;

import java.nio.file.Path;
import org.metabalance.app.divide.Rounds;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Splits;

/** What was read to learn from. */
public sealed interface LoadedData
        permits DataOptions.Loaded, GraphOptions.Loaded, ImageOptions.Loaded {
    /** Returns the file or folder, as the user named it. */
    Path file();

    /** Returns whether its rows are on disk, as memory has no room for them. */
    default boolean onDisk() {
        return false;
    }

    /** Returns what results tell of it. */
    Subject subject();

    /**
     * Returns how it is divided for a comparison.
     *
     * @param rounds of cross-validation that were asked for
     * @throws org.metabalance.app.console.UserError if there can be none
     */
    Division divided(Rounds rounds);

    /** Returns the parts of such a division. */
    Splits splits(Division division);

    /** Returns how that is, where users may not expect it; empty otherwise. */
    String division();

    /** Returns what the user calls the thing that is predicted, for messages. */
    String labelled();
}
