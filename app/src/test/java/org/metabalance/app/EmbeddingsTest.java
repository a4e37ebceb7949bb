package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Columns of many categories, from a file to predictions. */
class EmbeddingsTest {
    @TempDir
    private Path directory;

    /** The city tells the class: one in five is good, and there are 80. */
    private Path data() throws IOException {
        return Samples.write(
                directory.resolve("cities.csv"), "city,x,y", 800,
                i -> "city" + i % 80 + "," + i * 31 % 17 + "," + (i % 80 % 5 == 0 ? "yes" : "no"));
    }

    @Test
    void vectorsOfCategoriesAreLearnedStoredAndRead() throws IOException {
        Path model = directory.resolve("model");
        Captured trained = Captured.run(
                "train", "--data", data().toString(), "--label", "y", "--method", "metabalance",
                "--epochs", "30", "--learning-rate", "0.02", "--hidden", "8", "--out",
                model.toString());
        assertEquals(0, trained.code(), trained.err());
        String weights = Files.readString(
                model.resolve("model.safetensors"), StandardCharsets.ISO_8859_1);
        assertTrue(weights.contains("\"0.embedding.0\":{\"dtype\":\"F32\",\"shape\":[81,19]"),
                weights.substring(0, 800));
        Path rows = directory.resolve("new.csv");
        Files.writeString(rows, "city,x\ncity5,3\ncity6,3\nnowhere,3\n");
        Path scored = directory.resolve("scored.csv");
        Captured predicted = Captured.run(
                "predict", "--model", model.toString(), "--data", rows.toString(), "--out",
                scored.toString());
        assertEquals(0, predicted.code(), predicted.err());
        List<String> lines = Files.readAllLines(scored);
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).contains("yes"), lines.toString());
        assertTrue(lines.get(2).contains("no"), lines.toString());
    }

    /** Samplers see categories, however many, as SMOTE-NC does; learned points move among all numbers. */
    @Test
    void methodsThatLookAtColumnsLearnFromThem() throws IOException {
        Captured compared = Captured.run(
                "compare", "--data", data().toString(), "--label", "y", "--methods",
                "plain,logistic,smote,adasyn,tomek-links,cluster-centroids,mixup,egl,recipe,easy-ensemble",
                "--seeds", "1", "--epochs", "2", "--hidden", "4", "--no-reference", "--out",
                directory.resolve("out").toString());
        assertEquals(0, compared.code(), compared.err());
        assertEquals(10, JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("out/results.json"))).get("runs")
                .size());
    }
}
