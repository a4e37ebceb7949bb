package org.metabalance.app.schema;

/** Memory that the profiles of all columns share, so that many columns are as safe as long ones. */
final class MemoryBudget {
    private long left;

    /** Starts with so many bytes. */
    MemoryBudget(long bytes) {
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
