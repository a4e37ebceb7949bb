package org.metabalance.nn.format;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Shape;

/**
 * The JSON header of a safetensors file, checked: every tensor's bytes lie where its shape and type
 * say, and together they cover the data without a hole or an overlap.
 *
 * @param entries the tensors, in the order of their data
 * @param metadata the free texts under {@code __metadata__}
 */
record Header(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** A tensor: its bytes are those from {@code begin} up to {@code end} of the data. */
    record Entry(String name, Element element, Shape shape, long begin, long end) {
        /** Returns how much memory its numbers take once read, in bytes. */
        long memory() {
            return (long) shape.size() * element.dtype().bytes();
        }
    }

    /**
     * Parses and checks a header, in memory that depends on the number of tensors and texts alone.
     *
     * @param file what to call the file in messages
     * @param json the header's text, of which no more is read than is needed for an answer
     * @param dataSize the number of bytes that follow it
     * @throws SafetensorsException if it is not as the format says, or beyond the limits of {@link
     *     HeaderParser}
     * @throws IOException if {@code json} cannot be read
     */
    static Header parse(String file, Reader json, long dataSize) throws IOException {
        HeaderParser parser = new HeaderParser(file);
        parser.parse(json);
        List<Entry> entries = new ArrayList<>(parser.entries());
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCover(file, entries, dataSize);
        return new Header(List.copyOf(entries), parser.metadata());
    }

    /** Returns how much memory all numbers take once read, in bytes. */
    long memory() {
        return entries.stream().mapToLong(Entry::memory).sum();
    }

    private static void checkCover(String file, List<Entry> entries, long dataSize)
            throws SafetensorsException {
        long covered = 0;
        for (Entry entry : entries) {
            String tensor = file + ": tensor " + Quoted.name(entry.name());
            if (entry.begin() != covered) {
                throw new SafetensorsException(
                        tensor + ": its data begin at byte " + entry.begin()
                                + ", but the data before it end at " + covered
                                + (entry.begin() < covered ? ": tensors overlap" : ": a hole"));
            }
            if (entry.end() > dataSize) {
                throw new SafetensorsException(
                        tensor + ": its data end at byte " + entry.end() + ", but the file has "
                                + dataSize
                                + " bytes of data: it is cut off or the header is wrong");
            }
            covered = entry.end();
        }
        if (covered != dataSize) {
            throw new SafetensorsException(
                    file + ": the tensors end at byte " + covered + ", but the file has " + dataSize
                            + " bytes of data: something was appended or a tensor is missing");
        }
    }
}
