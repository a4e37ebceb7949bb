package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.UserError;

class TextScanTest {
    private static TextScan scan(byte[] bytes) throws IOException {
        return TextScan.of(new ByteArrayInputStream(bytes), "file");
    }

    private static TextScan scan(String text) throws IOException {
        return scan(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void headerAndLines() throws IOException {
        assertEquals(new TextScan("a,b", 2, 0), scan("a,b\n1,2\n"));
        assertEquals(new TextScan("a,b", 1, 0), scan("a,b\n1,2"));
        assertEquals(new TextScan("a,b", 3, 0), scan("\r\na,b\r\n1,2\r\n"));
        assertEquals(new TextScan("a,b", 2, 0), scan("\ufeffa,b\r1,2\r"));
        assertEquals(new TextScan("a,b", 3, 3), scan("a,b\r\n1,2\r\n3,4\n"));
        assertEquals(new TextScan("", 0, 0), scan(""));
    }

    /** The decoder of the JDK is the oracle for what UTF-8 is. */
    @Test
    void refusesWhatIsNotUtf8() {
        Random random = new Random(3);
        int[] interesting = {0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
            0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) interesting[random.nextInt(interesting.length)];
            }
            if (decodes(bytes)) {
                try {
                    scan(bytes);
                } catch (UserError | IOException e) {
                    throw new AssertionError(Arrays.toString(bytes), e);
                }
            } else {
                assertThrows(
                        UserError.class,
                        () -> scan(bytes),
                        () -> Arrays.toString(bytes));
            }
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    @Test
    void separatorsAreToldByTheHeader() {
        assertEquals(new CsvDialect(',', 3), CsvDialect.of("a,b,c"));
        assertEquals(new CsvDialect(';', 2), CsvDialect.of("\"a,b,c\";d"));
        assertEquals(new CsvDialect('\t', 3), CsvDialect.of("a\tb, c\td"));
        assertEquals(new CsvDialect(',', 1), CsvDialect.of("alone"));
    }
}
