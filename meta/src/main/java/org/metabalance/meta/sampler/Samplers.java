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
            new Smote(),
            new BorderlineSmote(BorderlineSmote.Kind.BORDERLINE_1),
            new BorderlineSmote(BorderlineSmote.Kind.BORDERLINE_2),
            new SvmSmote(),
            new Adasyn(),
            new TomekLinks(),
            new EditedNearestNeighbours(Agreement.ALL),
            new EditedNearestNeighbours(Agreement.MODE),
            new AllKnn(),
            new NearMiss(),
            new ClusterCentroids(),
            new SmoteEnn(),
            new SmoteTomek());

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
