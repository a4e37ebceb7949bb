package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema is written, changed by a person, used, and kept with what came of it. */
class SchemaOptionTest {
    @TempDir
    private Path directory;
    private Path data;
    private Path schema;

    @BeforeEach
    void files() throws IOException {
        schema = directory.resolve("schema.json");
        data = Samples.write(
                directory.resolve("d.csv"), "code,x,y", 90,
                i -> i % 7 + "," + (i == 4 ? "tall" : i * 31 % 23 / 2.0) + ","
                        + (i % 3 == 0 ? "p" : "n"));
    }

    private Captured train(Path file, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--data", file.toString(), "--label", "y", "--method", "logistic",
                        "--epochs", "2", "--out", directory.resolve("model").toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private Captured train(String... more) {
        return train(data, more);
    }

    private static void assertRefused(String expected, Captured captured) {
        assertEquals(2, captured.code(), captured.err());
        assertTrue(captured.error().contains(expected), captured.err());
    }

    @Test
    void writtenChangedAndUsed() throws IOException {
        Captured first = train("--schema", schema.toString());
        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().contains("the schema is in " + schema), first.err());
        assertTrue(first.err().contains("'tall' (line 6)"), first.err());
        assertEquals(
                Files.readString(schema),
                Files.readString(directory.resolve("model/schema.json")));
        String changed = Files.readString(schema)
                .replaceFirst("\"kind\" : \"number\",\\s*\"decimal\" : \"\\.\"",
                        "\"kind\" : \"category\"");
        Files.writeString(schema, changed);
        Captured second = train("--schema", schema.toString(), "--drop", "x", "--force");
        assertEquals(0, second.code(), second.err());
        assertTrue(second.err().contains("  x       left out      --drop"), second.err());
        assertEquals(changed, Files.readString(schema));
        assertTrue(
                Files.readString(directory.resolve("model/schema.json"))
                        .contains("\"kind\" : \"category\""));
        assertTrue(
                Files.readString(directory.resolve("model/model.json")).contains("\"categories\""));
    }

    @Test
    void strictRefusesOddValues() {
        assertRefused("column 'x': 1 value does not fit (number): 'tall' (line 6)",
                train("--strict"));
    }

    @Test
    void whatDoesNotBelongTogether() throws IOException {
        train("--schema", schema.toString());
        Path other = Samples.write(
                directory.resolve("o.csv"), "code,z,y", 90,
                i -> i % 7 + "," + i * 31 % 23 + "," + (i % 3 == 0 ? "p" : "n"));
        assertRefused("has 1 column that the data does not have: x",
                train(other, "--schema", schema.toString()));
        String text = Files.readString(schema);
        Files.writeString(schema, text.replace("\"name\" : \"x\"", "\"name\" : \"z\""));
        assertRefused("schema.json has 1 column that the data does not have: z",
                train("--schema", schema.toString()));
        Files.writeString(schema, text.replace("\"name\" : \"y\"", "\"name\" : \"code2\""));
        assertRefused("does not have: code2", train("--schema", schema.toString()));
        Files.writeString(schema, text.replace("\"decimal\"", "\"decmal\""));
        assertRefused("schema.json: column 'code': unknown field 'decmal', did you mean 'decimal'?",
                train("--schema", schema.toString()));
    }

    @Test
    void columnsUnknownToASchemaAreSaid() throws IOException {
        train("--schema", schema.toString());
        Path more = Samples.write(
                directory.resolve("o.csv"), "code,z,x,y", 90,
                i -> i % 7 + "," + i + "," + i * 31 % 23 + "," + (i % 3 == 0 ? "p" : "n"));
        Captured captured = train(more, "--schema", schema.toString(), "--force");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.err().contains("does not know 1 column of the data, left out: z"));
    }

    @Test
    void strictPrediction() throws IOException {
        train();
        Path rows = Files.writeString(directory.resolve("r.csv"), "code,x\n1,2\n2,small\n");
        List<String> predict = new ArrayList<>(
                List.of("predict", "--model", directory.resolve("model").toString(), "--data",
                        rows.toString(), "--out", directory.resolve("p.csv").toString()));
        Captured lenient = Captured.run(predict.toArray(String[]::new));
        assertEquals(0, lenient.code(), lenient.err());
        assertTrue(lenient.err().contains("column 'x': 1 value does not fit (number): 'small'"));
        predict.add("--strict");
        assertRefused("'small' (line 3)", Captured.run(predict.toArray(String[]::new)));
        Files.delete(directory.resolve("model/schema.json"));
        assertRefused("schema.json is missing", Captured.run(predict.toArray(String[]::new)));
    }

    @Test
    void spellingsOfThePositiveValue() throws IOException {
        Path file = Samples.write(
                directory.resolve("s.csv"), "x,y", 90,
                i -> i * 31 % 23 + "," + (i % 3 != 0 ? "no" : i < 60 ? "Yes" : "YES"));
        Captured both = train(file, "--positive", "yes");
        assertTrue(both.err().contains("positive class: 'Yes' (30 of 90 rows)"), both.err());
        assertTrue(both.err().contains("'Yes' and 'YES' are one value"), both.err());
        Captured one = train(file, "--positive", "YES");
        assertTrue(one.err().contains("positive class: 'YES' (10 of 90 rows)"), one.err());
        assertTrue(one.err().contains("'Yes' differs from the positive value 'YES' in case alone"));
    }

    @Test
    void columnsWithCommasAreDropped() throws IOException {
        Path file = Samples.write(
                directory.resolve("c.csv"), "\"a,b\",a,b,y", 90,
                i -> i % 5 + "," + i % 3 + "," + i * 31 % 23 + "," + (i % 3 == 0 ? "p" : "n"));
        Captured exact = train(file, "--drop", "a,b");
        assertTrue(exact.err().contains("  a,b     left out"), exact.err());
        assertTrue(exact.err().contains("  a       number"), exact.err());
        Captured several = train(file, "--drop", "a", "--drop", "a,b");
        assertTrue(several.err().contains("  a       left out"), several.err());
    }
}
