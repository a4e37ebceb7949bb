package org.metabalance.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.metabalance.engine.NdArray;

class HeldMemoryTest {

    private static WorkloadProgram step(String name) {
        return WorkloadProgram.of(Workload.named(name), 1);
    }

    private static long held(WorkloadProgram step) {
        return HeldMemory.of(step.program(), step.variables());
    }

    private static long arena(WorkloadProgram step) {
        return (long) step.program().arena() * Float.BYTES;
    }

    @ParameterizedTest
    @ValueSource(strings = {"credit", "plain-mid", "conv4-plain-b2"})
    void isNoLessThanTheArena(String name) {
        WorkloadProgram step = step(name);
        assertTrue(held(step) >= arena(step));
    }

    /** Weights and Adam's moments of the large network are many times what lies between. */
    @Test
    void leavesOutInputsAndWeights() {
        WorkloadProgram step = step("plain-mid");
        long variables = step.variables().stream()
                .mapToLong(variable -> (long) variable.value().size() * Float.BYTES).sum();
        long inputs = step.inputs().values().stream().mapToLong(NdArray::size).sum() * Float.BYTES;
        long beside = held(step) - arena(step);
        assertTrue(beside < Math.min(inputs, variables), beside + " bytes beside the arena");
    }
}
