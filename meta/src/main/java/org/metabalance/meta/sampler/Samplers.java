package org.metabalance.meta.sampler;

import java.util.List;
import java.util.Optional;

/** The samplers, each with its defaults, by name. */
public final class Samplers {
    private static final List<Sampler> ALL = List.of(
            new Natural(),
            new Repetition(),
            new RandomOverSampler(),
            new RandomUnderSampler(),
            new Smote());

    private Samplers() {}

    /** Returns all samplers. */
    public static List<Sampler> all() {
        return ALL;
    }

    /** Returns the sampler called {@code name}. */
    public static Optional<Sampler> find(String name) {
        return ALL.stream().filter(sampler -> sampler.name().equals(name)).findFirst();
    }
}
