package org.metabalance.nn.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;

/** Files that were made to take memory, or to deceive: one line, whatever they claim. */
class SafetensorsLimitsTest {
    private static final String TENSOR = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    @TempDir
    Path folder;

    @Test
    void anUnknownFieldIsSkippedUnlessItIsNestedDeeply() throws IOException {
        assertEquals(Map.of(), read(nested(10), 4).metadata());
        for (int depth : new int[] {100, 5_000, 200_000}) {
            String message = refused(nested(depth), 4);
            assertTrue(message.contains("tensor 'a': the header goes beyond what is read"),
                    message);
        }
    }

    private static String nested(int depth) {
        return TENSOR + ",\"later\":" + "[".repeat(depth) + "]".repeat(depth) + "}}";
    }

    @Test
    void countsAndLengthsHaveLimits() throws IOException {
        String many = IntStream.range(0, 500_000).mapToObj(i -> "\"" + i + "\":\"\"")
                .collect(Collectors.joining(",", "{\"__metadata__\":{", "}}"));
        assertBeyond(many);
        assertBeyond("{\"__metadata__\":{\"k\":\"" + "x".repeat(20_000_001) + "\"}}");
        assertBeyond("{\"__metadata__\":{\"" + "k".repeat(1_001) + "\":\"\"}}");
        assertBeyond("{\"" + "n".repeat(1_001) + "\":{}}");
        assertBeyond("{\"a\":{\"shape\":[" + "9".repeat(101) + "]}}");
        String axes = "{\"a\":{\"shape\":[" + "1,".repeat(64) + "1]}}";
        assertTrue(refused(axes, 0).contains("shape must have at most 64 numbers"));
    }

    private void assertBeyond(String header) throws IOException {
        String message = refused(header, 0);
        assertTrue(message.contains("beyond what is read"), message);
    }

    @Test
    void whatCannotBeReadIsNotWritten() {
        NdArray one = NdArray.scalar(DType.F32, 1);
        Path file = folder.resolve("none.safetensors");
        for (String name : List.of("n".repeat(1_001), "half \ud800")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Safetensors.write(file, Map.of(name, one), Map.of()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Safetensors.write(file, Map.of(), Map.of(name, "")));
        }
        assertFalse(Files.exists(file));
    }

    /** The file's length is made up of holes: nothing may be allocated for them. */
    @Test
    void claimsOfAFileThatIsMostlyHolesAreRefused() throws IOException {
        Path file = folder.resolve("holes.safetensors");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.writeLong(Long.reverseBytes(Safetensors.MAX_HEADER));
            bytes.write('{');
            bytes.setLength(1L << 40);
        }
        assertTrue(message(file).contains("not sound JSON"), message(file));
        Files.delete(file);

        long each = Integer.MAX_VALUE;
        List<String> tensors = new ArrayList<>();
        long end = 0;
        for (long memory = 0; memory <= Runtime.getRuntime().maxMemory(); memory += 4 * each) {
            tensors.add("\"%d\":{\"dtype\":\"BF16\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
                    .formatted(tensors.size(), each, end, end + 2 * each));
            end += 2 * each;
        }
        byte[] header = tensors.stream().collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.writeLong(Long.reverseBytes(header.length));
            bytes.write(header);
            bytes.setLength(8 + header.length + end);
        }
        assertTrue(message(file).contains("more than the heap of"), message(file));
    }

    @Test
    void aNameCannotBreakOutOfItsLine() throws IOException {
        String name = "a\\u001b[2J\\nall is well\\u202e" + "!".repeat(500);
        String message = refused("{\"" + name + "\":1}", 0);
        assertTrue(message.contains("'a\\u001b[2J\\u000aall is well\\u202e!!"), message);
        assertTrue(message.contains("!...': its description must be an object"), message);
        assertEquals(1, message.lines().count());
        for (String json : List.of(
                "{\"a\":{\"dtype\":\"F\\u0007\"}}", "{\"__metadata__\":{\"\\u0007\":1}}",
                "{\u0007", "{\"\\u0007\":{},\"\\u0007\":{}}")) {
            assertTrue(refused(json, 0).chars().noneMatch(c -> c == 7), json);
        }
        assertTrue(refused("{\"\\ud800\":{}}", 0).contains("Broken surrogate pair"));
        assertTrue(refused("{\"__metadata__\":{\"a\":\"\\ud800\"}}", 0).contains("half of"));
    }

    /** Read if and only if every tensor lies where its shape says and nothing is left between them. */
    @Test
    void onlyHeadersThatAddUpAreRead() {
        int[] valid = {0, 0};
        qt().withFixedSeed(11).withExamples(400)
                .forAll(
                        lists().of(lists().of(integers().between(0, 3)).ofSizeBetween(0, 2))
                                .ofSizeBetween(1, 4),
                        integers().between(0, 11),
                        integers().between(-1, 1))
                .checkAssert((shapes, at, change) -> valid[read(shapes, at, change) ? 0 : 1]++);
        assertTrue(valid[0] > 100 && valid[1] > 100, () -> valid[0] + " and " + valid[1]);
    }

    private boolean read(List<List<Integer>> shapes, int at, int change) {
        List<String> tensors = new ArrayList<>();
        long[] offsets = new long[2 * shapes.size()];
        long end = 0;
        for (int i = 0; i < shapes.size(); i++) {
            offsets[2 * i] = end;
            end += 4L * Shape.of(shapes.get(i)).size();
            offsets[2 * i + 1] = end;
        }
        offsets[at % offsets.length] += change;
        for (int i = 0; i < shapes.size(); i++) {
            tensors.addFirst("\"%d\":{\"data_offsets\":[%d,%d],\"shape\":%s,\"dtype\":\"F32\"}"
                    .formatted(i, offsets[2 * i], offsets[2 * i + 1], shapes.get(i)));
        }
        try {
            Safetensors.Contents contents = Safetensors.read(
                    file("{" + String.join(",", tensors) + "}", (int) end));
            assertEquals(0, change);
            assertEquals(shapes.size(), contents.tensors().size());
            contents.tensors().forEach(
                    (name, array) -> assertEquals(
                            Shape.of(shapes.get(Integer.parseInt(name))), array.shape()));
            return true;
        } catch (SafetensorsException e) {
            assertFalse(change == 0, e.getMessage());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Safetensors.Contents read(String header, int data) throws IOException {
        return Safetensors.read(file(header, data));
    }

    private String refused(String header, int data) throws IOException {
        return message(file(header, data));
    }

    private static String message(Path file) {
        String message = assertThrows(SafetensorsException.class, () -> Safetensors.read(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.length() < file.toString().length() + 700, message);
        return message;
    }

    private Path file(String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }
}
