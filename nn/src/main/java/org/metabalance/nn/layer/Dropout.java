package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Sets each element to 0 with probability {@code rate} while training and scales the others by
 * 1 / (1 - rate), so that evaluation is the identity: Srivastava et al., JMLR 2014, in the inverted
 * form. Each application on a tape draws a mask of its own, new in each run.
 *
 * @param rate the probability, at least 0 and below 1
 */
public record Dropout(double rate) implements Layer {

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if the rate is not at least 0 and below 1
     */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "dropout: the rate must be at least 0 and below 1, got " + rate);
        }
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (mode == Mode.EVAL || rate == 0) {
            return new Forward(x, state);
        }
        Tensor kept = x.tape().uniform(x.shape()).ge(rate);
        return new Forward(x.mul(kept.mul(1 / (1 - rate))), state);
    }
}
