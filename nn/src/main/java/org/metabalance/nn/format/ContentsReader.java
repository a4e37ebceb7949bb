package org.metabalance.nn.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.engine.NdArray;

/** Reads a safetensors file that is not trusted. */
final class ContentsReader {
    private static final int CHUNK = 1 << 20;

    private ContentsReader() {}

    static Safetensors.Contents read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw new SafetensorsException(
                        path + ": a safetensors file has at least 8 bytes, got " + size);
            }
            long length = fill(channel, ByteBuffer.allocate(Long.BYTES), path).getLong();
            if (length < 0 || length > Safetensors.MAX_HEADER || length > size - Long.BYTES) {
                throw new SafetensorsException(
                        path + ": the header should be " + Long.toUnsignedString(length)
                                + " bytes long, in a file of " + size
                                + " bytes: cut off, or no safetensors file");
            }
            Header header = header(channel, path, length, size - Long.BYTES - length);
            channel.position(Long.BYTES + length);
            Map<String, NdArray> tensors = new LinkedHashMap<>();
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (Header.Entry entry : header.entries()) {
                tensors.put(entry.name(), numbers(channel, entry, buffer, path));
            }
            return new Safetensors.Contents(
                    Collections.unmodifiableMap(tensors),
                    header.metadata());
        }
    }

    private static Header header(FileChannel channel, Path path, long length, long dataSize)
            throws IOException {
        ByteBuffer first = ByteBuffer.allocate(1);
        // a first byte that is wrong tells more than what is wrong with the JSON
        if (length == 0 || channel.read(first, Long.BYTES) < 1 || first.get(0) != '{') {
            throw new SafetensorsException(
                    path + ": the header must begin with a brace: no safetensors file");
        }
        InputStream bytes = new Bounded(Channels.newInputStream(channel), length);
        Header header = Header.parse(
                path.toString(),
                new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()),
                dataSize);
        long memory = Runtime.getRuntime().maxMemory();
        if (header.memory() > memory) {
            throw new SafetensorsException(
                    "%s: its numbers take %,d MB, more than the heap of %,d MB".formatted(
                            path, header.memory() >> 20, memory >> 20));
        }
        return header;
    }

    private static NdArray numbers(
            FileChannel channel, Header.Entry entry, ByteBuffer buffer, Path path)
            throws IOException {
        NdArray array = NdArray.zeros(entry.element().dtype(), entry.shape());
        int bytes = entry.element().bytes();
        int count;
        for (int at = 0; at < array.size(); at += count) {
            count = Math.min(CHUNK / bytes, array.size() - at);
            fill(channel, buffer.clear().limit(count * bytes), path);
            try {
                entry.element().decode(buffer, array, at, count);
            } catch (SafetensorsException e) {
                throw new SafetensorsException(
                        path + ": tensor " + Quoted.name(entry.name()) + ": " + e.getMessage());
            }
        }
        return array;
    }

    /** Reads until the buffer is full and flips it. */
    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, Path path)
            throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException(path + ": the file became shorter while it was read");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
