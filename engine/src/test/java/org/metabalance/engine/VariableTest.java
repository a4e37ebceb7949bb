package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Variables live on between runs; every read in a run sees the value from before it. */
class VariableTest {
    private final Tape tape = Tape.f64();

    private static Variable variable(String name, double... values) {
        return new Variable(name, NdArray.of(values));
    }

    private static void holds(Variable variable, double... values) {
        assertArrayEquals(values, variable.value().toDoubles());
    }

    @Test
    void aCounterCounts() {
        Variable count = new Variable("count", NdArray.scalar(DType.F64, 0));
        tape.assign(count, tape.read(count).add(1));
        Program program = tape.compile(tape.read(count));
        for (int i = 0; i < 3; i++) {
            program.run();
            assertEquals(i, program.output(0).item(),
                    "an output sees the value from before the run");
        }
        assertEquals(3, count.value().item());
    }

    @Test
    void twoVariablesSwap() {
        Variable a = variable("a", 1, 2);
        Variable b = variable("b", 3, 4);
        tape.assign(a, tape.read(b));
        tape.assign(b, tape.read(a));
        Program program = tape.compile();
        program.run();
        holds(a, 3, 4);
        holds(b, 1, 2);
        program.run();
        holds(a, 1, 2);
    }

    @Test
    void aRingOfVariablesTurns() {
        Variable a = variable("a", 1);
        Variable b = variable("b", 2);
        Variable c = variable("c", 3);
        tape.assign(a, tape.read(b).mul(10));
        tape.assign(b, tape.read(c).mul(10));
        tape.assign(c, tape.read(a).add(tape.read(b)));
        tape.compile().run();
        holds(a, 20);
        holds(b, 30);
        holds(c, 3);
    }

    @Test
    void aVariableIsAssignedARearrangementOfItself() {
        Variable square = new Variable("m", NdArray.of(new double[] {1, 2, 3, 4}, 2, 2));
        Variable turned = variable("r", 1, 2, 3);
        Variable gathered = variable("g", 1, 2, 3);
        Variable multiplied = new Variable("p", NdArray.of(new double[] {1, 1, 0, 1}, 2, 2));
        tape.assign(square, tape.read(square).transpose());
        Tensor r = tape.read(turned);
        tape.assign(turned, Tensor.concat(0, r.slice(0, 1, 3), r.slice(0, 0, 1)));
        tape.assign(gathered, tape.read(gathered).gather(0, tape.constant(new double[] {2, 2, 0})));
        tape.assign(multiplied, tape.read(multiplied).matmul(tape.read(multiplied)));
        tape.compile().run();
        holds(square, 1, 3, 2, 4);
        holds(turned, 2, 3, 1);
        holds(gathered, 3, 3, 1);
        holds(multiplied, 1, 2, 0, 1);
    }

    @Test
    void anElementThatReadsAllOthersSeesTheOldOnes() {
        Variable v = variable("v", 1, 2, 3);
        Tensor read = tape.read(v);
        tape.assign(v, read.div(read.sum()).add(read.max()));
        tape.compile().run();
        assertArrayEquals(new double[] {3 + 1 / 6.0, 3 + 1 / 3.0, 3.5}, v.value().toDoubles(),
                1e-15);
    }

    @Test
    void oneValueGoesToTwoVariablesAndAnOutput() {
        Variable a = variable("a", 1, 2);
        Variable b = variable("b", 0, 0);
        Tensor value = tape.read(a).mul(2);
        tape.assign(a, value);
        tape.assign(b, value);
        Program program = tape.compile(value, value);
        program.run();
        program.run();
        holds(a, 4, 8);
        holds(b, 4, 8);
        program.output(0).set(0, 77);
        holds(a, 4, 8);
        assertEquals(4, program.output(1).get(0));
    }

    @Test
    void theLastAssignmentCounts() {
        Variable a = variable("a", 1);
        tape.assign(a, tape.read(a).add(1));
        tape.assign(a, tape.read(a).add(10));
        tape.compile().run();
        holds(a, 11);
    }

    @Test
    void twoProgramsShareAVariable() {
        Variable w = variable("w", 1, 1);
        tape.assign(w, tape.read(w).mul(3));
        Program training = tape.compile();
        Tape other = Tape.f64();
        Program evaluation = other.compile(other.read(w).sum());
        training.run();
        evaluation.run();
        assertEquals(6, evaluation.output(0).item());
        w.set(NdArray.of(new double[] {5, 6}));
        evaluation.run();
        assertEquals(11, evaluation.output(0).item());
        training.run();
        holds(w, 15, 18);
    }

    @Test
    void readingTwiceGivesTheSameTensorAndTheStorageStays() {
        Variable w = variable("w", 1);
        assertSame(tape.read(w), tape.read(w));
        NdArray storage = w.value();
        tape.assign(w, tape.read(w).add(1));
        tape.compile().run();
        assertSame(storage, w.value());
        assertEquals(2, storage.get(0));
    }

    @Test
    void theInitialValueIsCopied() {
        NdArray initial = NdArray.of(new double[] {1});
        Variable w = new Variable("w", initial);
        initial.set(0, 9);
        holds(w, 1);
    }
}
