package org.metabalance.nn.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatThePythonLibraryWrote() throws IOException {
        Safetensors.Contents contents = Safetensors.read(golden("python.safetensors"));
        assertEquals(Map.of("größe", "7"), contents.metadata());
        Map<String, NdArray> tensors = contents.tensors();
        assertEquals(7, tensors.size());
        assertEquals(Shape.of(2, 3), tensors.get("0.weight").shape());
        assertEquals(5 / 7f, tensors.get("0.weight").floats()[5]);
        assertArrayEquals(new double[] {Math.PI, -Math.E}, tensors.get("0.bias").doubles());
        assertArrayEquals(
                new float[] {1.5f, -0.33325195f, 65504, 0x1p-24f}, tensors.get("half").floats());
        assertArrayEquals(
                new float[] {1.5f, -0x1.c4p127f, 0x1p-133f}, tensors.get("brain").floats(), 0);
        assertEquals(42, tensors.get("scalar").item());
        assertEquals(Shape.SCALAR, tensors.get("scalar").shape());
        assertEquals(Shape.of(0, 3), tensors.get("nothing").shape());
        assertArrayEquals(
                new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY},
                tensors.get("naïve \"name\"").floats());
    }

    @Test
    void anyArraysComeBack() {
        qt().withExamples(60)
                .forAll(
                        lists().of(lists().of(integers().between(0, 5)).ofSizeBetween(0, 4))
                                .ofSizeBetween(0, 6),
                        strings().allPossible().ofLengthBetween(0, 8),
                        integers().all())
                .checkAssert(this::roundTrip);
    }

    private void roundTrip(List<List<Integer>> shapes, String text, int seed) {
        // half of a surrogate pair is no text in UTF-8
        String name = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        for (List<Integer> dims : shapes) {
            int i = tensors.size();
            NdArray array = NdArray.zeros(DType.values()[i % 2], Shape.of(dims));
            for (int k = 0; k < array.size(); k++) {
                array.set(k, Double.longBitsToDouble(Rng.of(seed).stream(i).bits(k)));
            }
            tensors.put(name + i, array);
        }
        try {
            Path file = folder.resolve("model.safetensors");
            Safetensors.write(file, tensors, Map.of(name, name));
            Safetensors.Contents back = Safetensors.read(file);
            assertEquals(Map.of(name, name), back.metadata());
            assertEquals(tensors.keySet(), back.tensors().keySet());
            tensors.forEach((key, array) -> {
                NdArray read = back.tensors().get(key);
                assertEquals(array.shape(), read.shape());
                assertEquals(array.dtype(), read.dtype());
                assertArrayEquals(array.toDoubles(), read.toDoubles());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("a", NdArray.of(new float[] {1, -2}, 2));
        tensors.put("b", NdArray.of(new double[] {0.5}, 1, 1));
        Safetensors.write(file, tensors, Map.of());
        String header = "{\"b\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(padded.length(), bytes.getLong());
        byte[] text = new byte[padded.length()];
        bytes.get(text);
        assertEquals(padded, new String(text, StandardCharsets.UTF_8));
        assertEquals(0.5, bytes.getDouble());
        assertEquals(1, bytes.getFloat());
        assertEquals(-2, bytes.getFloat());
        assertEquals(0, bytes.remaining());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Safetensors.write(stream, tensors, Map.of());
        assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
    }

    @Test
    void moreThanAChunkComesBack() throws IOException {
        Path file = folder.resolve("large.safetensors");
        NdArray array = NdArray.zeros(DType.F32, Shape.of(3, 300_001));
        for (int i = 0; i < array.size(); i++) {
            array.set(i, i);
        }
        Safetensors.write(file, Map.of("x", array), Map.of());
        assertArrayEquals(array.floats(), Safetensors.read(file).tensors().get("x").floats());
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, Map.of("x", NdArray.scalar(DType.F64, 1)), Map.of());
        Map<String, NdArray> bad = Map.of("__metadata__", NdArray.scalar(DType.F64, 1));
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, bad, Map.of()));
        Path occupied = Files.createDirectories(folder.resolve("folder/inside")).getParent();
        assertThrows(IOException.class, () -> Safetensors.write(occupied, Map.of(), Map.of()));
        assertEquals(1, Safetensors.read(file).tensors().get("x").item());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        assertThrows(NoSuchFileException.class, () -> Safetensors.read(folder.resolve("none")));
    }

    /** Quotes are written as ' in the headers; the data are so many zero bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // out of range, negative, reversed, overlapping, holes, trailing
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | end at byte 8, but the file has 4",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | 8 | must not be negative, got -8",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | must not be negative, got -2",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8 | must be [begin, end]",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | 8 | must be [begin, end]",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | 8 | data_offsets must have at most 2 numbers",
        "{'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8 | tensors overlap",
        "{'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | 12 | a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8 | end at byte 4, but the file has 8",
        // sizes
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 8 | takes 12 bytes",
        "{'a':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}} | 8 | takes 16 bytes",
        "{'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,0]}} | 0 | at most 2^31 - 1 elements",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0 | an extent is at most",
        "{'a':{'dtype':'F64','shape':[2147483647],'data_offsets':[0,17179869176]}} | 8 | but the file has 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | 4 | data_offsets: a number is at most 2^63 - 1",
        // types and structure
        "{'a':{'dtype':'F99','shape':[1],'data_offsets':[0,4]}} | 4 | unknown element type 'F99'",
        "{'a':{'dtype':'I32','shape':[2],'data_offsets':[0,8]}} | 8 | type I32 cannot be read",
        "{'a':{'dtype':4,'shape':[1],'data_offsets':[0,4]}} | 4 | dtype must be a text, got a whole number",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | shape must be a whole number, got a number with a point",
        "{'a':{'dtype':'F32','shape':1,'data_offsets':[0,4]}} | 4 | shape must be an array, got a whole number",
        "{'a':{'dtype':'F32','shape':[1]}} | 4 | needs dtype, shape and data_offsets",
        "{'a':null} | 0 | its description must be an object, got null",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | Duplicate",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | Duplicate",
        "{'__metadata__':{'k':1}} | 0 | __metadata__ 'k' must be a text, got a whole number",
        "{'__metadata__':[]} | 0 | __metadata__ must be an object, got an array",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]} | 4 | not sound JSON",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}x | 4 | not sound JSON",
        "`` | 0 | must begin with a brace",
        "{}{} | 0 | goes on after its closing brace",
        "[] | 0 | must begin with a brace",
        "` {}` | 0 | must begin with a brace",
        "{'é | 0 | not sound JSON",
    })
    void malformedHeadersAreRefused(String header, int data, String reason) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String message = refused(json.length, json, data);
        assertTrue(message.contains(reason), message);
        boolean afterTheTensors = header.endsWith("}}x") || reason.startsWith("end at byte 4");
        if (header.startsWith("{'a'") && !afterTheTensors) {
            assertTrue(message.contains("tensor 'a'"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "3", "100000001", "9223372036854775807"})
    void wrongHeaderLengthsAreRefused(long length) throws IOException {
        String message = refused(length, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertTrue(message.contains("safetensors file"), message);
    }

    @Test
    void truncatedAtAnyByteIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(golden("python.safetensors"));
        Path file = folder.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(SafetensorsException.class, () -> Safetensors.read(file));
        }
    }

    /** Whatever byte is wrong, reading ends in an answer or a refusal, never in another exception. */
    @Test
    void anyChangedByteIsReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(golden("python.safetensors"));
        Path file = folder.resolve("changed.safetensors");
        for (int at = 0; at < whole.length; at++) {
            for (int bit : new int[] {0, 4, 7}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << bit);
                Files.write(file, changed);
                try {
                    Safetensors.read(file);
                } catch (SafetensorsException e) {
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                }
            }
        }
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        byte[] json = {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
        assertTrue(refused(json.length, json, 0).contains("not UTF-8"));
    }

    /** PyTorch counts batches in whole numbers. */
    @Test
    void wholeNumbersAreReadAsLongAsTheyAreExact() throws IOException {
        assertEquals(List.of(-3.0, 0x1p53), wholeNumbers(-3, 1L << 53));
        String message = assertThrows(SafetensorsException.class,
                () -> wholeNumbers(1, (1L << 53) + 1)).getMessage();
        assertTrue(message.endsWith("tensor 'n': 9007199254740993 cannot be read: whole numbers are"
                + " exact up to 2^53 only"), message);
    }

    private List<Double> wholeNumbers(long first, long second) throws IOException {
        byte[] header = "{\"n\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]}}"
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header)
                .putLong(first).putLong(second);
        Path file = folder.resolve("whole.safetensors");
        Files.write(file, bytes.array());
        return Arrays.stream(Safetensors.read(file).tensors().get("n").toDoubles()).boxed()
                .toList();
    }

    private String refused(long length, byte[] header, int data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(header);
        Path file = folder.resolve("bad.safetensors");
        Files.write(file, bytes.array());
        String message = assertThrows(SafetensorsException.class, () -> Safetensors.read(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    private static Path golden(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-data/golden/nn"))) {
            folder = folder.getParent();
        }
        return folder.resolve("test-data/golden/nn").resolve(name);
    }
}
