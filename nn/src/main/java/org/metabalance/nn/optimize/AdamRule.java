package org.metabalance.nn.optimize;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/** The part {@link Adam} and {@link AdamW} share: averaged moments and the direction they give. */
record AdamRule(Schedule beta1, Schedule beta2, double eps, double epsRoot, boolean amsgrad) {
    private static final String FIRST = "firstMoment";
    private static final String SECOND = "secondMoment";
    private static final String LARGEST = "largestSecondMoment";

    List<ParameterSpec> state(List<ParameterSpec> parameters) {
        List<String> buffers = new ArrayList<>(List.of(FIRST, SECOND));
        if (amsgrad) {
            buffers.add(LARGEST);
        }
        return OptimizerState.specs(parameters, buffers);
    }

    /** What the learning rate is multiplied by to move the parameters, and the state afterwards. */
    record Direction(Parameters moves, Parameters state) {}

    Direction direction(Parameters g, Parameters state) {
        Tensor step = state.get(Optimizer.STEP);
        Parameters m = OptimizerState.average(state.child(FIRST), g, beta1, step);
        Parameters v = OptimizerState.average(state.child(SECOND), g.map(Tensor::square), beta2,
                step);
        Parameters after = OptimizerState.counted(step).merge(FIRST, m).merge(SECOND, v);
        if (amsgrad) {
            v = Parameters.zip(state.child(LARGEST), v, Tensor::maximum);
            after = after.merge(LARGEST, v);
        }
        // one division for all elements, and a product for each
        Tensor scale1 = correction(beta1, step).reciprocal();
        Tensor scale2 = correction(beta2, step).reciprocal();
        Parameters root = v.map(second -> second.mul(scale2).add(epsRoot).sqrt().add(eps));
        Parameters direction = Parameters.zip(m, root, (first, r) -> first.mul(scale1).div(r));
        return new Direction(direction, after);
    }

    /** 1 - beta^(step + 1), by expm1 since beta is close to 1. */
    private static Tensor correction(Schedule beta, Tensor step) {
        Tensor updates = step.add(1);
        // the logarithm of a constant is taken in double: 0.999 rounded to F32 has lost its tail
        Tensor exponent = beta instanceof Schedule.Constant constant
                ? updates.mul(StrictMath.log(constant.value()))
                : updates.mul(beta.at(step).log());
        return exponent.expm1().neg();
    }
}
