/** Hypergradients, MetaBalance and its baselines, samplers, metrics and the experiment protocol. */
module org.metabalance.meta {
    requires transitive org.metabalance.nn;
    requires libsvm;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.inference;

    exports org.metabalance.meta.augment;
    exports org.metabalance.meta.bilevel;
    exports org.metabalance.meta.data;
    exports org.metabalance.meta.experiment;
    exports org.metabalance.meta.method;
    exports org.metabalance.meta.metric;
    exports org.metabalance.meta.sampler;
}
