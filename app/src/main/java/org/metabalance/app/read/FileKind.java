package org.metabalance.app.read;

import java.util.Optional;

/** What the first bytes of a file say it is. */
enum FileKind {
    TEXT,
    GZIP,
    PARQUET,
    /** Some other format, named by {@link #foreign}. */
    FOREIGN;

    /** Formats people try; the first bytes as Latin-1 text, and what to call the format. */
    private static final String[][] FOREIGN_FORMATS = {
        {"PK\u0003\u0004", "a zip archive or Excel workbook"},
        {"\u00d0\u00cf\u0011\u00e0", "an old Excel workbook"},
        {"SQLite format 3", "an SQLite database"},
        {"%PDF", "a PDF document"},
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
    };

    /** Returns the kind of a file that begins with {@code head}, given as Latin-1 text. */
    static FileKind of(String head) {
        if (head.startsWith("PAR1")) {
            return PARQUET;
        }
        if (head.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        return foreign(head).isPresent() ? FOREIGN : TEXT;
    }

    /** Returns what to call a format that is not read here; empty if {@code head} is not of one. */
    static Optional<String> foreign(String head) {
        for (String[] format : FOREIGN_FORMATS) {
            if (head.startsWith(format[0])) {
                return Optional.of(format[1]);
            }
        }
        return Optional.empty();
    }
}
