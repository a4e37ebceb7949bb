package org.metabalance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.nn.format.Safetensors;
import org.metabalance.nn.format.SafetensorsException;

/**
 * Bytes as a safetensors file: refused with a {@link SafetensorsException} in one line that names the
 * file, or read, and then what was read comes back when it is written.
 */
public final class SafetensorsTarget {
    private static final Scratch SCRATCH = Scratch.make();

    private SafetensorsTarget() {}

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() throws IOException {
        fuzzerTestOneInput(new byte[0]);
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path file = SCRATCH.write("input.safetensors", input);
        Safetensors.Contents contents;
        try {
            contents = Safetensors.read(file);
        } catch (SafetensorsException e) {
            requireOneLine(e.getMessage(), file);
            return;
        }
        Path again = SCRATCH.file("again.safetensors");
        Safetensors.write(again, contents.tensors(), contents.metadata());
        Safetensors.Contents back = Safetensors.read(again);
        Files.delete(again);
        if (!back.metadata().equals(contents.metadata())
                || !back.tensors().keySet().equals(contents.tensors().keySet())) {
            throw new AssertionError("other names came back: " + contents + " and " + back);
        }
        contents.tensors().forEach((name, array) -> requireEqual(name, array, back));
    }

    private static void requireEqual(String name, NdArray array, Safetensors.Contents back) {
        NdArray read = back.tensors().get(name);
        // bits of numbers that are none may change on the way through double
        if (!read.shape().equals(array.shape()) || read.dtype() != array.dtype()
                || !Arrays.equals(read.toDoubles(), array.toDoubles())) {
            throw new AssertionError("another tensor '" + name + "' came back");
        }
    }

    private static void requireOneLine(String message, Path file) {
        if (!message.startsWith(file.toString())
                || message.codePoints().anyMatch(Character::isISOControl)) {
            throw new AssertionError("one line that names the file was expected, got " + message);
        }
    }
}
