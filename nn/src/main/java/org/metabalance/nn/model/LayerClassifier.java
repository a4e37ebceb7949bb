package org.metabalance.nn.model;

import java.util.List;
import java.util.Optional;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Any layer as a model: it is applied to the examples, and its output is the logits.
 *
 * @param layer gives {@code [n, outputs]}, see {@link Model#outputs}
 * @param classes the number of classes, at least 2
 * @param architecture from which the user's own {@link org.metabalance.nn.ModelFamily} builds it again
 * @param outputBias the parameter that is added to the logits, if there is one
 */
public record LayerClassifier(
        Layer layer, int classes, Architecture architecture, Optional<String> outputBias)
        implements Model {
    /** A model of which methods cannot shift the output. */
    public LayerClassifier(Layer layer, int classes, Architecture architecture) {
        this(layer, classes, architecture, Optional.empty());
    }

    @Override
    public List<ParameterSpec> parameters() {
        return layer.parameters();
    }

    @Override
    public List<ParameterSpec> state() {
        return layer.state();
    }

    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        Forward out = layer.apply(parameters, state, batch.x(), mode);
        return classes == 2 ? new Forward(out.output().squeeze(1), out.state()) : out;
    }
}
