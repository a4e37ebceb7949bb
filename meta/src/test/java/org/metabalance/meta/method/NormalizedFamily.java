package org.metabalance.meta.method;

import java.util.Map;
import java.util.Optional;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Sequential;
import org.metabalance.nn.model.LayerClassifier;

/** A user's own models: a hidden layer with batch normalization. Registered as a service. */
public final class NormalizedFamily implements ModelFamily {
    private static final String NAME = "normalized";
    private static final int HIDDEN = 8;

    /** For the service loader. */
    public NormalizedFamily() {}

    static Model model(int width, int classes) {
        Layer layer = new Sequential(
                new Linear(width, HIDDEN), new BatchNorm(HIDDEN), Activation.relu(),
                new Linear(HIDDEN, Model.outputs(classes)));
        Architecture architecture = new Architecture(
                NAME, Map.of("width", "" + width, "classes", "" + classes));
        return new LayerClassifier(layer, classes, architecture, Optional.of("3.bias"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Model model(Architecture a) {
        return model(a.integer("width"), a.integer("classes"));
    }
}
