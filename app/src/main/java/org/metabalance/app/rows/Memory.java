package org.metabalance.app.rows;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * What a command may take of the heap, and where rows go that it has no room for.
 *
 * <p>Rows are kept in memory while their values (eight bytes each) and two copies of their encoded features (four
 * bytes each, as far as the schema tells how many there are) take a third of it at most, and are no more than 2^24,
 * which is as far as programs count; else they are kept on disk, and memory has some numbers of each: its label, its
 * place in the split and in the order of batches, its score.
 *
 * @param bytes of the heap
 * @param folder for a temporary file
 * @param notes takes a line for the user
 */
public record Memory(long bytes, Path folder, Consumer<String> notes) {
    /** What a row takes of the heap when it is on disk, about. */
    static final int ROW_BYTES = 64;

    /** What a row takes besides for every training that goes on at the same time. */
    private static final int RUN_BYTES = 48;

    /** What everything else takes: classes, programs, buffers. */
    static final long BASE_BYTES = 96L << 20;

    /** The most rows that stand in a program, see {@link org.metabalance.meta.method.IndexStream}. */
    private static final int MOST_ROWS = 1 << 24;

    private static final long MB = 1 << 20;

    /** For rows that are known to be few. */
    public static final Memory UNBOUNDED = of(Long.MAX_VALUE, note -> {});

    /** Values and features of a part of a file that is read in parts: some tens of megabytes. */
    private static final long PART_VALUES = 1 << 22;

    private static final int MOST_PART_ROWS = 1 << 16;
    private static final int FEWEST_PART_ROWS = 1 << 8;

    /** Returns all of this JVM's heap, and nobody who is told. */
    public static Memory available() {
        return of(Runtime.getRuntime().maxMemory(), note -> {});
    }

    /** Returns so many bytes, and temporary files where the system wants them. */
    public static Memory of(long bytes, Consumer<String> notes) {
        return new Memory(bytes, Path.of(System.getProperty("java.io.tmpdir")), notes);
    }

    /**
     * Returns whether rows are kept in memory.
     *
     * @param features of a row, encoded
     */
    boolean holds(long rows, long columns, long features) {
        return rows <= MOST_ROWS
                && rows * (columns * Double.BYTES + 2 * features * Float.BYTES) <= bytes / 3;
    }

    /**
     * Returns how many trainings there is room for at once, of a table on disk: at least one.
     *
     * @param wanted at most
     */
    public int runsAtOnce(long rows, int wanted) {
        long more = (bytes - BASE_BYTES - rows * ROW_BYTES) / Math.max(1, rows * RUN_BYTES);
        return Math.clamp(1 + more, 1, wanted);
    }

    /** Returns how many rows of so many values and features are read at a time where they are not kept. */
    static int partRows(long columns, long features) {
        return Math.clamp(
                PART_VALUES / Math.max(1, columns + features), FEWEST_PART_ROWS, MOST_PART_ROWS);
    }

    /** Returns what the different texts of categories may take, where rows are on disk. */
    long textBytes() {
        return bytes / 8;
    }

    /**
     * Refuses more rows than can be told apart on the heap.
     *
     * @param file what to call the file
     * @throws UserError says how much they need
     */
    void require(String file, long rows) {
        if (rows > Integer.MAX_VALUE - 8) {
            throw new UserError(Texts.format(
                    "%s has more than %,d rows, the most there may be", file,
                    Integer.MAX_VALUE - 8));
        }
        long needed = BASE_BYTES + rows * ROW_BYTES;
        if (needed > bytes) {
            throw new UserError(Texts.format(
                    "%s: %,d rows need about %,d MB of heap besides what is kept on disk, and there are"
                            + " %,d MB; give --memory %dm, or fewer rows",
                    file, rows, needed / MB, bytes / MB, needed / MB + 1));
        }
    }
}
