package org.metabalance.engine.inspect.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * A recorded computation, and what of it is to be looked at.
 *
 * @param loss what was differentiated, one element
 * @param xs with respect to what
 * @param gradient of the loss for each x, in its shape
 * @param from where an inner update begins; empty if there is none
 * @param to where all inner updates lead, one tensor for each of {@code from}
 * @param inputs what the tape's inputs are set to, by name
 */
public record Recording(
        Tensor loss,
        List<Tensor> xs,
        List<Tensor> gradient,
        List<Tensor> from,
        List<Tensor> to,
        Map<String, NdArray> inputs) {

    /** Checks that the lists fit and copies them. */
    public Recording {
        xs = List.copyOf(xs);
        gradient = List.copyOf(gradient);
        from = List.copyOf(from);
        to = List.copyOf(to);
        inputs = Map.copyOf(inputs);
        if (loss.size() != 1) {
            throw new IllegalArgumentException(
                    "explore: the loss must have one element, got " + loss.shape()
                            + loss.origin().suffix());
        }
        requireLike("the gradient", xs, gradient);
        requireLike("the end of the inner updates", from, to);
    }

    private static void requireLike(String what, List<Tensor> some, List<Tensor> others) {
        boolean fits = some.size() == others.size();
        for (int i = 0; fits && i < some.size(); i++) {
            fits = some.get(i).shape().equals(others.get(i).shape());
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "explore: " + what + " needs one tensor of the same shape for each of "
                            + some.stream().map(Tensor::shape).toList() + ", got "
                            + others.stream().map(Tensor::shape).toList());
        }
    }

    /** Returns a recording without inner updates and without inputs. */
    public static Recording of(Tensor loss, List<Tensor> xs, List<Tensor> gradient) {
        return new Recording(loss, xs, gradient, List.of(), List.of(), Map.of());
    }

    /** Returns this recording with the place where inner updates begin and the one they lead to. */
    public Recording through(List<Tensor> from, List<Tensor> to) {
        return new Recording(loss, xs, gradient, from, to, inputs);
    }

    /** Returns this recording with the value of one more input. */
    public Recording with(String input, NdArray value) {
        Map<String, NdArray> all = new LinkedHashMap<>(inputs);
        all.put(input, value);
        return new Recording(loss, xs, gradient, from, to, all);
    }

    /** Returns the tape. */
    public Tape tape() {
        return loss.tape();
    }
}
