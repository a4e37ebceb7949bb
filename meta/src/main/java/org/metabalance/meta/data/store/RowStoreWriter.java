package org.metabalance.meta.data.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.metabalance.meta.data.DataException;

/**
 * Writes a {@link RowStore}, row by row. What is in memory besides a block of some megabytes are the different
 * texts of categories, which are bounded.
 */
public final class RowStoreWriter implements AutoCloseable {
    /** What a different text takes besides its characters: entries of a map and of a list, the text's object. */
    private static final int TEXT_BYTES = 120;

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final Path folder;
    private final List<String> names;
    private final boolean[] numbers;
    private final Layout layout;
    private final FileChannel file;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment block;
    private final ByteBuffer bytes;
    private final List<Map<String, Integer>> codes = new ArrayList<>();
    private final List<List<String>> texts = new ArrayList<>();
    private final boolean[] finite;
    private long textBytes;
    private int rows;

    /**
     * Begins a file.
     *
     * @param folder where it is made, to be without a name at once
     * @param names of the columns, for messages
     * @param numbers which columns hold numbers; the others hold categories
     * @param textBytes what the different texts of categories may take in memory
     * @throws DataException if it cannot be made
     */
    public RowStoreWriter(Path folder, List<String> names, boolean[] numbers, long textBytes) {
        this.folder = folder;
        this.names = List.copyOf(names);
        this.numbers = numbers.clone();
        this.textBytes = textBytes;
        layout = new Layout(numbers);
        finite = new boolean[numbers.length];
        Arrays.fill(finite, true);
        for (int c = 0; c < numbers.length; c++) {
            codes.add(new HashMap<>());
            texts.add(new ArrayList<>());
        }
        block = arena.allocate(layout.blockBytes());
        bytes = block.asByteBuffer();
        try {
            file = FileChannel.open(
                    folder.resolve("metabalance-rows-" + UUID.randomUUID()),
                    Set.of(
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                            StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            arena.close();
            throw failed(e);
        }
    }

    /**
     * Refuses more rows than there is room for.
     *
     * @throws DataException if the disk has not so much space left
     */
    public void require(long rows) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (layout.bytes(rows) > free) {
                throw new DataException(
                        "%,d rows need %s on the disk of %s, which has %s left; make room there, or set TMPDIR to a folder of another disk"
                                .formatted(
                                        rows, size(layout.bytes(rows)), folder, size(free)));
            }
        } catch (IOException _) {
            // a full disk is found when it is
        }
    }

    /** Returns bytes as people write them. */
    private static String size(long bytes) {
        return bytes < 1 << 20
                ? "%,d bytes".formatted(bytes)
                : bytes < 10L << 30
                        ? "%,d MB".formatted(bytes >> 20)
                        : "%,d GB".formatted(bytes >> 30);
    }

    /** Sets a number of the next row; NaN is a missing one. */
    public void number(int column, double value) {
        finite[column] &= !Double.isInfinite(value);
        int row = rows & layout.blockRows() - 1;
        block.set(DOUBLE, (long) layout.place(column) * layout.blockRows()
                + (long) row * Double.BYTES, value);
        block.set(DOUBLE, (long) layout.rowBytes() * (layout.blockRows() + row)
                + layout.place(column), value);
    }

    /**
     * Sets a category of the next row; null is a missing one.
     *
     * @throws DataException if there are too many different ones
     */
    public void text(int column, String value) {
        int code = value == null ? -1 : code(column, value);
        int row = rows & layout.blockRows() - 1;
        block.set(INT, (long) layout.place(column) * layout.blockRows()
                + (long) row * Integer.BYTES, code);
        block.set(INT, (long) layout.rowBytes() * (layout.blockRows() + row)
                + layout.place(column), code);
    }

    private int code(int column, String value) {
        Integer known = codes.get(column).get(value);
        if (known != null) {
            return known;
        }
        textBytes -= TEXT_BYTES + 2L * value.length();
        if (textBytes < 0) {
            throw new DataException(
                    "column '%s' has %,d different texts and more, which memory has no room for; leave it out, or give more memory"
                            .formatted(names.get(column), texts.get(column).size()));
        }
        int code = texts.get(column).size();
        codes.get(column).put(value, code);
        texts.get(column).add(value);
        return code;
    }

    /**
     * Ends a row, of which every column was set.
     *
     * @throws DataException if the disk is full
     */
    public void endRow() {
        rows = Math.addExact(rows, 1);
        if ((rows & layout.blockRows() - 1) == 0) {
            flush();
        }
    }

    private void flush() {
        try {
            bytes.clear();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private DataException failed(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new DataException(
                "rows cannot be kept in %s: %s, after %,d rows; make room there, or set TMPDIR to a folder of another disk"
                        .formatted(folder, reason, rows),
                e);
    }

    /**
     * Ends the file.
     *
     * @throws DataException if the disk is full
     */
    public RowStore store() {
        if ((rows & layout.blockRows() - 1) != 0) {
            flush();
        }
        codes.clear();
        try {
            MemorySegment data = file.map(
                    FileChannel.MapMode.READ_ONLY, 0, layout.bytes(rows), Arena.ofAuto());
            return new RowStore(
                    data, layout, rows,
                    texts.stream().map(List::copyOf).toList(), finite);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives up what is not needed once there is a store. */
    @Override
    public void close() {
        arena.close();
        try {
            file.close();
        } catch (IOException _) {
            // its name is gone already
        }
    }
}
