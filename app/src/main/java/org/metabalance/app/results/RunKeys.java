package org.metabalance.app.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.meta.method.Method;

/**
 * The keys of a comparison's runs: two runs of one key are the same run.
 *
 * @param keys the {@link Fingerprint#key} of every run
 */
public record RunKeys(Map<Slot, String> keys) {
    /**
     * The place of a run in a comparison.
     *
     * @param method by name
     * @param seed of split and training
     */
    public record Slot(String method, int seed) {}

    /** Copies the keys. */
    public RunKeys {
        keys = Map.copyOf(keys);
    }

    /**
     * Returns the keys of all methods on the seeds 0, 1, ....
     *
     * @param settings of a method on a seed
     */
    public static RunKeys of(
            List<Method> methods, int seeds, BiFunction<Method, Integer, Fingerprint> settings) {
        Map<Slot, String> keys = new LinkedHashMap<>();
        for (Method method : methods) {
            for (int seed = 0; seed < seeds; seed++) {
                keys.put(new Slot(method.name(), seed), settings.apply(method, seed).key());
            }
        }
        return new RunKeys(keys);
    }

    /** Returns the key of a run of this comparison. */
    public String of(String method, int seed) {
        return keys.get(new Slot(method, seed));
    }

    /** Returns all keys. */
    public Set<String> all() {
        return Set.copyOf(keys.values());
    }
}
