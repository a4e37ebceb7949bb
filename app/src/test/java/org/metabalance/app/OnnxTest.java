package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.Score;
import org.metabalance.scoring.ScoringModel;

/** What is exported, run in ONNX Runtime, against the command's own predictions. */
class OnnxTest {
    private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

    @TempDir
    private Path directory;

    /** What a file of ONNX says of rows. */
    private record Answer(
            float[][] probabilities, String[] predicted, float[] scores, boolean[] flagged) {}

    private Path export() {
        Path file = directory.resolve("model.onnx");
        MixedRows.run("export", "--model", directory.resolve("model").toString(), "--onnx",
                file.toString());
        return file;
    }

    private static Answer answer(Path file, ScoringModel model, Table table)
            throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession session = RUNTIME.createSession(file.toString())) {
            for (String name : model.columns()) {
                inputs.put(name, tensor(table.column(name)));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                boolean two = model.classes().size() == 2;
                return new Answer(
                        (float[][]) result.get("probabilities").orElseThrow().getValue(),
                        (String[]) result.get("predicted").orElseThrow().getValue(),
                        two ? (float[]) result.get("score").orElseThrow().getValue() : null,
                        two ? (boolean[]) result.get("flagged").orElseThrow().getValue() : null);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Column column) throws OrtException {
        long[] shape = {column.rows(), 1};
        if (column instanceof Column.Numeric(String _, double[] values)) {
            return OnnxTensor.createTensor(RUNTIME, DoubleBuffer.wrap(values), shape);
        }
        String[] texts = new String[column.rows()];
        Arrays.setAll(texts, row -> column.isMissing(row) ? "" : column.text(row));
        return OnnxTensor.createTensor(RUNTIME, texts, shape);
    }

    /** Returns how many rows were compared. */
    private int compare(Path data) throws OrtException {
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Table table;
        try (TableReader reader = TableReader.open(data)) {
            table = reader.read(model.schema(), false).table();
        }
        double[][] expected = model.probabilities(table);
        Answer answer = answer(export(), model, table);
        for (int row = 0; row < expected.length; row++) {
            for (int c = 0; c < expected[row].length; c++) {
                assertEquals(expected[row][c], answer.probabilities()[row][c], 1e-6, "row " + row);
            }
            // what lies on the threshold to the last digits may fall on either side of it
            double off = expected[row].length == 2
                    ? Math.abs(expected[row][1] - model.threshold())
                    : 1;
            if (off > 1e-6) {
                int predicted = Score.predicted(expected[row], model.threshold());
                assertEquals(model.classes().get(predicted), answer.predicted()[row]);
                if (expected[row].length == 2) {
                    assertEquals(predicted == 1, answer.flagged()[row]);
                }
            }
        }
        return expected.length;
    }

    @Test
    void unknownCategoriesAndMissingValuesBehaveAsInPredict() throws Exception {
        MixedRows.train(directory, "model");
        assertEquals(12, compare(MixedRows.fresh(directory)));
        assertEquals(240, compare(MixedRows.file(directory)));
    }

    @Test
    void theScoreIsTheLogit() throws Exception {
        MixedRows.train(directory, "model");
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Table table;
        try (TableReader reader = TableReader.open(MixedRows.fresh(directory))) {
            table = reader.read(model.schema(), false).table();
        }
        Answer answer = answer(export(), model, table);
        List<Map<String, String>> rows = MixedRows.fresh();
        for (int row = 0; row < rows.size(); row++) {
            double score = model.score(rows.get(row)).score();
            assertEquals(
                    score, answer.scores()[row], 1e-6 * Math.max(1, Math.abs(score)),
                    "row " + row);
        }
    }

    @Test
    void aTextThatMeansMissingIsMissing() throws Exception {
        MixedRows.train(directory, "model");
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Path file = export();
        Map<String, String> row = new HashMap<>(MixedRows.fresh().getFirst());
        for (String text : List.of("", "NA", "null", "?", "-")) {
            row.put("mark", text);
            List<Column> columns = new ArrayList<>();
            columns.add(new Column.Numeric("amount", new double[] {12.5}));
            columns.add(new Column.Numeric("since", new double[] {19756}));
            columns.add(new Column.Numeric("at", new double[] {10.5}));
            columns.add(new Column.Categorical("place", new String[] {"Rome"}));
            columns.add(new Column.Categorical("mark", new String[] {text}));
            row.put("since", "2024-02-03");
            assertEquals(
                    model.score(row).probability(),
                    answer(file, model, Table.of(columns)).probabilities()[0][1], 1e-6, text);
        }
    }

    @Test
    void moreClassesAreTheMostProbable() throws Exception {
        Path data = Samples.three(directory);
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "kind", "--method", "plain",
                "--epochs", "3", "--hidden", "6", "--out",
                directory.resolve("model").toString());
        assertEquals(160, compare(data));
    }

    @ParameterizedTest
    @CsvSource({"logistic", "easy-ensemble", "metabalance", "balanced-softmax",
        "tau-normalisation"})
    void methodsOfEveryModelAreExported(String method) throws Exception {
        Path data = Samples.binary(directory);
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "y", "--method", method,
                "--epochs", "2", "--hidden", "4", "--out",
                directory.resolve("model").toString());
        assertEquals(150, compare(data));
    }

    @ParameterizedTest
    @CsvSource({"hpc_data.csv.gz,class", "lending_club.csv.gz,Class"})
    void dataOfTheHouseScoresTheSame(String name, String label) throws Exception {
        Path data = Path.of("..", "test-data", name);
        MixedRows.run(
                "train", "--data", data.toString(), "--label", label, "--method", "plain",
                "--epochs", "2", "--out", directory.resolve("model").toString());
        assertTrue(compare(data) > 100);
    }

    @Test
    void whatCannotBeExportedIsOneLine() throws IOException {
        Captured none = Captured.run(
                "export", "--model", directory.resolve("none").toString(), "--onnx",
                directory.resolve("m.onnx").toString());
        assertEquals(2, none.code());
        assertTrue(none.error().startsWith("no such model directory"), none.err());
        Path data = Samples.write(
                directory.resolve("named.csv"), "score,y", 80,
                i -> i % 7 + "," + (i % 4 == 0 ? "yes" : "no"));
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "y", "--method", "plain", "--epochs",
                "1", "--out", directory.resolve("model").toString());
        Captured named = Captured.run(
                "export", "--model", directory.resolve("model").toString(), "--onnx",
                directory.resolve("m.onnx").toString());
        assertEquals(2, named.code());
        assertTrue(named.error().contains("column 'score' is named as an output"), named.err());
        assertTrue(Files.notExists(directory.resolve("m.onnx")));
    }
}
