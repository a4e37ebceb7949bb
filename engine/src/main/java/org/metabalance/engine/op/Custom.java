package org.metabalance.engine.op;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * An operation of a user's own: a value made of tensors, with a derivative rule of its own in place of
 * the derivative of what the value is made of. Straight-through estimators, reversed gradients and
 * layers defined by an equation are such operations:
 *
 * <pre>{@code
 * // y solves y y = x; the rule follows from 2 y dy = dx, whatever the solver did
 * Custom root = new Custom("root", xs -> newton(xs.get(0)), (g, xs, y) -> List.of(g.div(y.mul(2))));
 * Tensor y = root.on(x);
 * }</pre>
 *
 * <p>The rule is written with tensors, so it is differentiated in its turn, to any order; {@link
 * org.metabalance.engine.GradCheck} checks it. No kernel is needed: a compiled program computes the
 * value and what is left of the rule.
 *
 * @param name stands in messages and pictures, and is the {@linkplain Tape#scope scope} of what the
 *     value is made of
 * @param value makes the value of the arguments
 * @param derivative the rule
 */
public record Custom(String name, Value value, Derivative derivative) implements Op {

    /** Makes the value of an operation. */
    @FunctionalInterface
    public interface Value {
        /** Returns the value; no derivative path leads from it to {@code arguments}. */
        Tensor of(List<Tensor> arguments);
    }

    /** The derivative rule of an operation. */
    @FunctionalInterface
    public interface Derivative {
        /**
         * Returns for each argument, in its shape, what it receives when the result has cotangent
         * {@code g}; null where no derivative path is to lead ({@code Arrays.asList(g, null)}). Must be
         * linear in {@code g}: unchecked, and forward mode and second derivatives are wrong if it is not.
         *
         * @param y the result, of which derivatives lead back to the arguments by this same rule
         */
        List<Tensor> of(Tensor g, List<Tensor> arguments, Tensor y);
    }

    /**
     * Records the operation on arguments of one tape.
     *
     * @throws IllegalArgumentException if there is no argument, or if the value is also made of something
     *     that is no argument and that a derivative could be asked for
     */
    public Tensor on(Tensor... arguments) {
        Shapes.require(arguments.length > 0, name, "needs at least one argument", "none");
        Tape tape = arguments[0].tape();
        Tensor made = tape.scope(name,
                () -> value.of(Arrays.stream(arguments).map(Tensor::stopGradient).toList()));
        requireNoOther(made);
        Tensor[] inputs = Arrays.copyOf(arguments, arguments.length + 1);
        inputs[arguments.length] = made;
        return tape.record(this, inputs);
    }

    /** What reaches the value past the arguments would silently be missing from every gradient. */
    private void requireNoOther(Tensor made) {
        Deque<Tensor> open = new ArrayDeque<>(List.of(made));
        Set<Tensor> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Tensor t = open.pop();
            Shapes.require(!(t.op() instanceof Leaf.Input || t.op() instanceof Leaf.Read), name,
                    "the value must be made of the arguments alone, pass the other too or stop its gradient",
                    t + made.origin().suffix());
            if (!(t.op() instanceof StopGradient)) {
                t.inputs().stream().filter(seen::add).forEach(open::push);
            }
        }
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.getLast();
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return adjoints(g, y).get(i);
    }

    /** Returns what all arguments receive, from one call of the rule. */
    public List<Tensor> adjoints(Tensor g, Tensor y) {
        List<Tensor> arguments = arguments(y);
        List<Tensor> adjoints = derivative.of(g, arguments, y);
        Shapes.require(adjoints.size() == arguments.size(), name,
                "the derivative must have one cotangent for each argument",
                adjoints.size() + " for " + arguments.size() + y.origin().suffix());
        for (int i = 0; i < adjoints.size(); i++) {
            Shapes.require(
                    adjoints.get(i) == null
                            || adjoints.get(i).shape().equals(arguments.get(i).shape()),
                    name,
                    "the cotangent of argument " + i + " must have its shape",
                    adjoints.get(i) + " for " + arguments.get(i) + y.origin().suffix());
        }
        return adjoints;
    }

    /** Returns the arguments behind a result: its inputs but for the last one, the value. */
    public static List<Tensor> arguments(Tensor y) {
        return y.inputs().subList(0, y.inputs().size() - 1);
    }
}
