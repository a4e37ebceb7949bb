package org.metabalance.engine.inspect.explore;

import org.metabalance.engine.Tape;

/**
 * Something to be explored: a public class with a constructor without arguments, for {@code metabalance explain
 * CLASS}.
 *
 * {@snippet :
 * public final class Slope implements Explorable {
 *     public Recording record(Tape tape) {
 *         Tensor w = tape.read(new Variable("w", NdArray.of(new double[] {1, 2})));
 *         Tensor loss = w.square().sum();
 *         return Recording.of(loss, List.of(w), Gradients.gradient(loss, List.of(w)));
 *     }
 * }
 * }
 */
public interface Explorable {
    /** Records the computation on a tape that is empty, and says what of it is to be looked at. */
    Recording record(Tape tape);

    /** Returns what to call it; the name of the class unless an implementation says otherwise. */
    default String title() {
        return getClass().getSimpleName();
    }
}
