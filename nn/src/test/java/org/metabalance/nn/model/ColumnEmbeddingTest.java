package org.metabalance.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

class ColumnEmbeddingTest {
    /** A number, three categories, two numbers, four categories. */
    private static final List<Embedded> COLUMNS = List.of(new Embedded(1, 3), new Embedded(6, 4));
    private static final int WIDTH = 10;

    private static double[] numbers(int n, long seed) {
        double[] values = new double[n];
        Arrays.setAll(values, Rng.of(seed)::normal);
        return values;
    }

    private static List<String> names(List<ParameterSpec> specs) {
        return specs.stream().map(ParameterSpec::name).toList();
    }

    /** fastai's emb_sz_rule: min(600, round(1.6 * n ** 0.56)). */
    @Test
    void theRuleOfTheVectorsLength() {
        int[] categories = {2, 3, 4, 51, 100, 256, 1000, 100_000};
        int[] expected = {2, 3, 3, 14, 21, 36, 77, 600};
        assertEquals(
                Arrays.stream(expected).boxed().toList(),
                Arrays.stream(categories).map(n -> new Embedded(0, n).dimensions()).boxed()
                        .toList());
    }

    @Test
    void aCategoryPicksItsVectorAndAnUnknownOneNone() {
        ColumnEmbedding layer = new ColumnEmbedding(WIDTH, COLUMNS);
        assertEquals(1 + 3 + 2 + 3, layer.outputs());
        Tape tape = Tape.f64();
        NdArray first = NdArray.of(numbers(9, 1)).reshaped(Shape.of(3, 3));
        NdArray second = NdArray.of(numbers(12, 2)).reshaped(Shape.of(4, 3));
        Parameters parameters = Parameters.of(
                names(layer.parameters()), List.of(tape.constant(first), tape.constant(second)));
        Tensor x = tape.constant(NdArray.of(new double[] {
            7, 0, 0, 1, 8, 9, 0, 1, 0, 0,
            5, 0, 0, 0, 4, 3, .5, .5, 0, 0
        }).reshaped(Shape.of(2, WIDTH)));
        Program program = tape.compile(
                layer.apply(parameters, Parameters.empty(), x, Mode.EVAL).output());
        program.run();
        double[] expected = new double[18];
        expected[0] = 7;
        expected[4] = 8;
        expected[5] = 9;
        expected[9] = 5;
        expected[13] = 4;
        expected[14] = 3;
        for (int d = 0; d < 3; d++) {
            expected[1 + d] = first.get(6 + d);
            expected[6 + d] = second.get(3 + d);
            expected[15 + d] = (second.get(d) + second.get(3 + d)) / 2;
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], program.output(0).get(i), 1e-12);
        }
    }

    /** Second order, in the vectors, the weights and the numbers. */
    @Test
    void derivatives() {
        MlpClassifier model = new MlpClassifier(WIDTH, List.of(4), 3, Map.of(), COLUMNS);
        List<ParameterSpec> specs = model.parameters();
        List<NdArray> at = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            at.add(NdArray.of(numbers(specs.get(i).shape().size(), i))
                    .reshaped(specs.get(i).shape()));
        }
        at.add(NdArray.of(numbers(3 * WIDTH, 99)).reshaped(Shape.of(3, WIDTH)));
        GradCheck.check(2, xs -> {
            Tensor x = xs.getLast();
            Batch batch = new Batch(x, x.tape().zeros(Shape.of(3)));
            return model.logits(
                    Parameters.of(names(specs), xs.subList(0, specs.size())), Parameters.empty(),
                    batch,
                    Mode.TRAIN).output().softmax(1);
        }, at.toArray(NdArray[]::new));
    }

    @Test
    void itsArchitectureBuildsItAgain() {
        MlpClassifier model = new MlpClassifier(WIDTH, List.of(4), 2, Map.of(), COLUMNS);
        assertEquals("1,3,6,4", model.architecture().settings().get("embedded"));
        assertEquals(model, ModelFamily.build(
                model.architecture(), ColumnEmbeddingTest.class.getClassLoader()));
        assertEquals("0.embedding.0", model.parameters().getFirst().name());
        assertEquals("3.bias", model.outputBias().orElseThrow());
        assertEquals("3", model.headName());
        assertEquals(
                names(model.parameters()).subList(0, 4), names(model.trunk().parameters()));
        double largest = Stream.of(VariableTree.init(
                model.parameters(), DType.F64, Rng.of(1)).values().get("0.embedding.1"))
                .flatMapToDouble(values -> Arrays.stream(values.toDoubles())).map(Math::abs).max()
                .orElseThrow();
        assertTrue(largest > 0 && largest < .05);
        assertThrows(IllegalArgumentException.class, () -> new MlpClassifier(
                5, List.of(4), 2, Map.of(), COLUMNS).parameters());
    }
}
