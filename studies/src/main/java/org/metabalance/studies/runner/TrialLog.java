package org.metabalance.studies.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file in which every trial that has ended is a line of JSON. A process that is killed in the
 * middle of a line loses no more than that line. While the log is open no other process can open it.
 */
final class TrialLog implements AutoCloseable {
    static final String FILE = "trials.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Result> results = new LinkedHashMap<>();

    private TrialLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log of a folder, or begins one.
     *
     * @param notes told if the end of the file had to be dropped
     * @throws UserError if it cannot be read or written, is in use, or is no such log
     */
    static TrialLog open(Path file, Consumer<String> notes) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (locked(channel)) {
                throw new UserError(
                        file + " is in use: another study is writing there; give another --out");
            }
            TrialLog log = new TrialLog(file, channel);
            log.read(notes);
            return log;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UserError(file + " cannot be opened: " + Texts.reason(e), e);
        } catch (UserError e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException _) {
            return true;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // it was not used
        }
    }

    private void read(Consumer<String> notes) throws IOException {
        byte[] bytes = bytes();
        int begin = 0;
        int number = 0;
        while (begin < bytes.length) {
            number++;
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                notes.accept(file + ": its last line is incomplete and was dropped; the trial is"
                        + " made again");
                break;
            }
            keep(parse(new String(bytes, begin, end - begin, StandardCharsets.UTF_8), number));
            begin = end + 1;
        }
        channel.truncate(begin);
        channel.position(begin);
    }

    /** By the channel: opening the file a second time and closing it gives up the lock. */
    private byte[] bytes() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {}
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private Result parse(String line, int number) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode node) {
                return Result.read(node);
            }
            throw new IllegalArgumentException("needs an object");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UserError(
                    Texts.format(
                            "%s, line %d is not a trial; mend or remove the line, or give another"
                                    + " --out",
                            file, number),
                    e);
        }
    }

    private void keep(Result result) {
        results.put(result.key(), result);
    }

    /** Returns the latest result of a trial; null if there is none. */
    synchronized Result find(Trial trial) {
        return results.get(trial.key());
    }

    /** Adds a result at the end of the file. */
    synchronized void add(Result result) throws IOException {
        keep(result);
        ObjectNode node = JSON.createObjectNode();
        result.write(node);
        byte[] line = (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        long begin = channel.position();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            // half a line in the middle of the file would be in the way
            channel.truncate(begin);
            channel.position(begin);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
