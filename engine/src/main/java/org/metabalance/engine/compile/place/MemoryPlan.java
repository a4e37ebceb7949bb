package org.metabalance.engine.compile.place;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;

/**
 * Places intermediate results in one arena so that those that are never alive together share
 * memory. Best fit among the gaps; the result of a chain takes over the place of an operand that
 * dies with it.
 */
public final class MemoryPlan {
    /** Places begin at multiples of this many elements: a cache line of floats. */
    private static final int ALIGNMENT = 16;

    /**
     * For how many instructions the place of a dead result is not taken by another one: an
     * instruction that must wait for a place cannot run beside the one that still reads it.
     */
    private static final int REST = 16;

    /** Larger results than this make room at once. */
    private static final int SMALL = 1 << 14;

    private final Map<Buffer, Integer> lastUse = new IdentityHashMap<>();

    /** Small results whose place is kept a little longer, oldest first, with their last use. */
    private final ArrayDeque<Buffer> resting = new ArrayDeque<>();

    private final TreeMap<Integer, Integer> gaps = new TreeMap<>();
    private int end;

    private final int rest;

    private MemoryPlan(int rest) {
        this.rest = rest;
    }

    /** Places every buffer that has no array of its own, tightly; returns the size of the arena. */
    public static int place(List<Instruction> instructions) {
        return place(instructions, new MemoryPlan(0));
    }

    /** Places every buffer likewise, but leaving room for instructions to run side by side. */
    public static int placeForLanes(List<Instruction> instructions) {
        return place(instructions, new MemoryPlan(REST));
    }

    private static int place(List<Instruction> instructions, MemoryPlan plan) {
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).writes().forEach(Buffer::displace);
            for (View read : instructions.get(i).reads()) {
                plan.lastUse.put(read.buffer(), i);
            }
            for (Buffer written : instructions.get(i).writes()) {
                plan.lastUse.merge(written, i, Math::max);
            }
        }
        for (int i = 0; i < instructions.size(); i++) {
            plan.step(instructions.get(i), i);
        }
        return plan.end;
    }

    private void step(Instruction instruction, int at) {
        List<Buffer> dying = new ArrayList<>();
        for (View read : instruction.reads()) {
            Buffer buffer = read.buffer();
            boolean rewritten = instruction.writes().contains(buffer);
            if (buffer.inArena()
                    && lastUse.get(buffer) == at
                    && !rewritten
                    && !dying.contains(buffer)) {
                dying.add(buffer);
            }
        }
        for (Buffer written : instruction.writes()) {
            if (written.inArena() && !written.placed()) {
                Buffer heir = successor(instruction, written, dying);
                if (heir != null) {
                    written.place(heir.offset());
                    dying.remove(heir);
                } else {
                    written.place(allocate(written.size()));
                }
            }
        }
        dying.forEach(this::retire);
        for (Buffer written : instruction.writes()) {
            if (written.inArena() && lastUse.get(written) == at) {
                retire(written);
            }
        }
        while (!resting.isEmpty() && lastUse.get(resting.peek()) + rest <= at) {
            free(resting.poll());
        }
    }

    private void retire(Buffer buffer) {
        if (buffer.size() <= SMALL) {
            resting.add(buffer);
        } else {
            free(buffer);
        }
    }

    private static Buffer successor(Instruction instruction, Buffer written, List<Buffer> dying) {
        for (Buffer candidate : dying) {
            boolean inStep = candidate.size() == written.size()
                    && instruction.reads().stream()
                            .filter(read -> read.buffer() == candidate)
                            .allMatch(read -> instruction.inStep(read));
            if (inStep) {
                return candidate;
            }
        }
        return null;
    }

    private int allocate(int size) {
        int rounded = rounded(size);
        Map.Entry<Integer, Integer> best = null;
        for (Map.Entry<Integer, Integer> gap : gaps.entrySet()) {
            if (gap.getValue() >= rounded && (best == null || gap.getValue() < best.getValue())) {
                best = gap;
            }
        }
        if (best == null) {
            int offset = end;
            end = Math.addExact(end, rounded);
            return offset;
        }
        int offset = best.getKey();
        int left = best.getValue() - rounded;
        gaps.remove(offset);
        if (left > 0) {
            gaps.put(offset + rounded, left);
        }
        return offset;
    }

    private void free(Buffer buffer) {
        int offset = buffer.offset();
        int size = rounded(buffer.size());
        Map.Entry<Integer, Integer> after = gaps.ceilingEntry(offset);
        if (after != null && after.getKey() == offset + size) {
            size += after.getValue();
            gaps.remove(after.getKey());
        }
        Map.Entry<Integer, Integer> before = gaps.floorEntry(offset);
        if (before != null && before.getKey() + before.getValue() == offset) {
            offset = before.getKey();
            size += before.getValue();
        }
        gaps.put(offset, size);
    }

    /** Returns how many elements of the arena a result of {@code size} elements takes. */
    public static int rounded(int size) {
        return Math.max(1, Math.ceilDiv(size, ALIGNMENT)) * ALIGNMENT;
    }
}
