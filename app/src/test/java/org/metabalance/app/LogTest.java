package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.log.TrainingLog;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Course;

/** Event files, read back as their format says. */
class LogTest {
    @TempDir
    private Path directory;

    /** What an event says. */
    private record Event(double time, long step, String version, Map<String, Float> scalars) {}

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }

    private static List<Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertEquals(masked(length), bytes.getInt());
            byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN)
                    .getLong()];
            bytes.get(data);
            assertEquals(masked(data), bytes.getInt());
            events.add(event(CodedInputStream.newInstance(data)));
        }
        return events;
    }

    private static Event event(CodedInputStream in) throws IOException {
        double time = 0;
        long step = 0;
        String version = "";
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> time = in.readDouble();
                case 2 -> step = in.readInt64();
                case 3 -> version = in.readString();
                case 5 -> {
                    CodedInputStream summary = in.readBytes().newCodedInput();
                    while (summary.readTag() != 0) {
                        CodedInputStream value = summary.readBytes().newCodedInput();
                        value.readTag();
                        String name = value.readString();
                        value.readTag();
                        scalars.put(name, value.readFloat());
                    }
                }
                default -> throw new AssertionError("field " + tag);
            }
        }
        return new Event(time, step, version, scalars);
    }

    private static List<Path> events(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents."))
                    .sorted().toList();
        }
    }

    @Test
    void trainWritesEveryEpoch() throws IOException {
        for (int i = 0; i < 2; i++) { // the second in the place of the first
            Captured trained = MixedRows.run(
                    "train", "--data", Samples.binary(directory).toString(), "--label", "y",
                    "--method", "metabalance", "--epochs", "4", "--hidden", "4", "--out",
                    directory.resolve("model").toString(), "--log", "tensorboard", "--force");
            assertTrue(trained.err().contains("the log is in"), trained.err());
        }
        List<Path> files = events(directory.resolve("model"));
        assertEquals(1, files.size());
        List<Event> events = read(files.getFirst());
        assertEquals("brain.Event:2", events.getFirst().version());
        assertEquals(5, events.size());
        double best = 0;
        for (int i = 1; i < events.size(); i++) {
            Event event = events.get(i);
            assertEquals(i - 1, event.step());
            assertTrue(event.time() > 1.7e9 && event.time() < 1e11);
            assertEquals(
                    Set.of(
                            "loss/inner", "loss/outer", "validation/average_precision",
                            "validation/log_loss", "validation/kept"),
                    event.scalars().keySet());
            float precision = event.scalars().get("validation/average_precision");
            assertTrue(precision > 0 && precision <= 1);
            best = Math.max(best, precision);
            assertEquals(best, event.scalars().get("validation/kept"), 0);
            assertTrue(event.scalars().get("loss/outer") > 0);
        }
    }

    @Test
    void compareWritesARunAFile() throws IOException {
        Path out = directory.resolve("results");
        MixedRows.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--methods", "plain,metabalance", "--seeds", "2", "--epochs", "3", "--hidden", "4",
                "--out", out.toString(), "--log", "tensorboard");
        List<Path> files = events(out.resolve("tensorboard"));
        assertEquals(
                Set.of(
                        "plain-seed0", "plain-seed1", "metabalance-seed0", "metabalance-seed1"),
                Set.copyOf(files.stream().map(f -> f.getParent().getFileName().toString())
                        .toList()));
        for (Path file : files) {
            List<Event> events = read(file);
            assertEquals(4, events.size());
            assertEquals(
                    file.toString().contains("plain-"),
                    events.get(1).scalars().containsKey("loss/training"));
        }
    }

    /** The second training is of fewer networks: nothing is left of the others. */
    @Test
    void everyNetworkOfSeveralHasAFolder() throws IOException {
        Path out = directory.resolve("model");
        for (String method : List.of("easy-ensemble", "plain")) {
            MixedRows.run(
                    "train", "--data", Samples.binary(directory).toString(), "--label", "y",
                    "--method", method, "--epochs", "3", "--hidden", "4", "--force", "--out",
                    out.toString(), "--log", "tensorboard");
            Set<String> folders = Set.copyOf(events(out.resolve("tensorboard")).stream()
                    .map(f -> f.getParent().getFileName().toString()).toList());
            assertEquals(
                    method.equals("plain")
                            ? Set.of("tensorboard")
                            : IntStream.rangeClosed(1, 10).mapToObj(i -> "member-" + i)
                                    .collect(Collectors.toSet()),
                    folders);
        }
    }

    @Test
    void runsOfFoldsAreCalledByThem() throws IOException {
        Path out = directory.resolve("results");
        MixedRows.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--methods", "plain", "--folds", "2", "--repeats", "2", "--epochs", "2", "--hidden",
                "4", "--no-reference", "--out", out.toString(), "--log", "tensorboard");
        assertEquals(
                Set.of(
                        "plain-repeat1-fold1", "plain-repeat1-fold2", "plain-repeat2-fold1",
                        "plain-repeat2-fold2"),
                Set.copyOf(events(out.resolve("tensorboard")).stream()
                        .map(f -> f.getParent().getFileName().toString()).toList()));
    }

    @Test
    void whoLogsHearsThatNoTimeIsLeft() {
        boolean[] late = new boolean[1];
        try (TrainingLog log = new TrainingLog(directory.resolve("log"))) {
            Problem.Progress along = log.along(new Course.Recorder() {
                @Override
                public boolean over() {
                    return late[0];
                }
            });
            assertFalse(along.over());
            late[0] = true;
            assertTrue(along.over());
        }
    }

    /** A method of two phases begins to keep weights anew: the last ones count, not the best there were. */
    @Test
    void whatIsKeptIsToldAsItWas() throws IOException {
        Path folder = directory.resolve("log");
        try (TrainingLog log = new TrainingLog(folder)) {
            log.write(new Course(List.of(new Course.Training(
                    "",
                    List.of(
                            new Course.Epoch(.7, .4, Double.NaN, .5, true),
                            new Course.Epoch(.6, .4, Double.NaN, .5, false),
                            new Course.Epoch(.5, .4, Double.NaN, .5, true)),
                    2, Map.of()))));
        }
        assertEquals(
                List.of(.7f, .7f, .5f),
                read(events(folder).getFirst()).stream().skip(1)
                        .map(event -> event.scalars().get("validation/kept")).toList());
    }

    @Test
    void whereThereIsNoPlaceOrFormatIsOneLine() throws IOException {
        String data = Samples.binary(directory).toString();
        Captured nowhere = Captured.run(
                "compare", "--data", data, "--label", "y", "--log", "tensorboard");
        assertEquals(2, nowhere.code());
        assertEquals(
                "--log needs --out, the folder that logs are written to", nowhere.error());
        Captured other = Captured.run(
                "train", "--data", data, "--label", "y", "--method", "plain", "--out",
                directory.resolve("m").toString(), "--log", "csv");
        assertEquals(2, other.code());
        assertEquals("--log: must be tensorboard, got 'csv'", other.error());
    }
}
