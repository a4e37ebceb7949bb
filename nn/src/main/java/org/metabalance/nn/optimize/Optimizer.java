package org.metabalance.nn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * An update rule: a pure function (parameters, gradients, state) -&gt; (parameters, state) on tensors.
 *
 * <p>The same code trains a network (its results are assigned to variables) and is the inner rule of
 * a meta-learner, which differentiates through any number of updates with respect to parameters,
 * data, and hyper-parameters. Formulas and defaults are PyTorch's; where a rule takes a root, {@code
 * epsRoot} stands inside it so that its derivative is finite for a unit whose gradients are all 0.
 */
public interface Optimizer {
    /** The name of the count of finished updates, a scalar in the state of every rule. */
    String STEP = "step";

    /** Returns the state {@link #update} wants for these parameters, starting from 0. */
    List<ParameterSpec> state(List<ParameterSpec> parameters);

    /**
     * Records one update.
     *
     * @param parameters what to update
     * @param gradients tensors of the same names and shapes
     * @param state tensors for {@link #state}
     * @throws IllegalArgumentException if names differ
     */
    Update update(Parameters parameters, Parameters gradients, Parameters state);

    /**
     * Records the gradient of {@code loss} and one update down it.
     *
     * @throws IllegalArgumentException if the loss does not depend on some parameter
     */
    default Update minimize(Tensor loss, Parameters parameters, Parameters state) {
        List<Tensor> gradients = Gradients.gradient(loss, parameters.tensors());
        return update(parameters, parameters.with(gradients), state);
    }

    /**
     * Returns the state of {@code rule} before the first update of {@code parameters}, as constants on
     * their tape: for inner updates, which begin anew in each run.
     */
    static Parameters freshState(Optimizer rule, Parameters parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("optimizer: needs a parameter to update, got none");
        }
        Tape tape = parameters.tensors().get(0).tape();
        List<ParameterSpec> specs = parameters.asMap().entrySet().stream()
                .map(e -> new ParameterSpec(e.getKey(), e.getValue().shape(), Initializer.zeros()))
                .toList();
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (ParameterSpec spec : rule.state(specs)) {
            state.put(spec.name(), first(tape, spec));
        }
        return Parameters.of(state);
    }

    private static Tensor first(Tape tape, ParameterSpec spec) {
        if (spec.initializer() instanceof Initializer.Constant constant) {
            // an expanded scalar, which the compiler can reckon with
            return tape.full(constant.value(), spec.shape());
        }
        NdArray values = spec.initializer().values(spec.shape(), tape.dtype(), Rng.of(0));
        return tape.constant(values);
    }
}
