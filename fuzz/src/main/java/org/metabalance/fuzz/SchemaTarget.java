package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.console.UserError;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;

/**
 * Bytes as a schema that a person has edited: refused in one line that names the file, or kept as it is,
 * and a table is read by it or refused.
 */
public final class SchemaTarget {
    private static final Scratch SCRATCH = Scratch.make();
    private static final Path ROWS = SCRATCH.write("rows.csv", """
            x,c,d,t,y
            1.5,r,2023-01-31,10:30,yes
            "1,234",g,31/01/2023,23:59,no
            12 %,,NA,,no
            """.getBytes(StandardCharsets.UTF_8));

    private SchemaTarget() {}

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path file = SCRATCH.write("schema.json", input);
        Schema schema;
        try {
            schema = SchemaFile.read(file);
        } catch (DataException e) {
            requireOneLine(e.getMessage(), file);
            return;
        }
        if (!SchemaFile.of(SchemaFile.text(schema), "again").equals(schema)) {
            throw new AssertionError("kept as another schema: " + SchemaFile.text(schema));
        }
        for (boolean strict : List.of(false, true)) {
            try (TableReader reader = TableReader.open(ROWS)) {
                reader.read(schema, strict);
            } catch (UserError | DataException e) {
                requireOneLine(e.getMessage(), ROWS);
            }
        }
    }

    /** What the command prints of it is in one line whatever it holds; it must not be empty. */
    private static void requireOneLine(String message, Path file) {
        if (message == null || !message.contains(file.toString())) {
            throw new AssertionError("the file should be named, got " + message);
        }
    }
}
