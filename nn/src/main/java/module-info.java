/** Networks on tapes: parameters, layers, losses, differentiable optimizers and model files. */
module org.metabalance.nn {
    requires transitive org.metabalance.engine;
    requires tools.jackson.core;

    uses org.metabalance.nn.ModelFamily;

    provides org.metabalance.nn.ModelFamily with
            org.metabalance.nn.graph.Gcn.Family,
            org.metabalance.nn.model.Conv4.Family,
            org.metabalance.nn.model.LeNet5.Family,
            org.metabalance.nn.model.MlpClassifier.Family,
            org.metabalance.nn.model.ResNet.Family,
            org.metabalance.nn.model.WideResNet.Family;

    exports org.metabalance.nn;
    exports org.metabalance.nn.format;
    exports org.metabalance.nn.graph;
    exports org.metabalance.nn.layer;
    exports org.metabalance.nn.loss;
    exports org.metabalance.nn.model;
    exports org.metabalance.nn.optimize;
}
