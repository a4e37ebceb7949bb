package org.metabalance.app.schema;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different texts of a column, in bounded memory: the first thousand with their counts, and whether
 * all are different, by hashes of 64 bits, until memory for that is used up.
 */
final class Distinct {
    /** How many texts are counted, and listed in a schema. */
    static final int MOST = 1000;

    private static final int LONGEST = 200; // a longer text is no category, but part of a description
    private static final int OVERHEAD = 96; // of an entry of a map, its key and its count

    private final Budget budget;
    private final Map<String, long[]> counts = new HashMap<>();
    private LongSet hashes; // as long as all are different
    private boolean allDifferent = true;
    private boolean more;

    Distinct(Budget budget) {
        this.budget = budget;
        hashes = new LongSet(budget);
    }

    void add(String text) {
        if (allDifferent && hashes != null && !hashes.add(hash(text))) {
            allDifferent = false;
        }
        if (hashes != null && (!allDifferent || hashes.isFull())) {
            // out of memory for more: so many different ones are taken as all
            hashes.free();
            hashes = null;
        }
        long[] count = counts.get(text);
        if (count != null) {
            count[0]++;
        } else if (counts.size() < MOST && text.length() <= LONGEST
                && budget.take(OVERHEAD + 2L * text.length())) {
            counts.put(text, new long[] {1});
        } else {
            more = true;
        }
    }

    /** FNV-1a with a final mix: two of a billion texts are taken for one with a chance of 3 %. */
    private static long hash(String text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ h >>> 32) * 0x9e3779b97f4a7c15L;
        return h ^ h >>> 29;
    }

    /** Returns whether another text may still tell something: all are different, or not all are listed. */
    boolean isOpen() {
        return hashes != null || counts.size() < MOST && !more;
    }

    /** Returns whether no text came twice. */
    boolean allDifferent() {
        return allDifferent;
    }

    /** Returns whether there are more texts than {@link #texts} has. */
    boolean more() {
        return more;
    }

    /** Returns the number of texts that are counted. */
    int size() {
        return counts.size();
    }

    /** Returns the texts that are counted, the most frequent first, then by their characters. */
    List<String> texts() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingLong((String text) -> -counts.get(text)[0])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Returns how often {@code text} came; 0 if it is not counted. */
    long count(String text) {
        long[] count = counts.get(text);
        return count == null ? 0 : count[0];
    }

    /** Gives memory back: nothing may be added any more. */
    void close() {
        if (hashes != null) {
            hashes.free();
            hashes = null;
        }
    }

    /** Memory that the profiles of all columns share, so that many columns are as safe as long ones. */
    static final class Budget {
        private long left;

        /** Starts with so many bytes. */
        Budget(long bytes) {
            left = bytes;
        }

        /** Returns whether there were {@code bytes} left, which are taken then. */
        boolean take(long bytes) {
            if (bytes > left) {
                return false;
            }
            left -= bytes;
            return true;
        }

        void giveBack(long bytes) {
            left += bytes;
        }
    }

    /** A set of numbers that grows as far as a budget of memory allows. */
    private static final class LongSet {
        private static final int FIRST = 64;

        private final Budget budget;
        private long[] slots;
        private boolean zero; // the number that marks an empty slot
        private int size;
        private boolean full;

        LongSet(Budget budget) {
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
}
