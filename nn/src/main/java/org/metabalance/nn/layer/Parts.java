package org.metabalance.nn.layer;

import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;

/** Applies the parts of a layer, each below its name and in a scope of that name, and gathers their state. */
final class Parts {
    private final Parameters parameters;
    private final Parameters state;
    private final Mode mode;
    private Parameters after = Parameters.empty();

    Parts(Parameters parameters, Parameters state, Mode mode) {
        this.parameters = parameters;
        this.state = state;
        this.mode = mode;
    }

    Tensor apply(String name, Layer part, Tensor x) {
        Forward forward = x.tape().scope(name,
                () -> part.apply(parameters.child(name), state.child(name), x, mode));
        after = after.merge(name, forward.state());
        return forward.output();
    }

    Forward end(Tensor output) {
        return new Forward(output, after);
    }
}
