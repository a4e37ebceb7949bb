package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipMembersTest {
    private static byte[] member(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] member(String content) throws IOException {
        return member(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    private static byte[] read(byte[] bytes) throws IOException {
        try (GzipMembers in = new GzipMembers(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    @Test
    void membersFollowOneAnother() throws IOException {
        byte[] bytes = join(member("ab"), member(""), member("c"), new byte[70_000]);
        assertEquals("abc", new String(read(bytes), StandardCharsets.UTF_8));
    }

    @Test
    void muchContent() throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        byte[] zeros = new byte[1 << 22];
        byte[] read = read(join(member(content), member(zeros), member(content)));
        assertEquals(
                Arrays.hashCode(content), Arrays.hashCode(Arrays.copyOf(read, content.length)));
        assertEquals(2 * content.length + zeros.length, read.length);
    }

    @Test
    void optionalHeaderFields() throws IOException {
        byte[] plain = member("abc");
        byte[] named = join(
                Arrays.copyOf(plain, 3), new byte[] {4 + 8 + 16 + 2},
                Arrays.copyOfRange(plain, 4, 10),
                new byte[] {2, 0, 7, 7, 'n', 0, 'c', 'c', 0, 1, 2},
                Arrays.copyOfRange(plain, 10, plain.length));
        assertEquals("abc", new String(read(named), StandardCharsets.UTF_8));
    }

    /** Wherever a file is cut off, changed or gone on with, it is an error and no shorter text. */
    @Test
    void damageIsFound() throws IOException {
        byte[] good = join(member("first,1\n".repeat(50)), member("second,2\n".repeat(50)));
        int first = member("first,1\n".repeat(50)).length;
        for (int length = 2; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length != first) {
                assertThrows(IOException.class, () -> read(cut), "cut to " + length);
            }
        }
        assertThrows(IOException.class, () -> read(join(good, "junk".getBytes())));
        assertThrows(IOException.class, () -> read(join(good, new byte[3], good)));
        byte[] checksum = good.clone();
        checksum[first - 6] ^= 1;
        assertThrows(IOException.class, () -> read(checksum));
        byte[] content = good.clone();
        content[first - 10] ^= 1;
        assertThrows(IOException.class, () -> read(content));
    }
}
