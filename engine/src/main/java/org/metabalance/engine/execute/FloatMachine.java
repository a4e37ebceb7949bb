package org.metabalance.engine.execute;

import java.util.List;
import org.metabalance.engine.compile.Buffer;
import org.metabalance.engine.compile.Instruction;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.kernel.FloatKernels;

/** Runs a plan in F32. */
final class FloatMachine implements Machine {
    private final FloatMemory memory;
    private final FloatStep[] steps;
    private final float[] scratch;
    private long key;

    FloatMachine(Plan plan, FloatKernels kernels) {
        memory = new FloatMemory(plan.arena());
        List<Instruction> instructions = plan.instructions();
        int registers = 0;
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Pointwise chain) {
                registers = Math.max(registers, FloatChain.scratch(chain, memory, kernels));
            }
        }
        // one for all chains, so that it stays in the first-level cache
        scratch = new float[registers];
        steps = new FloatStep[instructions.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = bind(instructions.get(i), kernels);
        }
    }

    private FloatStep bind(Instruction instruction, FloatKernels kernels) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> FloatChain.bind(chain, memory, kernels, scratch);
            case Instruction.Gemm gemm -> new FloatProduct(gemm, memory, kernels);
            case Instruction.Reduction reduction -> new FloatReduction(reduction, memory, kernels);
            case Instruction.Assemble assemble -> FloatMoves.assemble(assemble, memory);
            case Instruction.Gather gather -> FloatMoves.gather(gather, memory);
            case Instruction.ScatterAdd scatter -> FloatMoves.scatterAdd(scatter, memory, kernels);
            case Instruction.OneHot oneHot -> FloatMoves.oneHot(oneHot, memory);
            case Instruction.Store store -> FloatMoves.store(store, memory);
            case Instruction.Random random ->
                    FloatMoves.random(random, memory, () -> key);
        };
    }

    @Override
    public void randomKey(long key) {
        this.key = key;
    }

    @Override
    public void step(int i) {
        steps[i].run();
    }

    @Override
    public void run() {
        for (FloatStep step : steps) {
            step.run();
        }
    }

    @Override
    public double read(Buffer buffer, int index) {
        return memory.array(buffer)[buffer.offset() + index];
    }
}
