package org.metabalance.meta.method.decoupling;

import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.Model;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.model.Head;

/**
 * The linear last layer of a network.
 *
 * @param model that of the network
 * @param variables weight and bias, by their full names
 */
record LastLayer(FeatureModel model, VariableTree variables) {
    /**
     * Returns the last layer.
     *
     * @param method what needs it; begins the message
     * @throws IllegalArgumentException if the model has no features, or a last layer of another kind
     */
    static LastLayer of(String method, Network network) {
        if (!(network.model() instanceof FeatureModel model)) {
            throw new IllegalArgumentException(
                    "%s: needs a model that makes features, got family '%s'"
                            .formatted(method, network.model().architecture().family()));
        }
        if (!(model.head() instanceof Head.Affine)) {
            throw new IllegalArgumentException(
                    "%s: needs a linear last layer, got '%s'"
                            .formatted(method, model.head().text()));
        }
        return new LastLayer(model, network.weights().only(model.headName()));
    }

    /** Returns the weight, [features, logits]; live. */
    Variable weight() {
        return named("weight");
    }

    /** Returns the bias, [logits]; live. */
    Variable bias() {
        return named("bias");
    }

    /**
     * Returns logits as models give them.
     *
     * @param at weight and bias by their full names
     * @param features [n, features]
     * @return [n] for two classes, else [n, classes]
     */
    Tensor logits(Parameters at, Tensor features) {
        Parameters own = at.child(model.headName());
        Tensor logits = features.matmul(own.get("weight")).add(own.get("bias"));
        return logits.dim(1) == 1 ? logits.squeeze(1) : logits;
    }

    private Variable named(String name) {
        String full = model.headName() + "." + name;
        return variables.variables().stream().filter(it -> it.name().equals(full)).findFirst()
                .orElseThrow();
    }

    /** Sets the numbers of every logit. */
    void set(NdArray weight, NdArray bias) {
        weight().set(weight);
        bias().set(bias);
    }

    /** Draws first weights anew. */
    void begin(Rng rng) {
        List<ParameterSpec> specs = ParameterSpec.under(model.headName(), new Linear(
                model.featureWidth(), Model.outputs(model.classes())).parameters());
        variables.load(VariableTree.init(specs, variables.dtype(), rng).values());
    }
}
