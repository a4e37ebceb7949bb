package org.metabalance.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * A state of its own for each inner step: Antoniou et al., ICLR 2019 (MAML++), who keep running statistics of
 * batch normalization for each. Weights move from step to step, so that statistics of all steps together fit
 * none of them. That of step k is kept below the name {@code k}: {@code 0.bn1.running_mean}.
 *
 * {@snippet :
 * PerStep perStep = new PerStep(steps + 1);   // the last is for the adapted weights
 * VariableTree state = VariableTree.init(perStep.specs(model.state()), DType.F32);
 * Parameters all = state.on(tape);
 * for (int k = 0; k < steps; k++) {
 *     Forward forward = model.logits(weights, perStep.at(all, k), batch, Mode.TRAIN);
 *     all = perStep.with(all, k, forward.state());
 *     // .. an inner update of the weights
 * }
 * state.assign(tape, all);
 * }
 *
 * <p>Predictions after k steps, in {@link Mode#EVAL}, are made with the state of step k. The same works for
 * parameters, such as weight and bias of normalizations that are learned for each step.
 *
 * @param steps how many, at least 1
 */
public record PerStep(int steps) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if there is no step
     */
    public PerStep {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "per-step state: needs a step at least, got " + steps);
        }
    }

    /** Returns what to keep: {@code specs} for each step. */
    public List<ParameterSpec> specs(List<ParameterSpec> specs) {
        List<ParameterSpec> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            all.addAll(ParameterSpec.under(Integer.toString(step), specs));
        }
        return List.copyOf(all);
    }

    /**
     * Returns the state of one step, with the names the model knows.
     *
     * @param all tensors for {@link #specs}
     * @param step counted from 0
     * @throws IllegalArgumentException if there is no such step
     */
    public Parameters at(Parameters all, int step) {
        return all.child(name(step));
    }

    /**
     * Returns the states of all steps with another one for {@code step}.
     *
     * @throws IllegalArgumentException if there is no such step, or the names are not those of its state
     */
    public Parameters with(Parameters all, int step, Parameters after) {
        Parameters own = after.under(name(step));
        Parameters.requireSameNames("per-step state", at(all, step), after);
        return all.with(all.names().stream()
                .map(name -> own.asMap().getOrDefault(name, all.get(name))).toList());
    }

    private String name(int step) {
        if (step < 0 || step >= steps) {
            throw new IllegalArgumentException(
                    "per-step state: there are " + steps + " steps, counted from 0, got " + step);
        }
        return Integer.toString(step);
    }
}
