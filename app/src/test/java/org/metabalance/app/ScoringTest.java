package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.Score;
import org.metabalance.scoring.ScoringModel;

/** A row that is scored in somebody's own program, against what the command predicts. */
class ScoringTest {

    @TempDir
    private Path directory;

    private ScoringModel trained() throws IOException {
        MixedRows.train(directory, "model");
        return ScoringModel.load(directory.resolve("model"));
    }

    private List<double[]> predicted() throws IOException {
        MixedRows.run("predict", "--model", directory.resolve("model").toString(), "--data",
                MixedRows.fresh(directory).toString(), "--out",
                directory.resolve("p.csv").toString());
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("p.csv")).subList(1, 13)) {
            String[] fields = line.split(",");
            rows.add(new double[] {
                Double.parseDouble(fields[0]), Double.parseDouble(fields[1]),
                fields[2].equals("yes") ? 1 : 0});
        }
        return rows;
    }

    @Test
    void aRowHasTheBitsThatPredictWrites() throws IOException {
        ScoringModel model = trained();
        List<double[]> expected = predicted();
        List<Map<String, String>> rows = MixedRows.fresh();
        for (int i = 0; i < rows.size(); i++) {
            Score score = model.score(rows.get(i));
            assertArrayEquals(
                    new double[] {expected.get(i)[0], expected.get(i)[1]}, score.probabilities(),
                    0, "row " + rows.get(i));
            assertEquals(expected.get(i)[2] == 1, score.flagged());
            assertEquals(expected.get(i)[1], score.probability());
            double raw = 1 / (1 + Math.exp(-score.score()));
            assertEquals(
                    score.probability(), model.calibrator().apply(new double[] {1 - raw, raw})[1],
                    1e-6);
            float[] features = new float[model.encoder().width()];
            model.encode(rows.get(i), features);
            assertArrayEquals(
                    score.probabilities(), model.scoreEncoded(features).probabilities(), 0);
        }
    }

    @Test
    void manyThreadsGetTheSameBits() throws Exception {
        ScoringModel model = trained();
        List<Map<String, String>> rows = MixedRows.fresh();
        List<double[]> expected = rows.stream().map(row -> model.score(row).probabilities())
                .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int begin = t;
                done.add(pool.submit(() -> {
                    for (int i = 0; i < 400; i++) {
                        int row = (begin + i) % rows.size();
                        assertArrayEquals(
                                expected.get(row), model.score(rows.get(row)).probabilities(), 0);
                    }
                    return 400;
                }));
            }
            for (Future<Integer> thread : done) {
                assertEquals(400, thread.get());
            }
        }
    }

    @Test
    void typedValuesAreWhatTheirTextsAre() throws IOException {
        ScoringModel model = trained();
        Map<String, Object> texts = new LinkedHashMap<>(MixedRows.fresh().getFirst());
        texts.put("since", "2024-03-09");
        texts.put("amount", "17.5");
        Map<String, Object> typed = new HashMap<>(texts);
        typed.put("since", LocalDate.of(2024, 3, 9));
        typed.put("amount", 17.5f);
        double[] expected = model.score(texts).probabilities();
        assertArrayEquals(expected, model.score(typed).probabilities(), 0);
        typed.put("since", LocalDate.of(2024, 3, 9).toEpochDay());
        assertArrayEquals(expected, model.score(typed).probabilities(), 0);
        texts.put("amount", " NA ");
        typed.put("amount", null);
        assertArrayEquals(
                model.score(texts).probabilities(), model.score(typed).probabilities(), 0);
    }

    @Test
    void whatCannotBeScoredIsOneLine() throws IOException {
        ScoringModel model = trained();
        Map<String, Object> row = new HashMap<>(MixedRows.fresh().getFirst());
        row.put("amount", Double.POSITIVE_INFINITY);
        assertEquals(
                "column 'amount': infinite value; correct it or leave it empty",
                assertThrows(DataException.class, () -> model.score(row)).getMessage());
        row.put("Amount", row.remove("amount"));
        assertEquals(
                "the model was trained with a column that the row does not have: 'amount', did you"
                        + " mean 'Amount'?",
                assertThrows(DataException.class, () -> model.score(row)).getMessage());
        assertTrue(assertThrows(
                DataException.class, () -> ScoringModel.load(directory.resolve("none")))
                .getMessage().startsWith("no such model directory"));
        assertThrows(IllegalArgumentException.class, () -> model.scoreEncoded(new float[1]));
        assertThrows(IllegalStateException.class, () -> new Score(new double[3], 0, 1).flagged());
        assertEquals(2, Score.predicted(new double[] {.2, .3, .5}, Double.NaN));
    }
}
