package example;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Recording;

/** A user's class: the root of a negative number is NaN. */
public final class Slope implements Explorable {
    @Override
    public String title() {
        return "<b>roots & slopes</b>";
    }

    @Override
    public Recording record(Tape tape) {
        Tensor w = tape.read(new Variable("w", NdArray.of(new float[] {4, -1})));
        Tensor root = tape.scope("roots", () -> w.sqrt());
        Tensor loss = root.sum().named("total </script>");
        return Recording.of(loss, List.of(w), Gradients.gradient(loss, List.of(w)));
    }
}
