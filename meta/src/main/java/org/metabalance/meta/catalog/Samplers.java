package org.metabalance.meta.catalog;

import java.util.List;
import java.util.Optional;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.meta.sampler.clean.Agreement;
import org.metabalance.meta.sampler.clean.AllKnn;
import org.metabalance.meta.sampler.clean.ClusterCentroids;
import org.metabalance.meta.sampler.clean.EditedNearestNeighbours;
import org.metabalance.meta.sampler.clean.NearMiss;
import org.metabalance.meta.sampler.clean.TomekLinks;
import org.metabalance.meta.sampler.synthetic.Adasyn;
import org.metabalance.meta.sampler.synthetic.BorderlineSmote;
import org.metabalance.meta.sampler.synthetic.Smote;
import org.metabalance.meta.sampler.synthetic.SmoteEnn;
import org.metabalance.meta.sampler.synthetic.SmoteTomek;
import org.metabalance.meta.sampler.synthetic.SvmSmote;

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
