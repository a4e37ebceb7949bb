package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.scoring.folder.StoredModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Twenty processes are killed at random points; nothing that was there, or was said to be, is lost. */
@Timeout(900)
class KillTest {
    private static final int COMPARISONS = 12;
    private static final int TRAININGS = 8;

    private static final Pattern RUN = Pattern.compile("run \\d+ of \\d+: (\\S+), seed (\\d+): .*");

    @TempDir
    private Path directory;
    private Path data;
    private Path out;
    private final Random random = new Random(20);

    @BeforeEach
    void data() throws IOException {
        data = Samples.binary(directory);
        out = directory.resolve("out");
    }

    private List<String> arguments(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of(
                "--data", data.toString(), "--label", "y", "--hidden", "4", "--epochs", "4",
                "--out",
                out.toString()));
        return arguments;
    }

    /**
     * Runs a command in a process of its own and kills it.
     *
     * @param changes of the folder's files after which it is killed
     * @return the lines it had written to standard error
     */
    private List<String> killed(List<String> arguments, int changes) throws Exception {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dmetabalance.kernels=scalar",
                "-Djava.io.tmpdir=" + scratch, "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(
                () -> process.errorReader().lines().toList());
        List<String> before = names();
        int seen = 0;
        while (process.isAlive() && seen < changes) {
            LockSupport.parkNanos(50_000);
            List<String> now = names();
            seen += now.equals(before) ? 0 : 1;
            before = now;
        }
        LockSupport.parkNanos(random.nextInt(3_000_000));
        process.toHandle().destroyForcibly(); // Process.destroyForcibly closes what is to be read
        int code = process.waitFor();
        assertTrue(code == 0 || seen == changes, () -> "failed: " + lines.join());
        // native libraries, which are unpacked anew each time
        try (Stream<Path> left = Files.walk(scratch)) {
            for (Path file : left.toList().reversed()) {
                Files.delete(file);
            }
        }
        return lines.get();
    }

    private JsonNode results(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("results.json")));
    }

    private static Set<String> runs(JsonNode results) {
        Set<String> runs = new LinkedHashSet<>();
        results.get("runs").forEach(
                run -> runs.add(run.get("method").asString() + " " + run.get("seed").asInt()));
        return runs;
    }

    /** Runs a command to its end, as {@link #killed}: other kernels may round otherwise. */
    private List<String> whole(List<String> arguments) throws Exception {
        return killed(arguments, Integer.MAX_VALUE);
    }

    /** Returns the names of the files in the folder, and how long each is. */
    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.sorted().toList()) {
                    BasicFileAttributes about = Files.readAttributes(
                            file, BasicFileAttributes.class);
                    names.add(file.getFileName() + " " + about.size() + " " + about.fileKey());
                }
            } catch (NoSuchFileException | UncheckedIOException _) {
                names.add("changing");
            }
        }
        return names;
    }

    private void assertTidy() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<String> left = files.map(file -> file.getFileName().toString()).filter(
                    name -> name.startsWith(".") && !name.equals(".metabalance.lock")).toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    void aComparisonGoesOnWhereItWasKilled() throws Exception {
        List<String> arguments = arguments(
                "compare --no-reference --threads 2 --methods plain,metabalance --seeds 30");
        Set<String> announced = new LinkedHashSet<>();
        boolean midway = false;
        for (int kill = 0; kill < COMPARISONS; kill++) {
            for (String line : killed(arguments, 1 + random.nextInt(12))) {
                Matcher run = RUN.matcher(line);
                if (run.matches()) {
                    announced.add(run.group(1) + " " + run.group(2));
                }
            }
            if (Files.exists(out.resolve("results.json"))) {
                Set<String> kept = runs(results(out));
                assertTrue(kept.containsAll(announced), () -> announced + " but " + kept);
                midway |= !kept.isEmpty() && kept.size() < 60;
            } else {
                assertEquals(Set.of(), announced);
            }
        }
        assertTrue(midway, "every process was killed before its first run or after its last");
        int known = runs(results(out)).size();
        List<String> last = whole(arguments);
        assertTrue(
                last.contains("note: " + known + " of 60 runs were there already"), last::toString);
        assertTidy();
        JsonNode resumed = TestResults.timeless(results(out));
        out = directory.resolve("whole");
        whole(arguments(
                "compare --no-reference --threads 2 --methods plain,metabalance --seeds 30"));
        TestResults.assertSame(TestResults.timeless(results(out)), resumed);
    }

    private byte[] predictions() throws IOException {
        StoredModel.read(out, KillTest.class.getClassLoader());
        Path rows = directory.resolve("predictions.csv");
        Captured captured = Captured.run(
                "predict", "--model", out.toString(), "--data", data.toString(), "--out",
                rows.toString());
        assertEquals(0, captured.code(), captured.err());
        return Files.readAllBytes(rows);
    }

    @Test
    void aModelIsTheOldOneOrTheNewOne() throws Exception {
        List<byte[]> right = new ArrayList<>();
        List<List<String>> seeds = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            List<String> arguments = arguments("train --method egl --force");
            arguments.addAll(List.of("--seed", "" + seed));
            seeds.add(arguments);
            whole(arguments);
            right.add(predictions());
        }
        boolean changed = false;
        byte[] before = right.getLast();
        // if all were killed before they wrote, others have longer, at last until they end
        for (int kill = 0; kill < TRAININGS || !changed; kill++) {
            killed(seeds.get(kill % 2), 1 + random.nextInt(25) + 5 * Math.max(0, kill - TRAININGS));
            byte[] now = predictions();
            assertTrue(right.stream().anyMatch(whole -> Arrays.equals(whole, now)));
            changed |= !Arrays.equals(before, now);
            before = now;
        }
        whole(seeds.getFirst());
        assertArrayEquals(right.getFirst(), predictions());
        assertTidy();
    }
}
