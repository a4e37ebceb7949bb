package org.metabalance.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.ProtoMessage;

/**
 * A file of scalars by step, as TensorBoard opens it: records of TensorFlow's {@code TFRecord} format (length,
 * its masked CRC-32C, bytes, their masked CRC-32C, all little-endian), each an {@code Event} of Protocol
 * Buffers, the first of which tells the version.
 */
public final class EventFile implements AutoCloseable {
    private static final String BEGINS = "events.out.tfevents.";
    private static final String ENDS = ".metabalance";
    private static final String VERSION = "brain.Event:2";

    private final Path file;
    private final OutputStream out;

    private EventFile(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Removes the files of earlier trainings of ours in a folder and those below it, as TensorBoard would draw them
     * beside the next.
     *
     * @throws UserError if they cannot be removed
     */
    public static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(EventFile::ours).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(folder + " cannot be cleared: " + e.getMessage(), e);
        }
    }

    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(BEGINS) && name.endsWith(ENDS);
    }

    /**
     * Begins a file in a folder, which is made if need be.
     *
     * @throws UserError if it cannot be written
     */
    public static EventFile in(Path folder) {
        try {
            Files.createDirectories(folder);
            long now = System.currentTimeMillis();
            Path file = folder.resolve(BEGINS + now / 1000 + ENDS);
            EventFile events = new EventFile(
                    file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
            events.record(event().text(3, VERSION));
            return events;
        } catch (IOException e) {
            throw new UserError(folder + " cannot be written to: " + Texts.reason(e), e);
        }
    }

    private static ProtoMessage event() {
        return new ProtoMessage().number(1, System.currentTimeMillis() / 1e3);
    }

    /**
     * Adds numbers by their names; those that are NaN are left out. They are in the file when this returns.
     *
     * @throws UserError if they cannot be written
     */
    public void scalars(long step, Map<String, Double> values) {
        ProtoMessage summary = new ProtoMessage();
        boolean any = false;
        for (Map.Entry<String, Double> value : values.entrySet()) {
            if (!value.getValue().isNaN()) {
                any = true;
                summary.message(1, new ProtoMessage().text(1, value.getKey())
                        .number(2, value.getValue().floatValue()));
            }
        }
        if (any) {
            record(event().integer(2, step).message(5, summary));
        }
    }

    private void record(ProtoMessage event) {
        byte[] data = event.toBytes();
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length).array();
        ByteBuffer record = ByteBuffer
                .allocate(length.length + data.length + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length).putInt(masked(length)).put(data).putInt(masked(data));
        try {
            out.write(record.array());
            out.flush();
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + Texts.reason(e), e);
        }
    }

    /** The checksum of a checksum is no good: so it is turned and moved. */
    static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    /** Ends the file. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + Texts.reason(e), e);
        }
    }
}
