package org.metabalance.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Compares derivatives of any order with central differences in random directions, in F64.
 *
 * <p>For order 1 the derivative of f along a random direction is compared with a difference
 * quotient of f; for order n the same is done to the derivative of order n - 1, so every order up to
 * n is covered. Away from kinks the two agree to about 1e-8 relative to the size of the derivative.
 */
public final class GradCheck {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 2e-6;

    private GradCheck() {}

    /**
     * Checks f at a point, up to {@code order}.
     *
     * @param f any function of the tensors it is given; a result that is no scalar is reduced with
     *     random weights
     * @param at the arguments; converted to F64
     * @throws IllegalStateException saying which order disagrees and by how much
     */
    public static void check(int order, Function<List<Tensor>, Tensor> f, NdArray... at) {
        Rng rng = Rng.of(at.length).stream(order);
        Function<List<Tensor>, Tensor> g = xs -> weighted(f.apply(xs), rng.stream(0));
        for (int k = 1; k <= order; k++) {
            compare(k, g, rng.stream(k), at);
            g = along(g, rng.stream(100 + k));
        }
    }

    private static void compare(int order, Function<List<Tensor>, Tensor> f, Rng rng,
            NdArray... at) {
        Tape tape = Tape.f64();
        List<Tensor> xs = new ArrayList<>();
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            xs.add(tape.input("x" + i, at[i].shape()));
            directions.add(random(tape, at[i].shape(), rng.stream(i)));
        }
        Tensor y = f.apply(xs);
        Tensor slope = tape.zeros();
        List<Tensor> gradients = Gradients.gradient(y, xs, Unconnected.ZERO);
        for (int i = 0; i < at.length; i++) {
            slope = slope.add(gradients.get(i).dot(directions.get(i)));
        }
        Program program = tape.compile(y, slope);
        double above = run(program, directions, at, STEP);
        double below = run(program, directions, at, -STEP);
        run(program, directions, at, 0);
        double expected = (above - below) / (2 * STEP);
        double actual = program.output(1).item();
        double scale = Math.max(1,
                Math.max(Math.abs(expected), Math.abs(program.output(0).item())));
        if (!(Math.abs(expected - actual) <= TOLERANCE * scale)) {
            throw new IllegalStateException(
                    "gradient check: order " + order + " disagrees: difference quotient " + expected
                            + ", derivative " + actual);
        }
    }

    private static double run(Program program, List<Tensor> directions, NdArray[] at, double step) {
        for (int i = 0; i < at.length; i++) {
            if (!program.inputs().contains("x" + i)) {
                // the derivative of a linear function no longer depends on its argument
                continue;
            }
            NdArray direction = directions.get(i).value();
            NdArray input = program.input("x" + i);
            for (int j = 0; j < at[i].size(); j++) {
                input.set(j, at[i].get(j) + step * direction.get(j));
            }
        }
        program.run();
        return program.output(0).item();
    }

    private static Function<List<Tensor>, Tensor> along(Function<List<Tensor>, Tensor> f, Rng rng) {
        return xs -> {
            Tensor y = f.apply(xs);
            List<Tensor> gradients = Gradients.gradient(y, xs, Unconnected.ZERO);
            Tensor sum = y.tape().zeros();
            for (int i = 0; i < xs.size(); i++) {
                sum = sum.add(
                        gradients.get(i).dot(random(y.tape(), xs.get(i).shape(), rng.stream(i))));
            }
            return sum;
        };
    }

    private static Tensor weighted(Tensor y, Rng rng) {
        return y.dot(random(y.tape(), y.shape(), rng));
    }

    private static Tensor random(Tape tape, Shape shape, Rng rng) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rng.normal(i);
        }
        return tape.constant(NdArray.of(values).reshaped(shape));
    }
}
