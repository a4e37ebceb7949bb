package org.metabalance.studies.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.meta.method.Problem;
import tools.jackson.databind.node.ObjectNode;

/**
 * One piece of a study's work.
 *
 * @param settings everything its outcome depends on, by name: texts and numbers. Trials with equal
 *     settings are the same trial, and are not made twice.
 * @param work what to do
 */
public record Trial(Map<String, Object> settings, Work work) {

    /** The work of a trial. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param values takes what came of it, by name
         * @param progress may be told how far it is
         */
        void run(ObjectNode values, Problem.Progress progress) throws Exception;
    }

    /** Copies the settings, in their order. */
    public Trial {
        settings = new LinkedHashMap<>(settings);
        settings.forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Integer || value instanceof Double)) {
                throw new IllegalArgumentException(
                        "trial: setting '%s' must be a text, int or double, got %s"
                                .formatted(name, value));
            }
        });
    }

    /** Returns a trial; {@code settings} are names and values by turns. */
    public static Trial of(Work work, Object... settings) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put((String) settings[i], settings[i + 1]);
        }
        return new Trial(map, work);
    }

    /** Returns the settings in one line: {@code problem=circles ir=100 seed=3}. */
    public String key() {
        return key(settings);
    }

    static String key(Map<String, Object> settings) {
        return settings.entrySet().stream().map(s -> s.getKey() + "=" + s.getValue())
                .collect(Collectors.joining(" "));
    }
}
