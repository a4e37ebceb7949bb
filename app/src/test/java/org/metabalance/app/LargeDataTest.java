package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;

/** Tables that are larger than the memory they may take. Encoded, a row of these takes twelve thousand bytes. */
class LargeDataTest {
    private static final String[] BOUND = {"--memory", "128m"};
    private static final int ROWS = 2500;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        Rng rng = Rng.of(3);
        data = Samples.write(
                directory.resolve("data.csv"),
                "n0,n1,c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,few,y", ROWS, i -> {
                    Rng draw = rng.stream(i);
                    StringBuilder row = new StringBuilder();
                    row.append(draw.below(0, 1000) / 8.0).append(',');
                    row.append(draw.uniform(1) < .1 ? "" : draw.normal(2)).append(',');
                    for (int c = 0; c < 12; c++) {
                        row.append('v').append(draw.below(10 + c, 300)).append(',');
                    }
                    row.append(draw.uniform(3) < .1 ? "NA" : "f" + draw.below(4, 3)).append(',');
                    return row.append(draw.uniform(5) < .06 ? "yes" : "no").toString();
                });
    }

    private Captured train(String out, String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", "--data", data.toString(), "--label", "y", "--method", method,
                "--epochs", "1", "--out", directory.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private byte[] weights(String model) throws IOException {
        return Files.readAllBytes(directory.resolve(model).resolve("model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metabalance", "oversampling"})
    void theModelAndItsPredictionsAreThoseOfATableInMemory(String method) throws IOException {
        Captured inMemory = train("memory", method, "--hidden", "4");
        assertEquals(0, inMemory.code(), inMemory.err());
        assertFalse(inMemory.err().contains("on disk"), inMemory.err());
        Captured onDisk = train("disk", method, "--hidden", "4", BOUND[0], BOUND[1]);
        assertEquals(0, onDisk.code(), onDisk.err());
        assertTrue(onDisk.err().contains("note: 2,500 rows are kept on disk"), onDisk.err());
        assertArrayEquals(weights("memory"), weights("disk"));
        assertEquals(
                inMemory.out().replaceFirst("trained in .*?:", ""),
                onDisk.out().replaceFirst("trained in .*?:", ""));
        assertEquals(predicted("memory"), predicted("disk", BOUND));
    }

    @Test
    void aFullDiskIsToldOfTheFileThatIsWritten() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
        assertEquals(0, train("memory", "plain", "--hidden", "4").code());
        Captured full = Captured.run(
                "predict", "--model", directory.resolve("memory").toString(), "--data",
                data.toString(), "--out", "/dev/full");
        assertEquals(2, full.code());
        assertTrue(full.error().startsWith("/dev/full cannot be written: "), full.err());
    }

    private String predicted(String model, String... more) throws IOException {
        Path file = directory.resolve(model + ".csv");
        List<String> arguments = new ArrayList<>(List.of(
                "predict", "--model", directory.resolve(model).toString(), "--data",
                data.toString(), "--out", file.toString(), "--id", "c3", "--explain", "2"));
        arguments.addAll(List.of(more));
        Captured predicted = Captured.run(arguments.toArray(String[]::new));
        assertEquals(0, predicted.code(), predicted.err());
        return Files.readString(file) + predicted.out();
    }

    @Test
    void aComparisonOnDiskSaysWhatOneInMemorySays() {
        String[] command = {
            "compare", "--data", data.toString(), "--label", "y", "--methods", "plain,focal",
            "--seeds", "2", "--epochs", "1", "--hidden", "4", "--no-reference"
        };
        Captured inMemory = Captured.run(command);
        assertEquals(0, inMemory.code(), inMemory.err());
        List<String> bounded = new ArrayList<>(List.of(command));
        bounded.addAll(List.of(BOUND));
        Captured onDisk = Captured.run(bounded.toArray(String[]::new));
        assertTrue(onDisk.err().contains("are kept on disk"), onDisk.err());
        assertEquals(withoutTimes(inMemory.out()), withoutTimes(onDisk.out()));
    }

    private static String withoutTimes(String out) {
        return out.replaceAll("(?m) +[\\d.]+$", "");
    }

    @Test
    void methodsThatLookAtAllRowsAreRefusedByNameAndLeftOutOfAll() {
        Captured refused = train("disk", "smote", BOUND);
        assertEquals(2, refused.code());
        assertTrue(refused.error().startsWith(
                "smote looks at the features of all rows at once, and the table is larger than"
                        + " memory"),
                refused.err());
    }

    @Test
    void aSizeThatIsNoneOrTooLittleIsRefused() {
        Captured none = train("disk", "plain", "--memory", "2 GB");
        assertEquals(2, none.code());
        assertEquals(
                "--memory: must be a whole number and k, m or g, such as 2g or 500m, got '2 GB'",
                none.error());
        Captured little = train("disk", "plain", "--memory", "1m");
        assertEquals(2, little.code());
        assertTrue(little.error().startsWith("--memory: 1m is too little"), little.err());
    }
}
