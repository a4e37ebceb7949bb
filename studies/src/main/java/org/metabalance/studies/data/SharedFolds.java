package org.metabalance.studies.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Splits;

/** Splits, shared by the trials on them; only the latest few are kept. */
public final class SharedFolds {
    private static final int KEPT = 4;

    private final Map<String, Fold> folds = new LinkedHashMap<>(KEPT + 1, .75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fold> eldest) {
            return size() > KEPT;
        }
    };

    /** Returns the fold called {@code key}, which is made if it is not there. */
    public synchronized Fold get(String key, Supplier<Fold> make) {
        Fold fold = folds.get(key);
        if (fold == null) {
            fold = make.get();
            folds.put(key, fold);
        }
        return fold;
    }

    /** Returns the fold of a table. */
    public Fold of(StudyTable table, int seed) {
        return get(
                table.name() + " " + seed, () -> Splits.of(table.table(), table.target()).of(seed));
    }
}
