package org.metabalance.app.schema;

/** A set of numbers that grows as far as a budget of memory allows. */
final class LongSet {
    private static final int FIRST = 64;

    private final MemoryBudget budget;
    private long[] slots;
    private boolean zero; // the number that marks an empty slot
    private int size;
    private boolean full;

    LongSet(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Adds {@code value}; returns false if it was there. */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if ((slots == null || 2 * size >= slots.length) && !grow()) {
            return true;
        }
        if (!insert(slots, value)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean insert(long[] slots, long value) {
        int mask = slots.length - 1;
        int at = (int) (value & mask);
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return false;
            }
            at = at + 1 & mask;
        }
        slots[at] = value;
        return true;
    }

    private boolean grow() {
        int length = slots == null ? FIRST : slots.length * 2;
        if (length < 0 || !budget.take(8L * length)) {
            full = true;
            return false;
        }
        long[] larger = new long[length];
        if (slots != null) {
            for (long value : slots) {
                if (value != 0) {
                    insert(larger, value);
                }
            }
            budget.giveBack(8L * slots.length);
        }
        slots = larger;
        return true;
    }

    /** Returns whether there was no memory for another number. */
    boolean isFull() {
        return full;
    }

    void free() {
        budget.giveBack(slots == null ? 0 : 8L * slots.length);
        slots = null;
    }
}
