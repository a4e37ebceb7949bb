package org.metabalance.meta.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Variable;
import org.metabalance.nn.Model;
import org.metabalance.nn.VariableTree;

/** A model with numbers: its weights, and the state that it carries from batch to batch. */
public final class Network {
    private final Model model;
    private final VariableTree weights;
    private final VariableTree state;

    private Network(Model model, DType dtype, Rng rng) {
        this.model = model;
        weights = VariableTree.init(model.parameters(), dtype, rng);
        state = VariableTree.init(model.state(), dtype, Rng.of(0));
    }

    /** Returns a model with first weights drawn from {@code rng}, in F32. */
    public static Network of(Model model, Rng rng) {
        return of(model, DType.F32, rng);
    }

    /** Returns a model with first weights drawn from {@code rng}, for tapes of type {@code dtype}. */
    public static Network of(Model model, DType dtype, Rng rng) {
        return new Network(model, dtype, rng);
    }

    /** Returns the problem's model; with the same seed all methods begin at the same weights. */
    public static Network of(Problem problem) {
        return of(problem.model(), Rng.of(problem.seed()).stream(Seeds.WEIGHTS));
    }

    /** Returns a model with given weights and state. */
    public static Network of(Model model, Map<String, NdArray> values) {
        Network network = of(model, Rng.of(0));
        network.load(values);
        return network;
    }

    /** Returns the model. */
    public Model model() {
        return model;
    }

    /** Returns the number of classes. */
    public int classes() {
        return model.classes();
    }

    /** Returns the weights. */
    public VariableTree weights() {
        return weights;
    }

    /** Returns what is carried from batch to batch. */
    public VariableTree state() {
        return state;
    }

    /** Returns the network as a tape sees it. */
    public TapedNetwork on(Tape tape) {
        return new TapedNetwork(this, tape);
    }

    /** Returns a copy of weights and state, for a checkpoint or a file. */
    public Map<String, NdArray> values() {
        Map<String, NdArray> values = new LinkedHashMap<>(weights.values());
        values.putAll(state.values());
        return values;
    }

    /**
     * Overwrites weights and state.
     *
     * @throws IllegalArgumentException if names or shapes are not those of the model
     */
    public void load(Map<String, NdArray> values) {
        Map<String, NdArray> own = new LinkedHashMap<>(values);
        Map<String, NdArray> carried = new LinkedHashMap<>();
        state.values().keySet().forEach(name -> {
            if (own.containsKey(name)) {
                carried.put(name, own.remove(name));
            }
        });
        weights.load(own);
        state.load(carried);
    }

    /**
     * Adds numbers to the bias of the logits.
     *
     * @param operation what needs to; begins the message
     * @param offsets one for each logit
     * @throws IllegalArgumentException if the model has no such bias
     */
    public void shiftOutput(String operation, double[] offsets) {
        String name = model.outputBias().orElseThrow(() -> new IllegalArgumentException(
                "%s: needs a model with a bias of its logits, got family '%s' without"
                        .formatted(operation, model.architecture().family())));
        Variable bias = weights.variables().stream()
                .filter(variable -> variable.name().equals(name)).findFirst().orElseThrow();
        for (int i = 0; i < offsets.length; i++) {
            bias.value().set(i, bias.value().get(i) + offsets[i]);
        }
    }
}
