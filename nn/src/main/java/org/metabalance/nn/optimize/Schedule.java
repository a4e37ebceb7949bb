package org.metabalance.nn.optimize;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

/**
 * A hyper-parameter as a function of the step, computed inside the program: a learning rate that
 * falls, or any tensor, which may itself be learned. A learning rate or a weight decay may have {@linkplain
 * #of(Parameters) a tensor for each parameter}.
 *
 * <p>The step is a scalar that counts finished updates: it is 0 for the first one. In F32 it is exact
 * up to 2^24 updates.
 */
@FunctionalInterface
public interface Schedule {

    /** Returns the value for the update that follows {@code step} finished ones, as a scalar. */
    Tensor at(Tensor step);

    /**
     * Returns the values for the update that follows {@code step} finished ones, by the names of parameters:
     * {@link #at} for all of them unless each has its own.
     */
    default Function<String, Tensor> byName(Tensor step) {
        Tensor all = at(step);
        return name -> all;
    }

    /**
     * Returns this times {@code other}, step by step: scales a schedule that starts from 1 by a
     * learned rate.
     */
    default Schedule times(Schedule other) {
        return new Product(this, other);
    }

    /** Returns 1 minus this. */
    default Schedule complement() {
        return new Complement(this);
    }

    /**
     * The same number at each step.
     *
     * @param value the number
     */
    record Constant(double value) implements Schedule {
        @Override
        public Tensor at(Tensor step) {
            return step.tape().constant(value);
        }

        @Override
        public Schedule complement() {
            return new Constant(1 - value);
        }
    }

    /**
     * Two schedules multiplied, step by step.
     *
     * @param first the one
     * @param second the other
     */
    record Product(Schedule first, Schedule second) implements Schedule {
        @Override
        public Tensor at(Tensor step) {
            return first.at(step).mul(second.at(step));
        }

        @Override
        public Function<String, Tensor> byName(Tensor step) {
            Function<String, Tensor> a = first.byName(step);
            Function<String, Tensor> b = second.byName(step);
            return name -> a.apply(name).mul(b.apply(name));
        }
    }

    /**
     * 1 minus a schedule, step by step.
     *
     * @param of the schedule
     */
    record Complement(Schedule of) implements Schedule {
        @Override
        public Tensor at(Tensor step) {
            return of.at(step).rsub(1);
        }

        @Override
        public Function<String, Tensor> byName(Tensor step) {
            Function<String, Tensor> values = of.byName(step);
            return name -> values.apply(name).rsub(1);
        }
    }

    /**
     * A tensor for each parameter, the same at each step.
     *
     * @param tensors by the names of the parameters
     */
    record Each(Parameters tensors) implements Schedule {
        @Override
        public Tensor at(Tensor step) {
            throw new IllegalArgumentException(
                    "schedule: a tensor for each parameter can be a learning rate or a weight decay,"
                            + " nothing else, got " + tensors);
        }

        @Override
        public Function<String, Tensor> byName(Tensor step) {
            return tensors::get;
        }
    }

    /** Returns {@code value} at each step. */
    static Schedule constant(double value) {
        return new Constant(value);
    }

    /** Returns a scalar tensor, which must be on the tape of the program, at each step. */
    static Schedule of(Tensor value) {
        return step -> value.reshape();
    }

    /**
     * Returns a tensor for each parameter, of its shape or one that broadcasts to it, which must be on the
     * tape of the program: learning rates to be learned, as in Meta-SGD (Li et al., arXiv 1707.09835). {@link
     * #times} makes them fall.
     *
     * @param tensors by the names of the parameters; more than these do no harm
     */
    static Schedule of(Parameters tensors) {
        return new Each(tensors);
    }

    /**
     * Returns {@code initial} times {@code factor} to the power of how many milestones the step has
     * reached: PyTorch's MultiStepLR.
     */
    static Schedule multiStep(double initial, double factor, int... milestones) {
        double[] from = Arrays.stream(milestones).asDoubleStream().toArray();
        return step -> {
            if (from.length == 0) {
                return step.tape().constant(initial);
            }
            Tensor reached = step.reshape().ge(step.tape().constant(from, from.length)).sum();
            return step.tape().constant(factor).pow(reached).mul(initial);
        };
    }

    /**
     * Returns {@code initial} times {@code factor} once every {@code every} steps (PyTorch's StepLR),
     * constant from {@code totalSteps} on.
     *
     * @throws IllegalArgumentException if {@code every} is not positive
     */
    static Schedule step(double initial, double factor, int every, int totalSteps) {
        checkPositive("step schedule", every);
        int drops = Math.max(0, (totalSteps - 1) / every);
        return multiStep(
                initial, factor, IntStream.rangeClosed(1, drops).map(i -> i * every).toArray());
    }

    /**
     * Returns half a cosine from {@code initial} at step 0 to {@code last} at step {@code totalSteps},
     * and {@code last} from there on: Loshchilov and Hutter, ICLR 2017; PyTorch's CosineAnnealingLR.
     *
     * @throws IllegalArgumentException if {@code totalSteps} is not positive
     */
    static Schedule cosine(double initial, double last, int totalSteps) {
        checkPositive("cosine schedule", totalSteps);
        return step -> step.minimum(totalSteps).mul(Math.PI / totalSteps).cos().add(1)
                .mul((initial - last) / 2).add(last);
    }

    /**
     * Returns {@code main} with its first {@code steps} values scaled by 1 / steps, 2 / steps, .. 1.
     * {@code main} is not delayed: its own step 0 is the first warm-up step.
     *
     * @throws IllegalArgumentException if {@code steps} is not positive
     */
    static Schedule warmup(int steps, Schedule main) {
        checkPositive("warm-up", steps);
        return main.times(step -> step.add(1).minimum(steps).div(steps));
    }

    private static void checkPositive(String schedule, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    schedule + ": the number of steps must be positive, got " + steps);
        }
    }
}
