package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;

/**
 * Bytes as a data file: refused with the reason, or read, and then a second time as the first, by a
 * schema that is kept as it is. Both in a heap the driver is given, which is small.
 */
public final class CsvTarget {
    private static final Scratch SCRATCH = Scratch.make();

    private CsvTarget() {}

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(Rows.trainable());
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (new String(input, StandardCharsets.ISO_8859_1).contains("PAR1")) {
            return;
        }
        Path file = SCRATCH.write("input.csv", input);
        List<String> first = read(file);
        List<String> second = read(file);
        if (!first.equals(second)) {
            throw new AssertionError("read as " + first + ", then as " + second);
        }
    }

    /** Returns the schema and, cell by cell, the table; or the refusal. */
    private static List<String> read(Path file) {
        List<String> read = new ArrayList<>();
        try (TableReader reader = TableReader.open(file)) {
            Schema schema = reader.decide(null, null, List.of());
            String text = SchemaFile.text(schema);
            if (!SchemaFile.of(text, "schema.json").equals(schema)) {
                throw new AssertionError("kept as another schema: " + text);
            }
            read.add(text);
            ReadTable table = reader.read(schema, false);
            read.addAll(table.oddValues());
            for (Column column : table.table().columns()) {
                read.add(column.getClass().getSimpleName() + " " + column.name());
                for (int row = 0; row < column.rows(); row++) {
                    read.add(column.isMissing(row) ? "missing" : "'" + column.text(row));
                }
            }
        } catch (UserError | DataException e) {
            read.add("refused: " + e.getMessage());
        }
        return read;
    }
}
