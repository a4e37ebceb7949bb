package org.metabalance.app.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.results.SavedTrial;
import org.metabalance.app.results.SavedTrials;
import org.metabalance.meta.catalog.Trial;
import org.metabalance.meta.catalog.TrialLog;

/** Knows the trials of an earlier command, and tells somebody of every one that ends. */
public final class TrialBook implements TrialLog {
    private final Map<Place, SavedTrial> known = new HashMap<>();
    private Consumer<SavedTrial> keeper = _ -> {};

    /** A book without trials. */
    public TrialBook() {}

    /** Opens the book before the first trial. */
    public synchronized void open(List<SavedTrial> earlier, Consumer<SavedTrial> told) {
        earlier.forEach(trial -> known.put(trial.place(), trial));
        keeper = told;
    }

    /**
     * Opens the book of one model, whose trials are kept in a file of its folder.
     *
     * @param key of the model
     */
    public void open(OutputDirectory directory, String key) {
        List<SavedTrial> all = new ArrayList<>(SavedTrials.ofModel(directory, key));
        open(all, trial -> {
            all.add(trial);
            SavedTrials.write(directory, key, all);
        });
    }

    @Override
    public synchronized Optional<Outcome> known(Place place) {
        return Optional.ofNullable(known.get(place)).map(SavedTrial::outcome);
    }

    @Override
    public void ended(Place place, Trial trial, Outcome outcome) {
        Consumer<SavedTrial> told;
        synchronized (this) {
            told = keeper;
        }
        told.accept(SavedTrial.of(place, trial, outcome));
    }
}
