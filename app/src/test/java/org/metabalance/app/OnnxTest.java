package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.app.export.OnnxModel;
import org.metabalance.app.export.Rounding;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.calibration.Isotonic;
import org.metabalance.meta.calibration.Platt;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.Table;
import org.metabalance.scoring.Score;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.StoredDecision;
import org.metabalance.scoring.folder.StoredModel;

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
        if (column instanceof Column.Numeric numbers) {
            return OnnxTensor.createTensor(RUNTIME, DoubleBuffer.wrap(numbers.values()), shape);
        }
        String[] texts = new String[column.rows()];
        Arrays.setAll(texts, row -> column.isMissing(row) ? "" : column.text(row));
        return OnnxTensor.createTensor(RUNTIME, texts, shape);
    }

    private static Table read(ScoringModel model, Path data) {
        try (TableReader reader = TableReader.open(data)) {
            return reader.read(model.schema(), false).table();
        }
    }

    /** A millionth, or what the file says where a calibration is steep. */
    private static double tolerance(ScoringModel model) {
        return Math.max(1e-6, Rounding.of(model.calibrator()));
    }

    /** Returns how many rows were compared. */
    private int compare(Path data) throws OrtException {
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Table table = read(model, data);
        double[][] expected = model.probabilities(table);
        Answer answer = answer(export(), model, table);
        for (int row = 0; row < expected.length; row++) {
            for (int c = 0; c < expected[row].length; c++) {
                assertEquals(
                        expected[row][c], answer.probabilities()[row][c],
                        tolerance(model), "row " + row);
            }
            // what lies on the threshold to the last digits may fall on either side of it
            double off = expected[row].length == 2
                    ? Math.abs(expected[row][1] - model.threshold())
                    : 1;
            if (off > tolerance(model)) {
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

    /** Trains on mixed rows with costs, and returns what predict writes of {@code data}, a list for each row. */
    private List<List<String>> predicted(Path data, String calibration)
            throws IOException {
        String model = directory.resolve("model").toString();
        MixedRows.run(
                "train", "--data", MixedRows.file(directory).toString(), "--label", "y", "--method",
                "oversampling", "--epochs", "30", "--hidden", "7,5", "--calibration", calibration,
                "--cost-false-negative", "8", "--out", model);
        Path predictions = directory.resolve("p.csv");
        MixedRows.run(
                "predict", "--model", model, "--data", data.toString(), "--out",
                predictions.toString());
        return Files.readAllLines(predictions).stream().skip(1)
                .map(line -> List.of(line.split(","))).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "prior", "platt", "beta"})
    void calibrationAndCostsAreThoseOfPredict(String calibration) throws Exception {
        Path data = MixedRows.file(directory);
        List<List<String>> rows = predicted(data, calibration);
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Table table = read(model, data);
        Answer answer = answer(export(), model, table);
        double[][] raw = model.stored().network().probabilities(model.encode(table));
        double moved = 0;
        int flagged = 0;
        for (int row = 0; row < rows.size(); row++) {
            double expected = Double.parseDouble(rows.get(row).get(1));
            // once, not twice
            assertEquals(model.calibrator().apply(raw[row])[1], expected, 0);
            moved = Math.max(moved, Math.abs(expected - raw[row][1]));
            assertEquals(expected, answer.probabilities()[row][1], 1e-6, "row " + row);
            assertEquals(rows.get(row).get(2), answer.predicted()[row], "row " + row);
            assertEquals(rows.get(row).get(2).equals("yes"), answer.flagged()[row]);
            flagged += answer.flagged()[row] ? 1 : 0;
        }
        assertEquals(calibration, model.calibrator().kind().label());
        assertEquals(8, model.stored().file().decision().costs().falseNegative());
        assertTrue(moved > .01, "moved by " + moved);
        assertTrue(flagged > 0 && flagged < rows.size(), flagged + " flagged");
    }

    /** Up to fifteen times as steep as the logit a millionth is kept; what is steeper says by how much it may be off. */
    @ParameterizedTest
    @CsvSource({"1,-4,true", "15,3,true", "60,20,false", "2000,-500,false"})
    void steepCalibrationsAreAsNearAsIsSaid(double slope, double intercept, boolean near)
            throws Exception {
        MixedRows.train(directory, "model");
        Path data = MixedRows.file(directory);
        double difference = difference(new Platt(slope, intercept), data);
        double said = Rounding.of(new Platt(slope, intercept));
        assertEquals(near, said <= 1e-6, () -> "said " + said);
        assertTrue(difference <= said, difference + " and " + said);
    }

    /** Levels of neighbouring rows are as near as their scores are. */
    @Test
    void isotonicRegressionIsAsNearAsIsSaid() throws Exception {
        MixedRows.train(directory, "model");
        Path data = MixedRows.file(directory);
        ScoringModel trained = ScoringModel.load(directory.resolve("model"));
        double[] raw = Arrays.stream(trained.stored().network().probabilities(
                trained.encode(read(trained, data)))).mapToDouble(row -> row[1]).sorted()
                .distinct().toArray();
        double[] values = new double[raw.length];
        Arrays.setAll(values, i -> (double) i / raw.length);
        Isotonic isotonic = new Isotonic(raw, values);
        double difference = difference(isotonic, data);
        assertTrue(difference <= Rounding.of(isotonic), difference + "");
        assertTrue(Rounding.of(isotonic) < .01, () -> "said " + Rounding.of(isotonic));
    }

    /** Returns how far the file's probabilities are from the model's, with another calibration. */
    private double difference(Calibrator calibrator, Path data) throws Exception {
        ScoringModel trained = ScoringModel.load(directory.resolve("model"));
        ScoringModel model = with(trained, calibrator, .5);
        Table table = read(model, data);
        Path onnx = directory.resolve("model.onnx");
        Files.write(onnx, OnnxModel.of(model).file());
        Answer answer = answer(onnx, model, table);
        double[][] expected = model.probabilities(table);
        double most = 0;
        for (int row = 0; row < expected.length; row++) {
            most = Math.max(
                    most, Math.abs(expected[row][1] - answer.probabilities()[row][1]));
        }
        return most;
    }

    private ScoringModel with(ScoringModel trained, Calibrator calibrator, double threshold) {
        ModelFile file = trained.stored().file();
        StoredDecision decision = new StoredDecision(
                new CalibrationChoice.Fitted(calibrator, Map.of()), threshold, "", null, null,
                null);
        return ScoringModel.of(
                new StoredModel(
                        new ModelFile(
                                file.method(), file.label(), file.classes(), decision,
                                file.input(), Map.of()),
                        trained.stored().network(), trained.stored().texts()),
                directory);
    }

    /** Probabilities of 1 are not flagged by a threshold beyond 1, and are by 1. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThresholdBeyondOneFlagsNone(boolean beyond) throws Exception {
        MixedRows.train(directory, "model");
        Path data = MixedRows.file(directory);
        ScoringModel trained = ScoringModel.load(directory.resolve("model"));
        Table table = read(trained, data);
        double[] raw = Arrays.stream(trained.stored().network().probabilities(
                trained.encode(table))).mapToDouble(row -> row[1]).sorted().toArray();
        double[] points = {raw[60], raw[120], raw[180]};
        ScoringModel model = with(
                trained, new Isotonic(points, new double[] {0, .3, 1}),
                beyond ? Math.nextUp(1.0) : 1);
        Path onnx = directory.resolve("model.onnx");
        Files.write(onnx, OnnxModel.of(model).file());
        Answer answer = answer(onnx, model, table);
        int sure = 0;
        for (int row = 0; row < table.rows(); row++) {
            boolean one = answer.probabilities()[row][1] == 1;
            sure += one ? 1 : 0;
            if (beyond || !one) {
                assertFalse(answer.flagged()[row], "row " + row);
            }
            assertEquals(answer.flagged()[row] ? "yes" : "no", answer.predicted()[row]);
        }
        assertEquals(60, sure, 1);
    }

    @Test
    void embeddedCategoriesAreExported() throws Exception {
        Path data = Samples.write(
                directory.resolve("cities.csv"), "city,x,y", 800,
                i -> "city" + i % 80 + "," + i * 31 % 17 + "," + (i % 80 % 5 == 0 ? "yes" : "no"));
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "y", "--method", "plain", "--epochs",
                "5", "--hidden", "6", "--out", directory.resolve("model").toString());
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        assertEquals(ColumnGroup.Kind.EMBEDDED, model.encoder().groups().getFirst().kind());
        assertEquals(800, compare(data));
        Path others = Samples.write(
                directory.resolve("others.csv"), "city,x", 3,
                i -> List.of("nowhere,3", ",3", "city7,").get(i));
        assertEquals(3, compare(others));
    }

    @Test
    void theScoreIsTheLogit() throws Exception {
        MixedRows.train(directory, "model");
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        Table table = read(model, MixedRows.fresh(directory));
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
