package org.metabalance.studies.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file in which every trial that has ended is a line of JSON. A process that is killed in the
 * middle of a line loses no more than that line; a line that was added is on the disk. What could not be
 * written is tried again with the next line. The folder it is in must be this process's alone.
 */
final class TrialLog implements AutoCloseable {
    static final String FILE = "trials.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Result> results = new LinkedHashMap<>();
    /** Lines that could not be written. */
    private final List<byte[]> waiting = new ArrayList<>();

    private TrialLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log of a folder, or begins one.
     *
     * @param notes told if the end of the file had to be dropped
     * @throws UserError if it cannot be read or written, or is no such log
     */
    static TrialLog open(Path file, Consumer<String> notes) {
        FileChannel channel = null;
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
                throw new UserError(file + " is no plain file; give another --out");
            }
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
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

    /**
     * Adds a result at the end of the file.
     *
     * @throws IOException if it cannot be written now
     */
    synchronized void add(Result result) throws IOException {
        keep(result);
        ObjectNode node = JSON.createObjectNode();
        result.write(node);
        waiting.add((JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8));
        write();
    }

    /**
     * Writes what could not be written before.
     *
     * @throws IOException if it still cannot
     */
    synchronized void write() throws IOException {
        long begin = channel.position();
        try {
            for (byte[] line : waiting) {
                ByteBuffer buffer = ByteBuffer.wrap(line);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            channel.force(false);
            waiting.clear();
        } catch (IOException e) {
            // half a line in the middle of the file would be in the way
            channel.truncate(begin);
            channel.position(begin);
            throw e;
        }
    }

    /** Returns how many results are not in the file, because it could not be written. */
    synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
