package org.metabalance.meta.data;

import java.util.Optional;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.nn.Batch;

/**
 * A batch of examples that lie in the program: its indices are an input, and there is nothing to load.
 *
 * @param name of the input
 */
record IndexInput(Batch batch, String name) implements BatchInput {
    @Override
    public Optional<Filler> in(Program program) {
        return program.inputs().contains(name)
                ? Optional.of(new Indices(program.input(name)))
                : Optional.empty();
    }

    private record Indices(NdArray indices) implements Filler {
        @Override
        public void load(long run) {}
    }
}
