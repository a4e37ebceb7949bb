package org.metabalance.engine.execute;

import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.kernel.Workers;

/** A plan bound to memory and kernels, ready to run any number of times without allocating. */
public interface Machine {

    /** Binds a plan in the plan's element type. */
    static Machine of(Plan plan, Kernels kernels) {
        Workers workers = Workers.of(kernels.threads());
        return switch (plan.dtype()) {
            case F32 -> new FloatMachine(
                    plan, kernels.floats(), kernels.withThreads(1).floats(), workers);
            case F64 -> new DoubleMachine(
                    plan, kernels.doubles(), kernels.withThreads(1).doubles(), workers);
        };
    }

    /** Tells the random instructions which numbers to draw: those of this key. */
    void randomKey(long key);

    /** Runs instruction {@code i} of the plan. */
    void step(int i);

    /** Runs all instructions in order. */
    void run();

    /** Returns element {@code index} of a buffer as it is now. */
    double read(Buffer buffer, int index);
}
