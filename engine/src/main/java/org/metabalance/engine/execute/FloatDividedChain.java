package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.Workers;

/**
 * A long chain whose blocks several threads share. Each thread has registers of its own; blocks do
 * not depend on each other, so the bits are those of one thread.
 */
final class FloatDividedChain implements FloatStep, Workers.Task {
    /** Fewest operations on single elements that pay for waking a helper: about ten microseconds. */
    private static final long FEWEST_OPERATIONS = 1 << 17;

    private final Workers workers;
    private final FloatChain[] parts;
    private final int size;
    private final int share;

    private FloatDividedChain(FloatChain[] parts, int size, Workers workers) {
        this.workers = workers;
        this.parts = parts;
        this.size = size;
        int block = parts[0].block();
        this.share = Math.ceilDiv(Math.ceilDiv(size, block), parts.length) * block;
    }

    static boolean worthwhile(Instruction.Pointwise chain, Workers workers) {
        return workers.threads() > 1
                && (long) chain.entries().size() * chain.size() >= FEWEST_OPERATIONS;
    }

    static FloatStep bind(
            Instruction.Pointwise chain,
            FloatMemory memory,
            FloatKernels kernels,
            float[][] scratch,
            Workers workers) {
        FloatChain[] parts = new FloatChain[scratch.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = FloatChain.bind(chain, memory, kernels, scratch[i]);
        }
        return new FloatDividedChain(parts, chain.size(), workers);
    }

    @Override
    public void run() {
        if (workers.lend()) {
            workers.run(this, parts.length);
        } else {
            parts[0].run();
        }
    }

    @Override
    public void piece(int index) {
        int from = index * share;
        parts[index].run(from, Math.min(size, from + share));
    }
}
