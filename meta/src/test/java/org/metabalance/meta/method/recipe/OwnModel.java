package org.metabalance.meta.method.recipe;

import java.util.List;
import java.util.Map;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/** A model of a user's own that nothing is known of: its logits are the first feature. */
record OwnModel() implements Model {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        return new Forward(batch.x().slice(1, 0, 1).squeeze(1), state);
    }

    @Override
    public Architecture architecture() {
        return new Architecture("own", Map.of());
    }
}
