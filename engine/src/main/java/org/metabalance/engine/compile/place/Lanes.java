package org.metabalance.engine.compile.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;

/**
 * The instructions of a plan divided among two threads that run side by side: what is independent,
 * such as the products for the gradients of weights and of inputs, runs at once. Where it helps, long
 * instructions are {@linkplain Halves cut in two}, so that each thread computes its part of the rows or of
 * a batch of products. What is computed does not change, so neither do the bits.
 *
 * <p>List scheduling: whenever a lane is free it takes, of the instructions that can begin earliest,
 * the one with the most work still depending on it.
 *
 * @param instructions those of the plan, or their halves
 * @param order for each lane its instructions, in order
 * @param waits for each lane and each of its instructions, how many instructions of the other lane
 *     must have ended before
 */
public record Lanes(List<Instruction> instructions, int[][] order, int[][] waits) {
    /** Longer programs would take too long to divide, and gain less. */
    private static final int MOST_INSTRUCTIONS = 2000;

    /** What two threads must save to be worth their trouble. */
    private static final double WORTHWHILE = 0.85;

    /** What cutting instructions must save to be worth more of them. */
    private static final double WORTH_CUTTING = 0.95;

    /** The time, in nanoseconds, after which the other thread sees that an instruction has ended. */
    private static final double HANDOVER = 200;

    /** Divides instructions, which must have their places in memory; null if that does not pay. */
    public static Lanes of(List<Instruction> instructions) {
        if (instructions.size() < 2 || instructions.size() > MOST_INSTRUCTIONS) {
            return null;
        }
        Scheduler best = new Scheduler(instructions);
        double time = best.run();
        List<Instruction> halves = Halves.of(instructions);
        if (halves.size() > instructions.size() && halves.size() <= MOST_INSTRUCTIONS) {
            Scheduler cut = new Scheduler(halves);
            double timeCut = cut.run();
            if (timeCut < WORTH_CUTTING * time) {
                best = cut;
                time = timeCut;
            }
        }
        return time < WORTHWHILE * Cost.onTwoThreads(instructions) ? best.lanes() : null;
    }

    /**
     * When an instruction would run, by the estimates that lanes are made by.
     *
     * @param lane 0 or 1
     * @param begin in nanoseconds from the beginning of the run
     * @param end likewise
     */
    public record Timed(Instruction instruction, int lane, double begin, double end) {}

    /** Returns the schedule of instructions, which must have their places, whether or not it pays. */
    public static List<Timed> timed(List<Instruction> instructions) {
        if (instructions.size() > MOST_INSTRUCTIONS) {
            return List.of();
        }
        Scheduler scheduler = new Scheduler(instructions);
        scheduler.run();
        List<Timed> timed = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            timed.add(new Timed(instructions.get(i), scheduler.lane[i],
                    scheduler.end[i] - scheduler.cost[i], scheduler.end[i]));
        }
        return timed;
    }

    /** Returns the lane of an instruction, given its place among those of the lanes. */
    public int laneOf(int instruction) {
        return Arrays.stream(order[0]).anyMatch(i -> i == instruction) ? 0 : 1;
    }

    private static final class Scheduler {
        private final List<Instruction> instructions;
        private final int count;
        private final List<List<Integer>> before = new ArrayList<>();
        private final double[] cost;
        private final double[] rest;
        private final double[] end;
        private final int[] lane;
        private final int[] position;
        private final List<List<Integer>> order = List.of(new ArrayList<>(), new ArrayList<>());

        Scheduler(List<Instruction> instructions) {
            this.instructions = instructions;
            count = instructions.size();
            cost = instructions.stream().mapToDouble(Cost::of).toArray();
            end = new double[count];
            lane = new int[count];
            position = new int[count];
            rest = cost.clone();
            List<List<Stretch>> reads = new ArrayList<>();
            List<List<Stretch>> writes = new ArrayList<>();
            for (int j = 0; j < count; j++) {
                reads.add(instructions.get(j).reads().stream().map(Stretch::of).toList());
                writes.add(instructions.get(j).writes().stream().map(Stretch::of).toList());
                List<Integer> needed = new ArrayList<>();
                for (int i = 0; i < j; i++) {
                    if (Stretch.meet(writes.get(i), reads.get(j))
                            || Stretch.meet(reads.get(i), writes.get(j))
                            || Stretch.meet(writes.get(i), writes.get(j))) {
                        needed.add(i);
                    }
                }
                before.add(needed);
            }
            for (int j = count - 1; j >= 0; j--) {
                for (int i : before.get(j)) {
                    rest[i] = Math.max(rest[i], cost[i] + rest[j]);
                }
            }
        }

        /** Schedules everything; returns the time it takes. */
        double run() {
            double[] free = new double[2];
            int[] open = before.stream().mapToInt(List::size).toArray();
            List<List<Integer>> after = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                after.add(new ArrayList<>());
            }
            List<Integer> ready = new ArrayList<>();
            for (int j = 0; j < count; j++) {
                for (int i : before.get(j)) {
                    after.get(i).add(j);
                }
                if (open[j] == 0) {
                    ready.add(j);
                }
            }
            while (!ready.isEmpty()) {
                int bestLane = 0;
                int best = -1;
                double bestStart = Double.POSITIVE_INFINITY;
                for (int candidate : ready) {
                    for (int l = 0; l < 2; l++) {
                        double start = Math.max(free[l], available(candidate, l));
                        if (start < bestStart
                                || start == bestStart && rest[candidate] > rest[best]) {
                            best = candidate;
                            bestLane = l;
                            bestStart = start;
                        }
                    }
                }
                ready.remove((Integer) best);
                lane[best] = bestLane;
                position[best] = order.get(bestLane).size();
                order.get(bestLane).add(best);
                end[best] = bestStart + cost[best];
                free[bestLane] = end[best];
                for (int next : after.get(best)) {
                    if (--open[next] == 0) {
                        ready.add(next);
                    }
                }
            }
            return Math.max(free[0], free[1]);
        }

        private double available(int instruction, int onLane) {
            double time = 0;
            for (int i : before.get(instruction)) {
                time = Math.max(time, end[i] + (lane[i] == onLane ? 0 : HANDOVER));
            }
            return time;
        }

        Lanes lanes() {
            int[][] lists = new int[2][];
            int[][] waits = new int[2][];
            for (int l = 0; l < 2; l++) {
                int other = 1 - l;
                lists[l] = order.get(l).stream().mapToInt(Integer::intValue).toArray();
                waits[l] = Arrays.stream(lists[l])
                        .map(j -> before.get(j).stream()
                                .filter(i -> lane[i] == other)
                                .mapToInt(i -> position[i] + 1)
                                .max()
                                .orElse(0))
                        .toArray();
            }
            return new Lanes(instructions, lists, waits);
        }
    }

    /** A stretch of memory: of the arena if {@code array} is null. */
    private record Stretch(Object array, int from, int to) {
        static Stretch of(Buffer buffer) {
            int from = buffer.offset();
            return new Stretch(buffer.array(), from, from + buffer.size());
        }

        static Stretch of(View view) {
            int from = view.buffer().offset() + view.offset();
            return new Stretch(view.buffer().array(), from, from + view.extent());
        }

        static boolean meet(List<Stretch> some, List<Stretch> others) {
            for (Stretch a : some) {
                for (Stretch b : others) {
                    if (a.array == b.array && a.from < b.to && b.from < a.to) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
