package org.metabalance.engine.execute;

import java.util.List;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.Workers;

/** Runs a plan in F32. */
final class FloatMachine implements Machine {
    private final FloatMemory memory;
    private final FloatStep[] steps;
    private final float[][] scratch;
    private final Workers workers;
    private final LaneRunner lanes;
    private final Pace pace = new Pace();
    private long key;

    /**
     * Binds a plan.
     *
     * @param kernels those that divide large products among the workers
     * @param alone the same on one thread
     */
    FloatMachine(Plan plan, FloatKernels kernels, FloatKernels alone, Workers workers) {
        this.workers = workers;
        Lanes divided = workers.threads() > 1 ? plan.lanes() : null;
        memory = new FloatMemory(plan.arena());
        List<Instruction> instructions = plan.instructions();
        int registers = 0;
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Pointwise chain) {
                registers = Math.max(registers, FloatChain.scratch(chain, memory, kernels));
            }
        }
        // one for all chains of a thread, so that it stays in the first-level cache
        scratch = new float[workers.threads()][registers];
        steps = new FloatStep[instructions.size()];
        for (int i = 0; i < steps.length; i++) {
            // beside lanes there is one thread, which no other can make wait; without them instructions
            // themselves are divided
            steps[i] = divided != null
                    ? bind(instructions.get(i), alone, 0)
                    : bindDivided(instructions.get(i), kernels);
        }
        lanes = divided == null ? null : lanes(divided, alone);
    }

    private LaneRunner lanes(Lanes divided, FloatKernels alone) {
        FloatStep[] inLanes = new FloatStep[divided.instructions().size()];
        for (int i = 0; i < inLanes.length; i++) {
            inLanes[i] = bind(divided.instructions().get(i), alone, divided.laneOf(i));
        }
        return new LaneRunner(divided, inLanes);
    }

    private FloatStep bindDivided(Instruction instruction, FloatKernels kernels) {
        return instruction instanceof Instruction.Pointwise chain
                && FloatDividedChain.worthwhile(chain, workers)
                        ? FloatDividedChain.bind(chain, memory, kernels, scratch, workers)
                        : bind(instruction, kernels, 0);
    }

    private FloatStep bind(Instruction instruction, FloatKernels kernels, int lane) {
        return switch (instruction) {
            case Instruction.Pointwise chain ->
                    FloatChain.bind(chain, memory, kernels, scratch[lane]);
            case Instruction.Gemm gemm -> new FloatMatmul(gemm, memory, kernels);
            case Instruction.SparseProduct product ->
                    FloatMatmul.sparse(product, memory, kernels);
            case Instruction.Convolve convolve ->
                    FloatConvolve.bind(convolve, memory, kernels);
            case Instruction.Pool pool -> FloatConvolve.bind(pool, memory, kernels);
            case Instruction.Reduction reduction -> new FloatReduction(reduction, memory, kernels);
            case Instruction.Fold fold -> new FloatFold(fold, memory, kernels);
            case Instruction.Assemble assemble -> FloatMoves.assemble(assemble, memory);
            case Instruction.Gather gather -> located(gather, FloatMoves.gather(gather, memory));
            case Instruction.ScatterAdd scatter ->
                    located(scatter, FloatMoves.scatterAdd(scatter, memory, kernels));
            case Instruction.OneHot oneHot -> located(oneHot, FloatMoves.oneHot(oneHot, memory));
            case Instruction.GatherElements gather ->
                    located(gather, FloatElements.gather(gather, memory));
            case Instruction.ScatterAddElements scatter ->
                    located(scatter, FloatElements.scatterAdd(scatter, memory));
            case Instruction.CumulativeSum sum -> FloatElements.cumulativeSum(sum, memory);
            case Instruction.ArgSort sort -> new FloatArgSort(sort, memory);
            case Instruction.Store store -> FloatMoves.store(store, memory);
            case Instruction.Random random ->
                    FloatMoves.random(random, memory, () -> key);
        };
    }

    /** Says of an index out of range where the operation was recorded. */
    private static FloatStep located(Instruction instruction, FloatStep step) {
        String place = instruction.writes().getFirst().source().origin().suffix();
        return () -> {
            try {
                step.run();
            } catch (IndexOutOfBoundsException e) {
                IndexOutOfBoundsException here = new IndexOutOfBoundsException(
                        e.getMessage() + place);
                here.initCause(e);
                throw here;
            }
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
        if (lanes == null) {
            inOne();
        } else if (pace.watching()) {
            long begin = System.nanoTime();
            inOneOrTwo();
            pace.took(System.nanoTime() - begin);
        } else {
            inOneOrTwo();
            pace.ran();
        }
    }

    private void inOneOrTwo() {
        if (pace.inTwo() && workers.lend()) {
            lanes.run(workers);
        } else {
            inOne();
        }
    }

    private void inOne() {
        for (FloatStep step : steps) {
            step.run();
        }
    }

    @Override
    public double read(Buffer buffer, int index) {
        return memory.array(buffer)[buffer.offset() + index];
    }
}
