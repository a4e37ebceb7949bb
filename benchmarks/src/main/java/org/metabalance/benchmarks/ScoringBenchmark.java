package org.metabalance.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.scoring.Score;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredDecision;
import org.metabalance.scoring.folder.StoredModel;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row scored by {@link ScoringModel}: 20 numbers and 4 categories of 10, hidden layers of 64 and 32. As
 * texts of a file, as typed values, and encoded before; by one thread and by two.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@State(Scope.Benchmark)
public class ScoringBenchmark {
    private static final int NUMBERS = 20;
    private static final int CATEGORIES = 4;
    private static final int KINDS = 10;

    private ScoringModel model;
    private Map<String, String> texts;
    private Map<String, Object> typed;
    private float[] encoded;

    /** Makes a model with its first weights, which take as long as trained ones, and a row. */
    @Setup
    public void prepare() {
        List<Column> columns = new ArrayList<>();
        List<ColumnSchema> schema = new ArrayList<>();
        texts = new HashMap<>();
        typed = new HashMap<>();
        Rng rng = Rng.of(1);
        for (int j = 0; j < NUMBERS; j++) {
            double[] values = new double[100];
            for (int i = 0; i < values.length; i++) {
                values[i] = rng.stream(j).uniform(i);
            }
            columns.add(new Column.Numeric("n" + j, values));
            schema.add(new ColumnSchema("n" + j, Kind.Number.PLAIN, List.of(), 0, ""));
            texts.put("n" + j, Double.toString(values[j]));
            typed.put("n" + j, values[j]);
        }
        for (int j = 0; j < CATEGORIES; j++) {
            String[] values = new String[100];
            for (int i = 0; i < values.length; i++) {
                values[i] = "kind" + i % KINDS;
            }
            columns.add(new Column.Categorical("c" + j, values));
            schema.add(new ColumnSchema(
                    "c" + j, new Kind.Category(List.of(values).subList(0, KINDS), false, false),
                    List.of(), 0, ""));
            texts.put("c" + j, values[j]);
            typed.put("c" + j, values[j]);
        }
        Encoder encoder = Encoder.fit(Table.of(columns));
        MlpClassifier mlp = new MlpClassifier(encoder.width(), List.of(64, 32), 2);
        TrainedNetwork network = TrainedNetwork.of(
                mlp, org.metabalance.engine.Shape.of(encoder.width()),
                Network.of(mlp, Rng.of(2)).values(), "none", 0);
        ModelFile file = new ModelFile(
                "plain", "y", List.of("no", "yes"), StoredDecision.uncalibrated(.5),
                new ModelInput.Columns(encoder), Map.of());
        model = ScoringModel.of(
                new StoredModel(
                        file, network,
                        Map.of(Schema.FILE, SchemaFile.text(new Schema(schema)))),
                Path.of("benchmark"));
        encoded = new float[encoder.width()];
        model.encode(typed, encoded);
    }

    /** Numbers are parsed. */
    @Benchmark
    public Score texts() {
        return model.score(texts);
    }

    /** Numbers are numbers. */
    @Benchmark
    public Score typed() {
        return model.score(typed);
    }

    /** The network alone. */
    @Benchmark
    public Score encoded() {
        return model.scoreEncoded(encoded);
    }

    /** Two threads share the model. */
    @Benchmark
    @Threads(2)
    public Score byTwoThreads() {
        return model.score(typed);
    }
}
