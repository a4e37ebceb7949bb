package org.metabalance.nn.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
        return Parameters.zip(gradients, scaled(parameters, weightDecay, step), Tensor::add);
    }

    /** Parameters after a step along the direction, which the learning rate multiplies. */
    static Parameters moved(
            Parameters parameters, Parameters direction, Schedule learningRate, Tensor step) {
        return Parameters.zip(parameters, scaled(direction, learningRate, step), Tensor::sub);
    }

    /** Each tensor times the value that a schedule has for it. */
    static Parameters scaled(Parameters tensors, Schedule by, Tensor step) {
        Function<String, Tensor> factors = by.byName(step);
        List<Tensor> scaled = new ArrayList<>();
        tensors.asMap().forEach((name, tensor) -> {
            Tensor factor = factors.apply(name);
            if (!broadcasts(factor.shape(), tensor.shape())) {
                throw new IllegalArgumentException(
                        "optimizer: a schedule's tensor for '" + name
                                + "' must broadcast to its shape, got " + factor.shape() + " for "
                                + tensor.shape());
            }
            scaled.add(tensor.mul(factor));
        });
        return tensors.with(scaled);
    }

    private static boolean broadcasts(Shape from, Shape to) {
        boolean fits = from.rank() <= to.rank();
        for (int axis = 1; fits && axis <= from.rank(); axis++) {
            fits = from.dim(-axis) == to.dim(-axis) || from.dim(-axis) == 1;
        }
        return fits;
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
