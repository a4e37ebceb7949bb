package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/** The library example of the README: it runs, learns, and stands there as it stands here. */
class ReadmeExampleTest {
    private static final Path SOURCE = Path.of("meta/src/test/java/example/ReadmeExampleTest.java");

    /** Two coordinates and a 1: 950 rows around (0, 0), then 50 around (2, 2). */
    private static float[] features() {
        Rng rng = Rng.of(7);
        float[] features = new float[1000 * 3];
        for (int i = 0; i < features.length; i++) {
            double centre = i < 950 * 3 ? 0 : 2;
            features[i] = i % 3 == 2 ? 1 : (float) (centre + rng.normal(i));
        }
        return features;
    }

    private static float[] labels() {
        float[] labels = new float[1000];
        Arrays.fill(labels, 950, 1000, 1);
        return labels;
    }

    /** Indices of 64 rows, any. */
    private static float[] natural(int batch) {
        return indices(batch, (rng, i) -> rng.below(i, 1000));
    }

    /** Indices of 32 negative and 32 positive rows. */
    private static float[] balanced(int batch) {
        return indices(-1 - batch, (rng, i) -> i < 32 ? rng.below(i, 950) : 950 + rng.below(i, 50));
    }

    private static float[] indices(long seed, BiFunction<Rng, Integer, Integer> draw) {
        float[] rows = new float[64];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = draw.apply(Rng.of(seed), i);
        }
        return rows;
    }

    @Test
    void theOuterLossFalls() {
        float[] features = features();
        float[] labels = labels();
        double[] losses = new double[500];
        // readme:begin
        Tape tape = Tape.f32();
        Tensor x = tape.constant(features, 1000, 3);
        Tensor y = tape.constant(labels);
        List<ParameterSpec> layers = List.of(
                new ParameterSpec("hidden", Shape.of(3, 16), Initializer.fanIn(3)),
                new ParameterSpec("out", Shape.of(16, 1), Initializer.fanIn(16)));
        VariableTree weights = VariableTree.init(layers, DType.F32, Rng.of(1));
        Parameters theta = weights.on(tape);
        BiFunction<Parameters, Tensor, Tensor> loss = (p, rows) -> Losses.bceWithLogits(
                x.gather(0, rows).matmul(p.get("hidden")).tanh().matmul(p.get("out")).flatten(),
                y.gather(0, rows), LossOptions.NONE);

        // an inner step on rows as they come, then the loss on rows balanced by class
        Tensor inner = loss.apply(theta, tape.input("natural", 64));
        Parameters slope = theta.with(Gradients.gradient(inner, theta.tensors()));
        Parameters adapted = Parameters.zip(theta, slope, (p, g) -> p.sub(g.mul(0.1)));
        Tensor outer = loss.apply(adapted, tape.input("balanced", 64));

        // the exact hypergradient, through the inner step, and an update that follows it
        Parameters hypergradient = theta.with(Gradients.gradient(outer, theta.tensors()));
        Descent.of(Adam.of(0.01), weights).assign(tape, hypergradient);

        Program step = tape.compile(outer); // all of it: compiled once, replayed 500 times
        for (int i = 0; i < 500; i++) {
            step.set("natural", natural(i)).set("balanced", balanced(i)).run();
            losses[i] = step.output(0).item();
        }
        // readme:end
        double first = Arrays.stream(losses, 0, 20).average().orElseThrow();
        double last = Arrays.stream(losses, 480, 500).average().orElseThrow();
        assertTrue(first > 0.5 && last < 0.35, "outer loss from " + first + " to " + last);
        assertTrue(balancedAccuracy(weights) > 0.85);
    }

    /** What the weights are worth as they are, without an inner step. */
    private static double balancedAccuracy(VariableTree weights) {
        Tape tape = Tape.f32();
        Parameters theta = weights.on(tape);
        NdArray logits = tape.constant(features(), 1000, 3).matmul(theta.get("hidden")).tanh()
                .matmul(theta.get("out")).value();
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            boolean right = logits.get(i) > 0 == i >= 950;
            sum += right ? 0.5 / (i < 950 ? 950 : 50) : 0;
        }
        return sum;
    }

    @Test
    void theReadmeHasTheseLines() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(SOURCE))) {
            root = root.getParent();
        }
        String source = Files.readString(root.resolve(SOURCE));
        String begin = "// readme:begin\n";
        String example = source.substring(
                source.indexOf(begin) + begin.length(), source.indexOf("// readme:end"));
        String block = "```java\n" + example.stripTrailing().stripIndent() + "\n```\n";
        assertTrue(
                Files.readString(root.resolve("README.md")).contains(block),
                "README.md must hold this block:\n" + block);
    }
}
