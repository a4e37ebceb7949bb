package org.metabalance.meta.method.memory;

import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * Numbers of every training example, some of each, that live on between the runs of a program: an order of
 * batches that goes through {@link #following} sets an input of the program to the numbers of the batch that
 * comes, and {@link #keep} takes what the program made of them.
 */
public final class Memory {
    private final float[] values;
    private final int width;
    private int[] batch = {};
    private NdArray input;

    /**
     * Creates zeros.
     *
     * @param examples how many
     * @param width how many numbers an example has
     */
    public Memory(int examples, int width) {
        values = new float[Math.multiplyExact(examples, width)];
        this.width = width;
    }

    /** Returns the numbers, [examples, width] in row-major order; live. */
    public float[] values() {
        return values;
    }

    /** Records the input: [size] of one number each, else [size, width]. */
    public Tensor on(Tape tape, String name, int size) {
        return width == 1 ? tape.input(name, size) : tape.input(name, size, width);
    }

    /** Says where the input is; without it, batches are remembered and nothing is set. */
    public void in(Program program, String name) {
        input = program.input(name);
    }

    /** Returns {@code order}, with this memory following it. */
    public Consumer<NdArray> following(Consumer<NdArray> order) {
        return indices -> {
            order.accept(indices);
            batch = new int[indices.size()];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = (int) indices.get(i);
                for (int j = 0; input != null && j < width; j++) {
                    input.set(i * width + j, values[batch[i] * width + j]);
                }
            }
        };
    }

    /** Keeps numbers of the last batch; of an example that is in it twice, the later ones. */
    public void keep(NdArray numbers) {
        for (int i = 0; i < batch.length * width; i++) {
            values[batch[i / width] * width + i % width] = (float) numbers.get(i);
        }
    }
}
