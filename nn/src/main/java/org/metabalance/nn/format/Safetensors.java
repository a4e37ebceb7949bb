package org.metabalance.nn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.metabalance.engine.NdArray;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes named arrays in the <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a> format: the length of the
 * header (8 bytes, little-endian), the header (JSON in UTF-8: of each tensor its type, shape and
 * place), the numbers (little-endian, row-major).
 *
 * <p>A file is not trusted: lengths are compared with the file's before anything is allocated, and
 * one that is not exactly as the format says is refused. Refused too is what no model needs and only
 * takes memory: a header nested more than 20 deep or of more than a million JSON tokens, names of
 * more than 1,000 characters, texts of more than 20 million, more than 64 axes, more numbers than
 * the heap holds.
 */
public final class Safetensors {
    /** The longest header the format allows, in bytes. */
    public static final int MAX_HEADER = 100_000_000;

    private static final int CHUNK = 1 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param tensors the arrays by name, in the order of their data
     * @param metadata free texts by name
     */
    public record Contents(Map<String, NdArray> tensors, Map<String, String> metadata) {}

    /**
     * Reads a file.
     *
     * @throws SafetensorsException if the file is malformed, beyond the limits, or has tensors of a
     *     type that cannot be read: the message is one line and names the file and the tensor
     * @throws IOException if it cannot be read
     */
    public static Contents read(Path path) throws IOException {
        return ContentsReader.read(path);
    }

    /**
     * Writes a file, replacing one that is there: whoever reads it meanwhile sees the old one or the
     * new one, whole.
     *
     * @param path where to
     * @param tensors the arrays by name
     * @param metadata free texts by name
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, or if names and
     *     texts are such as {@link #read} refuses
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, Map<String, NdArray> tensors, Map<String, String> metadata)
            throws IOException {
        Path whole = path.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, tensors, metadata);
                channel.force(true);
            }
            move(part, whole);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes what stands in a file. The stream is not closed.
     *
     * @param out where to
     * @param tensors the arrays by name
     * @param metadata free texts by name
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}
     * @throws IOException if it cannot be written
     */
    public static void write(
            OutputStream out, Map<String, NdArray> tensors, Map<String, String> metadata)
            throws IOException {
        write(Channels.newChannel(out), tensors, metadata);
    }

    private static void write(
            WritableByteChannel channel, Map<String, NdArray> tensors,
            Map<String, String> metadata) throws IOException {
        if (tensors.containsKey(Header.METADATA)) {
            throw new IllegalArgumentException(
                    "safetensors: no tensor can be called " + Header.METADATA);
        }
        // F64 before F32, so that all numbers are aligned to their size
        List<Map.Entry<String, NdArray>> order = tensors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().dtype().bytes())).toList();
        byte[] header = header(order, metadata);
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        drain(channel, buffer.putLong(header.length));
        drain(channel, ByteBuffer.wrap(header).position(header.length));
        for (Map.Entry<String, NdArray> entry : order) {
            numbers(channel, entry.getValue(), buffer.clear());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] header(
            List<Map.Entry<String, NdArray>> tensors, Map<String, String> metadata)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeName(Header.METADATA).writeStartObject();
                metadata.forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long offset = 0;
            for (Map.Entry<String, NdArray> entry : tensors) {
                NdArray array = entry.getValue();
                json.writeName(entry.getKey()).writeStartObject();
                json.writeStringProperty("dtype", Element.of(array.dtype()).name());
                json.writeArrayPropertyStart("shape");
                for (int dim : array.shape().dims()) {
                    json.writeNumber(dim);
                }
                json.writeEndArray();
                json.writeArrayPropertyStart("data_offsets").writeNumber(offset);
                offset += (long) array.size() * array.dtype().bytes();
                json.writeNumber(offset).writeEndArray().writeEndObject();
            }
            json.writeEndObject();
            json.flush();
            Header.parse("safetensors", new StringReader(text.toString()), offset);
        } catch (SafetensorsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        byte[] unpadded = text.toString().getBytes(StandardCharsets.UTF_8);
        int padding = -unpadded.length & (Long.BYTES - 1);
        byte[] header = (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        if (header.length > MAX_HEADER) {
            throw new IllegalArgumentException(
                    "safetensors: a header has at most " + MAX_HEADER + " bytes, got "
                            + header.length);
        }
        return header;
    }

    private static void numbers(WritableByteChannel channel, NdArray array, ByteBuffer buffer)
            throws IOException {
        int bytes = array.dtype().bytes();
        int count;
        for (int at = 0; at < array.size(); at += count) {
            count = Math.min(CHUNK / bytes, array.size() - at);
            switch (array.dtype()) {
                case F32 -> buffer.asFloatBuffer().put(array.floats(), at, count);
                case F64 -> buffer.asDoubleBuffer().put(array.doubles(), at, count);
            }
            drain(channel, buffer.position(count * bytes));
        }
    }

    /** Writes what was put into the buffer and clears it. */
    private static void drain(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
