package org.metabalance.nn.optimize;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/** What the update rules share: the layout of their state and a few formulas. */
final class OptimizerState {
    private OptimizerState() {}

    /** The step and, for each buffer, one tensor of zeros for each parameter. */
    static List<ParameterSpec> specs(List<ParameterSpec> parameters, List<String> buffers) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec(Optimizer.STEP, Shape.SCALAR, Initializer.zeros()));
        for (String buffer : buffers) {
            for (ParameterSpec p : parameters) {
                specs.add(
                        new ParameterSpec(p.name(), p.shape(), Initializer.zeros()).under(buffer));
            }
        }
        return List.copyOf(specs);
    }

    /** The state of the next step, without buffers. */
    static Parameters counted(Tensor step) {
        return Parameters.of(Optimizer.STEP, step.add(1));
    }

    /** Gradients with the derivative of weightDecay / 2 times the squared norm added. */
    static Parameters decayed(
            Parameters gradients, Parameters parameters, Schedule weightDecay, Tensor step) {
        Parameters.requireSameNames("optimizer", parameters, gradients);
        if (isZero(weightDecay)) {
            return gradients;
        }
        Tensor decay = weightDecay.at(step);
        return Parameters.zip(gradients, parameters, (g, p) -> g.add(p.mul(decay)));
    }

    /** beta old + (1 - beta) new. */
    static Parameters average(Parameters old, Parameters fresh, Schedule beta, Tensor step) {
        Tensor keep = beta.at(step);
        Tensor take = beta.complement().at(step);
        return Parameters.zip(old, fresh, (a, b) -> a.mul(keep).add(b.mul(take)));
    }

    static boolean isZero(Schedule schedule) {
        return schedule instanceof Schedule.Constant constant && constant.value() == 0;
    }

    static void requireEpsRoot(String rule, double epsRoot) {
        if (!(epsRoot >= 0)) {
            throw new IllegalArgumentException(
                    rule + ": epsRoot must not be negative, got " + epsRoot);
        }
    }
}
