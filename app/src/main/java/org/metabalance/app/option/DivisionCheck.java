package org.metabalance.app.option;

import org.metabalance.app.divide.Rounds;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.protocol.Division;

/** Divides a table once for every run before the first, so that none is refused hours later. */
public final class DivisionCheck {
    private DivisionCheck() {}

    /**
     * Returns how the data is divided.
     *
     * @param seeds runs that were asked for
     * @throws org.metabalance.app.console.UserError if there cannot be such rounds
     * @throws org.metabalance.meta.data.DataException if the rows cannot be divided so
     */
    public static Division of(LoadedData loaded, Rounds rounds, int seeds) {
        Division division = loaded.divided(rounds);
        if (loaded instanceof DataOptions.Loaded table) {
            Target target = table.target();
            for (int run = 0; run < division.runs(seeds); run++) {
                division.of(target.labels(), target.classes(), run);
            }
        }
        return division;
    }
}
