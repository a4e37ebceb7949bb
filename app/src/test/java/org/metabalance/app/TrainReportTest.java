package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report of a model says of plain training. */
class TrainReportTest {
    @TempDir
    private Path directory;

    private Captured train(Path data, String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", "--data", data.toString(), "--method", method, "--epochs",
                "3", "--hidden", "4", "--out", directory.resolve("model").toString(), "--force"));
        arguments.addAll(List.of(more));
        return MixedRows.run(arguments.toArray(String[]::new));
    }

    private String page() throws IOException {
        return Files.readString(directory.resolve("model/report.html"));
    }

    private String headline() throws IOException {
        Matcher found = Pattern.compile("<h1>(.*)</h1>").matcher(page());
        assertTrue(found.find());
        return found.group(1);
    }

    private boolean plain() {
        return Files.exists(directory.resolve("model/scores/plain-1.safetensors"));
    }

    @Test
    void plainTrainingStandsBesideTheMethodAndOneSplitSaysNothingOfNoise() throws IOException {
        for (Path data : List.of(Samples.binary(directory), Samples.three(directory))) {
            boolean binary = data.getFileName().toString().startsWith("binary");
            Captured trained = train(
                    data, "metabalance", "--label", binary ? "y" : "kind");
            assertTrue(trained.err().contains("plain training, for the report: AP"), trained.err());
            assertTrue(
                    headline().matches(
                            "metabalance is (ahead of|behind|level with) plain training on one"
                                    + " split, which says nothing about noise\\."),
                    headline());
            assertTrue(page().contains("both were selected on, which flatters both"));
            assertTrue(page().contains("\"order\":[\"metabalance\",\"plain\"]"));
        }
    }

    @Test
    void itIsLeftOutWhereAskedAndOfPlainItself() throws IOException {
        train(Samples.binary(directory), "metabalance", "--label", "y", "--no-plain");
        assertFalse(plain());
        assertTrue(headline().matches("metabalance: AP \\S+ on the \\d+ rows it was selected on,"
                + " which flatters it\\."), headline());
        assertTrue(page().contains("Whether it beats plain training and others beyond noise"));
        Captured itself = train(Samples.binary(directory), "plain", "--label", "y");
        assertFalse(itself.err().contains("for the report"), itself.err());
        assertTrue(page().contains("Whether others beat it beyond noise"));
    }

    @Test
    void theModelIsTheSameWithAndWithoutIt() throws IOException {
        Path model = directory.resolve("model/model.safetensors");
        train(Samples.binary(directory), "metabalance", "--label", "y");
        byte[] with = Files.readAllBytes(model);
        train(Samples.binary(directory), "metabalance", "--label", "y", "--no-plain");
        assertEquals(-1, Arrays.mismatch(with, Files.readAllBytes(model)));
    }

    @Test
    void aComparisonThatItWonKnowsMore() throws IOException {
        Path data = Samples.binary(directory);
        MixedRows.run(
                "compare", "--data", data.toString(), "--label", "y", "--methods",
                "plain,metabalance", "--seeds", "2", "--epochs", "3", "--hidden", "4",
                "--no-reference", "--out", directory.resolve("results").toString());
        Path results = directory.resolve("results/results.json");
        MixedRows.run(
                "train", "--from", results.toString(), "--out",
                directory.resolve("model").toString());
        assertTrue(headline().endsWith("(" + results + ")."), headline());
        assertTrue(headline().contains("beyond noise"), headline());
    }
}
