package org.metabalance.nn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;

/**
 * A model that makes features of examples and logits of the features: the trunk's parameters have the trunk's
 * names, those of the last layer stand below {@link #headName}. The features are what examples are compared
 * by, as in verification by cosine.
 */
public interface FeatureModel extends Model {
    /** Returns what makes features: a layer that gives [n, {@link #featureWidth}]. */
    Layer trunk();

    /** Returns the number of features. */
    int featureWidth();

    /** Returns the kind of the last layer. */
    Head head();

    /** Returns the name of the last layer. */
    String headName();

    /**
     * Returns the features of a batch, [n, featureWidth], and the state after it.
     *
     * @param parameters tensors for {@link #parameters}
     * @param state tensors for {@link #state}
     * @param batch the examples, on the same tape
     * @param mode what for
     */
    default Forward features(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        return trunk().apply(parameters, state, batch.x(), mode);
    }

    @Override
    default List<ParameterSpec> parameters() {
        List<ParameterSpec> specs = new ArrayList<>(trunk().parameters());
        specs.addAll(ParameterSpec.under(headName(), last().parameters()));
        return List.copyOf(specs);
    }

    @Override
    default List<ParameterSpec> state() {
        return trunk().state();
    }

    @Override
    default Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        Forward features = features(parameters, state, batch, mode);
        Tensor x = features.output();
        Tensor y = x.tape().scope(headName(), () -> last().apply(
                parameters.child(headName()), Parameters.empty(), x, mode).output());
        if (classes() == 2) {
            Tensor last = y.slice(1, -1).squeeze(1);
            y = y.dim(1) == 1 ? last : last.sub(y.slice(1, 0, 1).squeeze(1));
        }
        return new Forward(y, features.state());
    }

    @Override
    default Optional<String> outputBias() {
        return last() instanceof Linear ? Optional.of(headName() + ".bias") : Optional.empty();
    }

    private Layer last() {
        return head().layer(featureWidth(), Model.outputs(classes()));
    }
}
