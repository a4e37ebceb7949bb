package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Table;

class HeaderlessCsvTest {
    @TempDir
    private Path directory;

    @Test
    void filesBecomeOneTable() throws IOException {
        Path plain = Files.writeString(directory.resolve("a"), "1, x\n 2 ,?\n\n");
        Path zipped = directory.resolve("b.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("|about\n3,y.\n".getBytes(StandardCharsets.UTF_8));
        }
        Table table = HeaderlessCsv.read(
                List.of(plain, zipped), List.of("n", "t"),
                line -> line.startsWith("|") ? null : line.replace(".", ""));
        assertEquals(List.of("n", "t"), table.names());
        assertEquals(3, table.rows());
        assertEquals("x", table.column("t").text(0));
        assertEquals(null, table.column("t").text(1));
        assertEquals("y", table.column("t").text(2));
    }

    @Test
    void faultsNameTheUsersFile() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "1,x\n2\n");
        String message = assertThrows(
                UserError.class,
                () -> HeaderlessCsv.read(List.of(file), List.of("n", "t"), line -> line))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
    }
}
