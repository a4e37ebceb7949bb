package org.metabalance.app.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file is by its content: its first bytes, and for Parquet its last ones. Letters alone make no
 * format, as a column may be called ORCID or PAR1: a file that begins with clean text is text.
 */
enum FileKind {
    TEXT,
    GZIP,
    PARQUET,
    /** Some other format, named by {@link #foreign}. */
    FOREIGN;

    /** How many bytes of the beginning and of the end are looked at. */
    static final int LOOK = 512;

    private static final String PARQUET_MARK = "PAR1";

    /** Formats people try; the first bytes as Latin-1 text, and what to call the format. */
    private static final String[][] FOREIGN_FORMATS = {
        {"PK\u0003\u0004", "a zip archive or Excel workbook"},
        {"PK\u0005\u0006", "an empty zip archive"},
        {"\u00d0\u00cf\u0011\u00e0", "an old Excel workbook"},
        {"SQLite format 3", "an SQLite database"},
        {"%PDF-", "a PDF document"},
        {"\u0089HDF", "an HDF5 file"},
        {"\u0093NUMPY", "a NumPy file"},
        {"ARROW1", "an Arrow file"},
        {"Obj\u0001", "an Avro file"},
        {"ORC", "an ORC file"},
        {"BZh", "a bzip2 file"},
        {"\u00fd7zXZ", "an xz file"},
        {"\u0028\u00b5\u002f\u00fd", "a zstd file"},
        {"7z\u00bc\u00af", "a 7-Zip archive"},
        {"\u007fELF", "a program"},
        {"\u0089PNG", "a PNG image"},
        {"\u00ff\u00d8\u00ff", "a JPEG image"},
        {"\u00ff\u00fe", "text in UTF-16"},
        {"\u00fe\u00ff", "text in UTF-16"},
        {PARQUET_MARK, "a Parquet file that is cut off or damaged"},
    };

    /**
     * Returns the kind of a file.
     *
     * @param head its first bytes
     * @param tail its last bytes
     * @param size how many bytes it has
     */
    static FileKind of(byte[] head, byte[] tail, long size) {
        String first = latin1(head);
        if (first.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        if (first.startsWith(PARQUET_MARK) && endsAsParquet(tail, size)) {
            return PARQUET;
        }
        return foreign(head).isPresent() ? FOREIGN : TEXT;
    }

    /** The length of the footer stands before the mark; as text it would be more than the file. */
    private static boolean endsAsParquet(byte[] tail, long size) {
        if (tail.length < 8 || !latin1(tail).endsWith(PARQUET_MARK)) {
            return false;
        }
        int footer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(tail.length - 8);
        return footer > 0 && footer <= size - 12;
    }

    /** Returns what to call a format that is not read here; empty if {@code head} is not of one. */
    static Optional<String> foreign(byte[] head) {
        String first = latin1(head);
        for (String[] format : FOREIGN_FORMATS) {
            if (first.startsWith(format[0])
                    && (format[0].equals("%PDF-") || !isCleanText(first))) {
                return Optional.of(format[1]);
            }
        }
        return Optional.empty();
    }

    /** Text has no control characters, and its letters beyond ASCII are pairs or more in UTF-8. */
    private static boolean isCleanText(String head) {
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c < ' ' && "\t\n\f\r".indexOf(c) < 0 || c == 0x7f) {
                return false;
            }
        }
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        // a character may be cut off at the end
        return decoded.indexOf('\ufffd') < 0 || decoded.indexOf('\ufffd') >= decoded.length() - 3
                && head.length() == LOOK;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
