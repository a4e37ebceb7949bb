package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
    private static FileKind kind(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, FileKind.LOOK));
        byte[] tail = Arrays.copyOfRange(
                bytes, Math.max(0, bytes.length - FileKind.LOOK), bytes.length);
        return FileKind.of(head, tail, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORCID,x\n1,2\n", "ORC\n1\n", "PAR1,PAR2\n1,2\n", "PAR1\nPAR1",
        "ARROW1;b\n1;2\n", "BZh,b\n", "Obj,b\n", "PK,b\n", "SQLite format 3,b\n",
        "ORC\u00e4,\u0416\n1,2\n"})
    void letterByLetterText(String text) {
        assertEquals(FileKind.TEXT, kind(text.getBytes(StandardCharsets.UTF_8)));
        String longer = text + "\u00e4\u20ac1,2\n".repeat(200);
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    FileKind.TEXT,
                    kind(longer.substring(0, longer.length() - i)
                            .getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORC\u0007\n", "PK\u0003\u0004", "ARROW1\0\0", "BZh91AY&SY\u0080",
        "%PDF-1.4\n", "\u00ff\u00fea\0", "PAR1\u0015\u0000", "SQLite format 3\0", "PK\u0005\u0006"})
    void otherFormats(String latin1) {
        assertEquals(FileKind.FOREIGN, kind(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void parquetByItsEnd() {
        byte[] parquet = "PAR1\u0015\u0000....\u0004\u0000\u0000\u0000PAR1"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(FileKind.PARQUET, kind(parquet));
        parquet[parquet.length - 6] = 1; // a footer longer than the file
        assertEquals(FileKind.FOREIGN, kind(parquet));
        assertEquals(FileKind.GZIP, kind(new byte[] {0x1f, (byte) 0x8b, 8}));
    }
}
