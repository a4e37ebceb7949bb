package org.metabalance.engine.inspect.explore;

import java.util.List;

/**
 * A program as it will run.
 *
 * @param instructions in order
 * @param memory the results that share the arena
 * @param arena its size, in bytes
 * @param withoutSharing what its size would be if no two results shared memory, in bytes
 * @param lanes when each instruction would run on two threads, by estimate; empty if there are too many
 * @param lanesPay whether two threads save enough that a program uses them
 * @param alone what all instructions take one after another, by the same estimate, in nanoseconds
 */
public record Compiled(
        List<Step> instructions,
        List<Block> memory,
        long arena,
        long withoutSharing,
        List<Slot> lanes,
        boolean lanesPay,
        double alone) {

    /**
     * An instruction.
     *
     * @param index its place
     * @param label a short name
     * @param formulas what it does, a formula for each value it names
     * @param operations the places on the recorded tape of what it computes, fused ones included
     * @param place the user's lines and scopes
     * @param multiplyAdds of products
     * @param bytes read and written
     * @param results what it writes, in a replay
     */
    public record Step(
            int index,
            String label,
            List<String> formulas,
            List<Integer> operations,
            String place,
            long multiplyAdds,
            long bytes,
            List<Result> results) {}

    /** What an instruction wrote in a run: its name, where it is, its shape as text and its values. */
    public record Result(String name, String home, String shape, Values values) {}

    /**
     * A result in the arena.
     *
     * @param name as instructions refer to it
     * @param from the instruction that writes it first
     * @param until the last instruction that needs it
     * @param offset where it begins, in bytes
     * @param size in bytes
     */
    public record Block(String name, int from, int until, long offset, long size) {}

    /** When an instruction runs, and on which thread; in nanoseconds, estimated. */
    public record Slot(int instruction, int lane, double begin, double end) {}
}
