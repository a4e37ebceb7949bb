package org.metabalance.app.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metabalance.meta.protocol.Run;
import tools.jackson.databind.JsonNode;

/**
 * What a run was tuned to.
 *
 * @param method its name
 * @param seed of the split
 * @param setting that was kept
 * @param trials that were made; 0 where they are not written down, as of the reference
 * @param budget of all of them, in trainings with the whole budget
 * @param averagePrecision of the setting on the rows it was chosen on; NaN where it is not written down
 * @param test average precision of the run on test rows
 */
public record TunedRun(
        String method, int seed, String setting, int trials, double budget,
        double averagePrecision, double test) {
    /** Returns those of a comparison's runs that were tuned, in their order. */
    public static List<TunedRun> of(List<Run> runs, List<SavedTrial> trials) {
        return runs.stream().filter(run -> !run.setting().isEmpty())
                .map(run -> of(
                        run.method(), run.seed(), run.setting(),
                        run.metrics().averagePrecision(), trials))
                .toList();
    }

    /**
     * Returns those of a {@code results.json}.
     *
     * @throws RuntimeException if it is none
     */
    public static List<TunedRun> of(JsonNode root) {
        List<SavedTrial> trials = SavedTrial.read(root.path("trials"), _ -> true);
        List<TunedRun> tuned = new ArrayList<>();
        root.path("runs").forEach(run -> {
            if (run.path("setting").isString()) {
                tuned.add(of(
                        run.path("method").asString(""), run.path("seed").asInt(0),
                        run.path("setting").asString(),
                        run.path("metrics").path("averagePrecision").asDouble(Double.NaN),
                        trials));
            }
        });
        return tuned;
    }

    private static TunedRun of(
            String method, int seed, String setting, double test, List<SavedTrial> all) {
        List<SavedTrial> own = all.stream().filter(trial -> trial.place().method().equals(method)
                && trial.place().seed() == seed).toList();
        Optional<SavedTrial> kept = own.stream().filter(trial -> trial.setting().equals(setting))
                .max(Comparator.comparingInt(trial -> trial.place().rung()));
        return new TunedRun(
                method, seed, setting,
                (int) own.stream().filter(trial -> trial.place().rung() == 0).count(),
                own.stream().mapToDouble(trial -> trial.outcome().share()).sum(),
                kept.map(trial -> trial.outcome().merit().averagePrecision()).orElse(Double.NaN),
                test);
    }
}
