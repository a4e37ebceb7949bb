package org.metabalance.examples;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.MethodProvider;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/**
 * A method of one's own for {@code metabalance compare --plugin}: plain training, with the hardest rows of every
 * batch alone. A provider makes it known; in the jar {@code META-INF/services} names the provider.
 */
public final class OwnMethod implements Method, MethodProvider {
    /** The mean over the rows whose loss is above the batch's mean. */
    private static final LossFor HARDEST = train -> (logits, labels) -> {
        Tensor losses = logits.rank() == 1
                ? Losses.bceWithLogitsPerExample(logits, labels, LossOptions.NONE)
                : Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE);
        Tensor hard = losses.ge(losses.mean());
        return losses.mul(hard).sum().div(hard.sum());
    };

    @Override
    public About about() {
        return new About("hardest", "plain training with the rows above the mean loss of a batch");
    }

    @Override
    public Trained fit(Problem problem) {
        return Resamplings.plain().with(HARDEST).fit(problem);
    }

    @Override
    public List<Method> methods() {
        return List.of(this);
    }
}
