package org.metabalance.engine.compile.place;

import java.util.List;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;

/**
 * Roughly how long instructions take, in nanoseconds, as measured on a 3 GHz core with 512-bit
 * vectors. Only ratios matter: they decide what runs side by side.
 */
final class Cost {
    private static final double MULTIPLY_ADDS = 45;
    private static final double CHAIN_ELEMENTS = 20;
    private static final double MOVED_ELEMENTS = 8;
    private static final double START = 60;
    private static final double PRODUCT = 30;

    /** Products and convolutions of at least this many multiply-adds are divided among threads themselves. */
    private static final long DIVIDED = 1 << 19;

    private static final double DIVIDED_SPEED = 1.6;

    private Cost() {}

    static double of(Instruction instruction) {
        return START + switch (instruction) {
            case Instruction.Gemm gemm -> 2 * START + PRODUCT * gemm.a().offsets().length
                    + gemm.multiplyAdds() / MULTIPLY_ADDS;
            case Instruction.Convolve convolve ->
                    2 * START + convolve.multiplyAdds() / MULTIPLY_ADDS;
            // an entry's row of numbers is read and added as by a chain of two
            case Instruction.SparseProduct product ->
                    2 * START + 2.0 * product.multiplyAdds() / CHAIN_ELEMENTS;
            case Instruction.Pointwise chain ->
                    (double) chain.size() * chain.entries().size() / CHAIN_ELEMENTS;
            default ->
                    instruction.reads().stream().mapToLong(View::size).sum() / MOVED_ELEMENTS;
        };
    }

    /** What a plan takes if instructions run one after another, large products on two threads. */
    static double onTwoThreads(List<Instruction> instructions) {
        double time = 0;
        for (Instruction instruction : instructions) {
            boolean divided = instruction.multiplyAdds() >= DIVIDED;
            time += of(instruction) / (divided ? DIVIDED_SPEED : 1);
        }
        return time;
    }
}
