package org.metabalance.engine.compile;

import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.compile.place.MemoryPlan;
import org.metabalance.engine.compile.rewrite.Graph;

/**
 * A compiled program as data: instructions in order, every buffer placed.
 *
 * @param lanes how two threads share the instructions; null if one runs them, in order
 * @param arena the number of elements of the memory shared by intermediate results
 * @param inputs the arrays to fill before a run, by name
 * @param outputs the arrays that hold the outputs after a run
 * @param recorded what was compiled; origins count along its tape
 * @param simplified the tape the instructions were made from
 */
public record Plan(
        DType dtype,
        List<Instruction> instructions,
        Lanes lanes,
        int arena,
        Map<String, NdArray> inputs,
        List<NdArray> outputs,
        Graph recorded,
        Graph simplified) {

    /** Returns how many elements the arena would have if no two results shared memory. */
    public long arenaWithoutSharing() {
        return instructions.stream()
                .flatMap(instruction -> instruction.writes().stream())
                .filter(Buffer::inArena)
                .distinct()
                .mapToLong(buffer -> MemoryPlan.rounded(buffer.size()))
                .sum();
    }

    /** Returns the multiply-adds of all matrix products in a run. */
    public long multiplyAdds() {
        return instructions.stream().mapToLong(Instruction::multiplyAdds).sum();
    }
}
