package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.layer.Linear;

class ParametersTest {

    @Test
    void childAndUnderAreInverse() {
        Tape tape = Tape.f64();
        Parameters leaves = Parameters.of(List.of("weight", "bias"), tensors(tape, 1, 2));
        Parameters tree = leaves.under("0").merge("1", leaves).merge("10", leaves);
        assertEquals(
                List.of("0.weight", "0.bias", "1.weight", "1.bias", "10.weight", "10.bias"),
                tree.names());
        assertEquals(leaves.asMap(), tree.child("1").asMap());
        assertTrue(tree.child("2").isEmpty());
        assertEquals("{weight [], bias []}", leaves.toString());
    }

    @Test
    void mapsAndZipsByName() {
        Tape tape = Tape.f64();
        Parameters a = Parameters.of(List.of("x", "y"), tensors(tape, 1, 2));
        Parameters b = Parameters.of(List.of("y", "x"), tensors(tape, 30, 40));
        Parameters sum = Parameters.zip(a, b, Tensor::add);
        assertEquals(41, sum.get("x").item());
        assertEquals(32, sum.get("y").item());
        assertEquals(-2, a.map(Tensor::neg).get("y").item());
    }

    @Test
    void mistakesAreNamed() {
        Tape tape = Tape.f64();
        Parameters a = Parameters.of("x", tape.ones());
        assertEquals("parameters: no 'z' among [x]", message(() -> a.get("z")));
        assertEquals(
                "parameters: a name must be there once, got 'x' twice", message(() -> a.merge(a)));
        assertEquals(
                "zip: names must be the same, got [x] and [y]",
                message(() -> Parameters.zip(a, Parameters.of("y", tape.ones()), Tensor::add)));
        assertEquals(
                "parameters: needs one tensor for each name, got 1 names and 2 tensors",
                message(() -> a.with(tensors(tape, 1, 2))));
    }

    @Test
    void variablesStartFromTheirSpecsAndLoadOnlyWhatFits() {
        List<ParameterSpec> specs = new Linear(3, 2).parameters();
        VariableTree tree = VariableTree.init(specs, DType.F32, Rng.of(5));
        VariableTree same = VariableTree.init(specs, DType.F32, Rng.of(5));
        VariableTree other = VariableTree.init(specs, DType.F32, Rng.of(6));
        assertArrayEquals(floats(tree, "weight"), floats(same, "weight"));
        assertTrue(!Arrays.equals(floats(tree, "weight"), floats(other, "weight")));
        Map<String, NdArray> checkpoint = tree.values();
        other.load(checkpoint);
        assertArrayEquals(floats(tree, "bias"), floats(other, "bias"));

        Map<String, NdArray> renamed = new LinkedHashMap<>(checkpoint);
        renamed.put("offset", renamed.remove("bias"));
        assertEquals(
                "load: names must be those of the tree, missing are [bias], unknown are [offset]",
                message(() -> tree.load(renamed)));
        Map<String, NdArray> reshaped = new LinkedHashMap<>(checkpoint);
        reshaped.put("weight", NdArray.zeros(DType.F32, Shape.of(3, 2)));
        reshaped.put("bias", NdArray.zeros(DType.F32, Shape.of(3)));
        assertEquals("load: 'bias' needs [2], got [3]", message(() -> tree.load(reshaped)));
        assertArrayEquals(checkpoint.get("weight").floats(), floats(tree, "weight"));
    }

    @Test
    void anAssignmentShowsAfterTheRun() {
        VariableTree tree = VariableTree.init(new Linear(1, 1).parameters(), DType.F64, Rng.of(5));
        Tape tape = Tape.f64();
        Parameters now = tree.on(tape);
        tree.assign(tape, now.map(t -> t.mul(2)));
        double before = tree.values().get("weight").item();
        Tensor read = now.get("weight").sum();
        tape.compile(read).run();
        assertEquals(2 * before, tree.values().get("weight").item());
    }

    @Test
    void initializersHaveTheMomentsOfTheirPapers() {
        int in = 300;
        int out = 100;
        moments(Initializer.xavierUniform(), 2.0 / (in + out), Math.sqrt(6.0 / (in + out)));
        moments(Initializer.xavierNormal(), 2.0 / (in + out), Double.POSITIVE_INFINITY);
        moments(Initializer.kaimingUniform(), 2.0 / in, Math.sqrt(6.0 / in));
        moments(Initializer.kaimingNormal(), 2.0 / in, Double.POSITIVE_INFINITY);
        moments(Initializer.fanIn(), 1.0 / (3 * in), 1 / Math.sqrt(in));
        assertEquals(
                Math.log(0.01 / 0.99),
                Initializer.logOdds(0.01).values(Shape.of(1), DType.F64, Rng.of(1)).item(),
                1e-14);
        assertEquals(
                "initializer: fans are read from a weight [in, out] or [kh, kw, in, out], got [3]; give them explicitly",
                message(() -> Initializer.fanIn().values(Shape.of(3), DType.F64, Rng.of(1))));
        assertThrows(IllegalArgumentException.class, () -> Initializer.logOdds(1));
    }

    private static void moments(Initializer initializer, double variance, double bound) {
        NdArray values = initializer.values(Shape.of(300, 100), DType.F64, Rng.of(8));
        double sum = 0;
        double squares = 0;
        for (double value : values.doubles()) {
            assertTrue(Math.abs(value) <= bound);
            sum += value;
            squares += value * value;
        }
        assertEquals(0, sum / values.size(), 4 * Math.sqrt(variance / values.size()));
        assertEquals(variance, squares / values.size(), 0.05 * variance);
    }

    private static String message(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    private static float[] floats(VariableTree tree, String name) {
        return tree.values().get(name).floats();
    }

    private static List<Tensor> tensors(Tape tape, double a, double b) {
        return List.of(tape.constant(a), tape.constant(b));
    }
}
