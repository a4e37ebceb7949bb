package org.metabalance.meta.fewshot.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.model.FeatureModel;

/** A learner with numbers: its weights and the state that it carries from batch to batch. */
public final class FewShotNetwork {
    private final Learner learner;
    private final FeatureModel model;
    private final int ways;
    private final VariableTree weights;
    private final VariableTree state;

    /**
     * Creates first weights.
     *
     * @param model whose trunk makes the features; its head is not used
     * @param ways the number of classes in a task
     * @param rng draws the weights
     */
    public FewShotNetwork(Learner learner, FeatureModel model, int ways, Rng rng) {
        this.learner = learner;
        this.model = model;
        this.ways = ways;
        weights = VariableTree.init(learner.parameters(model, ways), DType.F32, rng);
        state = VariableTree.init(learner.state(model), DType.F32);
    }

    /** Returns the learner. */
    public Learner learner() {
        return learner;
    }

    /** Returns the model whose trunk makes the features. */
    public FeatureModel model() {
        return model;
    }

    /** Returns the number of classes in a task. */
    public int ways() {
        return ways;
    }

    /** Returns the weights. */
    public VariableTree weights() {
        return weights;
    }

    /** Returns what is carried from batch to batch. */
    public VariableTree state() {
        return state;
    }

    /** Returns a copy of weights and state. */
    public Map<String, NdArray> values() {
        Map<String, NdArray> values = new LinkedHashMap<>(weights.values());
        values.putAll(state.values());
        return values;
    }

    /**
     * Overwrites weights and state; values of other names are left alone.
     *
     * @throws IllegalArgumentException if one is missing or its shape is another
     */
    public void load(Map<String, NdArray> values) {
        for (VariableTree tree : List.of(weights, state)) {
            Map<String, NdArray> own = new LinkedHashMap<>(values);
            own.keySet().retainAll(tree.values().keySet());
            tree.load(own);
        }
    }
}
