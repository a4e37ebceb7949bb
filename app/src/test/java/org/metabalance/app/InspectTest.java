package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectTest {
    @TempDir
    private Path directory;

    private Path made() throws IOException {
        return Samples.write(
                directory.resolve("made.csv"),
                "id,n,noise,late,group,when,price,y",
                200,
                i -> {
                    boolean yes = i % 10 == 0;
                    return "u" + i + "," + (1000 + i) + "," + i * 7919 % 101 / 4.0 + ","
                            + (yes ? 50 + i : i % 40) + "," + (yes ? "x" : i % 2 == 0 ? "a" : "b")
                            + ",2023-0" + (1 + i % 9) + "-15,"
                            + (i == 3 ? "free" : i % 20 == 7 ? "NA" : "$" + i % 30) + ","
                            + (yes ? "bad" : "good");
                });
    }

    private static JsonNode json(Path file, String... more) {
        Captured captured = Captured.run(
                Stream.concat(
                        Stream.of("inspect", file.toString(), "--json"),
                        Stream.of(more)).toArray(String[]::new));
        assertEquals(0, captured.code(), captured.err());
        return JsonMapper.shared().readTree(captured.out());
    }

    private static String columns(JsonNode findings) {
        return findings.valueStream().map(finding -> finding.get("column").asString())
                .collect(Collectors.joining(","));
    }

    @Test
    void whatThereIsToKnow() throws IOException {
        JsonNode json = json(made(), "--label", "y");
        assertEquals(200, json.get("rows").asInt());
        assertEquals(20, json.get("classes").get("bad").asInt());
        assertEquals("id,n", columns(json.get("identifiers")));
        assertEquals("late,group", columns(json.get("givesLabelAway")));
        JsonNode price = json.get("columns").get(6);
        assertEquals("$", price.get("unit").asString());
        assertEquals(10, price.get("missingValues").asInt());
        assertEquals(1, price.get("didNotFit").asInt());
        assertEquals(29, price.get("maximum").asInt());
        assertEquals("2023-01-15", json.get("columns").get(5).get("minimum").asString());
        JsonNode n = json.get("columns").get(1);
        assertEquals(1000, n.get("minimum").asDouble());
        assertEquals(1049.75, n.get("lowerQuartile").asDouble());
        assertEquals(1099.5, n.get("median").asDouble());
        assertEquals(1099.5, n.get("mean").asDouble(), 1e-9);
        assertEquals("b",
                json.get("columns").get(4).get("frequent").get(0).get("value").asString());
    }

    @Test
    void asTextWithinTheTerminal() throws IOException {
        Captured captured = Captured.run("inspect", made().toString(), "--label", "y");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.out().contains("Classes of 'y': good 180 (90.0 %), bad 20 (10.0 %)."));
        assertTrue(captured.out().contains("  late: large values mean 'bad'"), captured.out());
        assertTrue(captured.out().contains("  id: left out, a different text in every row"));
        assertTrue(captured.err().contains("'free' (line 5)"), captured.err());
        assertEquals(
                List.of(), captured.out().lines().skip(1).filter(x -> x.length() > 80).toList());
    }

    @Test
    void withoutALabel() throws IOException {
        Captured captured = Captured.run("inspect", made().toString());
        assertEquals(0, captured.code(), captured.err());
        assertFalse(captured.out().contains("label"), captured.out());
    }

    @Test
    void duplicates() throws IOException {
        Path file = Files.writeString(
                directory.resolve("d.csv"),
                "a,b,y\n1,p,0\n1,p,0\n1,p,1\n1,p,1\n2,p,0\n1,,0\n1,,0\n");
        JsonNode json = json(file, "--label", "y");
        assertEquals(3, json.get("duplicates").get("rows").asInt());
        assertEquals(1, json.get("duplicates").get("otherLabel").asInt());
        assertEquals(3, json(file).get("duplicates").get("rows").asInt());
    }

    /** Only whether there is a value tells the class. */
    @Test
    void missingValuesGiveTheLabelAway() throws IOException {
        Path file = Samples.write(directory.resolve("m.csv"), "x,z,y", 60,
                i -> (i % 4 == 0 ? "" : i * 31 % 17) + "," + i * 7 % 13 + "," + (i % 4 == 0));
        JsonNode json = json(file, "--label", "y");
        assertEquals("x", columns(json.get("givesLabelAway")));
    }

    @Test
    void wrongUse() throws IOException {
        Captured absent = Captured.run("inspect", directory.resolve("x.csv").toString());
        assertEquals(2, absent.code());
        assertTrue(absent.error().startsWith("no such file"), absent.err());
        Captured label = Captured.run("inspect", made().toString(), "--label", "nois");
        assertEquals(2, label.code());
        assertTrue(label.error().contains("did you mean 'noise'?"), label.err());
    }
}
