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
    /** The lane of an instruction that nothing else runs beside. */
    private static final int ALONE = -1;

    private final FloatMemory memory;
    private final FloatStep[] steps;
    private final float[][] scratch;
    private final Workers workers;
    private final LaneRunner lanes;
    private final Pace pace = new Pace();
    private long key;

    FloatMachine(Plan plan, FloatKernels kernels, Workers workers) {
        this.workers = workers;
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
            steps[i] = bind(instructions.get(i), kernels, ALONE);
        }
        lanes = workers.threads() > 1 && plan.lanes() != null ? lanes(plan.lanes(), kernels) : null;
    }

    private LaneRunner lanes(Lanes lanes, FloatKernels kernels) {
        FloatStep[] inLanes = new FloatStep[lanes.instructions().size()];
        for (int i = 0; i < inLanes.length; i++) {
            inLanes[i] = bind(lanes.instructions().get(i), kernels, lanes.laneOf(i));
        }
        return new LaneRunner(lanes, inLanes);
    }

    private FloatStep bind(Instruction instruction, FloatKernels kernels, int lane) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> bind(chain, kernels, lane);
            case Instruction.Gemm gemm -> new FloatMatmul(gemm, memory, kernels);
            case Instruction.Convolve convolve ->
                    FloatConvolve.bind(convolve, memory, kernels);
            case Instruction.Pool pool -> FloatConvolve.bind(pool, memory, kernels);
            case Instruction.Reduction reduction -> new FloatReduction(reduction, memory, kernels);
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

    private FloatStep bind(Instruction.Pointwise chain, FloatKernels kernels, int lane) {
        return lane == ALONE && FloatDividedChain.worthwhile(chain, workers)
                ? FloatDividedChain.bind(chain, memory, kernels, scratch, workers)
                : FloatChain.bind(chain, memory, kernels, scratch[Math.max(lane, 0)]);
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
