package org.metabalance.nn;

import java.util.List;
import java.util.Optional;
import org.metabalance.engine.Tensor;

/**
 * What gives every class a logit: a pure function of parameters, state and a batch of examples. It
 * holds no numbers, so it can be applied at any number of points of parameter space on one tape.
 *
 * <p>Two classes have one logit, that of class 1, and more have one each. All that a model is made of
 * stands in its {@link #architecture}, from which a {@link ModelFamily} builds it again: so every model
 * is saved, loaded and scored by the same code.
 */
public interface Model {
    /** Returns the parameters {@link #logits} wants, in order. */
    List<ParameterSpec> parameters();

    /** Returns the state {@link #logits} wants, in order; none unless a model says otherwise. */
    default List<ParameterSpec> state() {
        return List.of();
    }

    /** Returns the number of classes, at least 2. */
    int classes();

    /**
     * Returns the logits of a batch, {@code [n]} for two classes and else {@code [n, classes]}, and the
     * state after it.
     *
     * @param parameters tensors for {@link #parameters}
     * @param state tensors for {@link #state}
     * @param batch the examples, on the same tape
     * @param mode what for
     * @throws IllegalArgumentException if a tensor is missing or a shape does not fit
     */
    Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode);

    /** Returns what the model is made of, as plain data. */
    Architecture architecture();

    /**
     * Returns the name of the parameter that is added to the logits, one number for each; empty if
     * there is none. Methods that begin with the classes' shares put them there.
     */
    default Optional<String> outputBias() {
        return Optional.empty();
    }

    /** Returns the number of logits of an example: one for two classes, else one for each. */
    static int outputs(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** Returns the probability of every class from logits: {@code [n, classes]}. */
    default Tensor probabilities(Tensor logits) {
        if (classes() > 2) {
            return logits.softmax(1);
        }
        Tensor positive = logits.sigmoid().unsqueeze(1);
        return Tensor.concat(1, logits.neg().sigmoid().unsqueeze(1), positive);
    }
}
