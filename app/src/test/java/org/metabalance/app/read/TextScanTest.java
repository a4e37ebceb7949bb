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

    private static TextScan header(String header) {
        return new TextScan(header, '\0');
    }

    @Test
    void headers() throws IOException {
        assertEquals(header("a,b"), scan("a,b\n1,2\n"));
        assertEquals(header("a,b"), scan("a,b"));
        assertEquals(header("a,b"), scan("\r\na,b\r\n1,2\r\n"));
        assertEquals(header("a,b"), scan("\ufeffa,b\r1,2\r"));
        assertEquals(header(""), scan(""));
    }

    @Test
    void headersGoOnBehindLineBreaksInQuotes() throws IOException {
        assertEquals(header("\"a\n(b)\";c"), scan("\"a\n(b)\";c\n1;2\n"));
        assertEquals(header("\"a\n\"\"b\"\"\n\",c"), scan("\"a\n\"\"b\"\"\n\",c\n1,2\n"));
        assertEquals(header("\"a\nb\",c"), scan("\ufeff\"a\nb\",c\n1,2\n"));
        assertEquals(header("5\" pipe,c"), scan("5\" pipe,c\n1,\"2\"\n"));
    }

    @Test
    void separatorLines() throws IOException {
        assertEquals(new TextScan("a;b", ';'), scan("sep=;\na;b\n1;2\n"));
        assertEquals(new TextScan("a\tb", '\t'), scan("\ufeff\"SEP=\t\"\r\na\tb\r\n"));
        assertEquals(header("sep=a,b"), scan("sep=a,b\n1,2\n"));
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
        assertEquals(',', CsvDialect.of("a,b,c").separator());
        assertEquals(';', CsvDialect.of("\"a,b,c\";d").separator());
        assertEquals('\t', CsvDialect.of("a\tb, c\td").separator());
        assertEquals(',', CsvDialect.of("alone").separator());
        assertEquals(';', CsvDialect.of("5\" pipe;b").separator());
    }
}
