package org.metabalance.nn.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * An update rule: a pure function (parameters, gradients, state) -&gt; (parameters, state) on tensors.
 *
 * <p>The same code trains a network ({@link Descent}) and is the inner rule of a meta-learner, which
 * differentiates through any number of updates with respect to parameters, data, and
 * hyper-parameters:
 *
 * {@snippet :
 * Iterate at = rule.start(theta);
 * for (int k = 0; k < steps; k++) {
 *     at = rule.minimize(loss.of(at.parameters()), at);
 * }
 * }
 *
 * <p>Formulas and defaults are PyTorch's; where a rule takes a root, {@code epsRoot} stands inside it
 * so that its derivative is finite for a unit whose gradients are all 0.
 */
public interface Optimizer {
    /** The name of the count of finished updates, a scalar in the state of every rule. */
    String STEP = "step";

    /**
     * Returns the state {@link #update} wants for these parameters, of which only names and shapes
     * matter. It starts from constants: {@link Initializer.Constant}.
     */
    List<ParameterSpec> state(List<ParameterSpec> parameters);

    /**
     * Records one update.
     *
     * @param parameters what to update
     * @param gradients tensors of the same names and shapes
     * @param state tensors for {@link #state}
     * @throws IllegalArgumentException if names differ
     */
    Iterate update(Parameters parameters, Parameters gradients, Parameters state);

    /**
     * Records one update, in the scope {@code update}; see {@link #update(Parameters, Parameters,
     * Parameters)}.
     */
    default Iterate update(Iterate at, Parameters gradients) {
        return at.tensors().get(0).tape().scope(
                "update", () -> update(at.parameters(), gradients, at.state()));
    }

    /**
     * Records the gradient of {@code loss} and one update down it.
     *
     * @throws IllegalArgumentException if the loss does not depend on some parameter
     */
    default Iterate minimize(Tensor loss, Iterate at) {
        List<Tensor> gradients = Gradients.gradient(loss, at.parameters().tensors());
        return update(at, at.parameters().with(gradients));
    }

    /**
     * Returns these parameters with the state before their first update, as constants on their tape:
     * for inner updates, which begin anew in each run.
     *
     * @throws IllegalArgumentException if there are no parameters
     */
    default Iterate start(Parameters parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("optimizer: needs a parameter to update, got none");
        }
        Tape tape = parameters.tensors().get(0).tape();
        List<ParameterSpec> specs = parameters.asMap().entrySet().stream()
                .map(e -> new ParameterSpec(e.getKey(), e.getValue().shape(), Initializer.zeros()))
                .toList();
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (ParameterSpec spec : state(specs)) {
            // an expanded scalar, which the compiler can reckon with
            state.put(spec.name(), tape.full(spec.constant(), spec.shape()));
        }
        return new Iterate(parameters, Parameters.of(state));
    }
}
