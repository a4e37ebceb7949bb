/** Hypergradients, MetaBalance and its baselines, samplers, metrics and the experiment protocol. */
module org.metabalance.meta {
    requires transitive org.metabalance.nn;
    requires java.desktop;
    requires libsvm;
    requires org.apache.commons.compress;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.inference;

    uses org.metabalance.meta.method.MethodProvider;

    exports org.metabalance.meta.bilevel;
    exports org.metabalance.meta.bilevel.solver;
    exports org.metabalance.meta.calibration;
    exports org.metabalance.meta.catalog;
    exports org.metabalance.meta.data;
    exports org.metabalance.meta.data.graph;
    exports org.metabalance.meta.data.image;
    exports org.metabalance.meta.data.image.augment;
    exports org.metabalance.meta.data.image.read;
    exports org.metabalance.meta.data.store;
    exports org.metabalance.meta.data.table;
    exports org.metabalance.meta.decision;
    exports org.metabalance.meta.fewshot;
    exports org.metabalance.meta.fewshot.learner;
    exports org.metabalance.meta.fewshot.training;
    exports org.metabalance.meta.method;
    exports org.metabalance.meta.method.blackbox;
    exports org.metabalance.meta.method.curve;
    exports org.metabalance.meta.method.decoupling;
    exports org.metabalance.meta.method.deferred;
    exports org.metabalance.meta.method.ensemble;
    exports org.metabalance.meta.method.graph;
    exports org.metabalance.meta.method.holdout;
    exports org.metabalance.meta.method.loss;
    exports org.metabalance.meta.method.metabalance;
    exports org.metabalance.meta.method.points;
    exports org.metabalance.meta.method.recipe;
    exports org.metabalance.meta.method.reweight;
    exports org.metabalance.meta.method.supervised;
    exports org.metabalance.meta.method.translation;
    exports org.metabalance.meta.method.transport;
    exports org.metabalance.meta.metric;
    exports org.metabalance.meta.protocol;
    exports org.metabalance.meta.sampler;
    exports org.metabalance.meta.sampler.clean;
    exports org.metabalance.meta.sampler.synthetic;
    exports org.metabalance.meta.statistics;
    exports org.metabalance.meta.transport;
    exports org.metabalance.meta.verification;
}
