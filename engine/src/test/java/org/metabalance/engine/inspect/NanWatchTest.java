package org.metabalance.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

class NanWatchTest {

    @Test
    void aHealthyRunIsARunLikeAnyOther() {
        Examples.Example a = Examples.metaStep("w");
        Examples.Example b = Examples.metaStep("w");
        a.program().inputs().forEach(a.program()::input);
        b.program().inputs().forEach(b.program()::input);
        for (int run = 0; run < 3; run++) {
            a.program().run();
            assertTrue(NanWatch.run(b.program()).isEmpty());
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(a.program().output(i).toFloats(),
                        b.program().output(i).toFloats());
            }
        }
    }

    @Test
    void findsTheOperationInsideAChain() {
        for (DType dtype : DType.values()) {
            Tape tape = new Tape(dtype);
            Tensor x = tape.input("x", 2, 3);
            Tensor shift = tape.input("shift", 3);
            Program program = tape.compile(x.sub(shift).log().tanh().mul(2).named("y"));
            program.set("x", 1, 2, 3, 4, 5, 6d).set("shift", 0, 0.5, 4d);
            Finding finding = NanWatch.run(program).orElseThrow();
            assertEquals(0, finding.instruction());
            assertEquals("log(-1) = NaN", finding.operation());
            assertEquals(List.of(0, 2), finding.index());
            assertTrue(Double.isNaN(finding.value()));
            assertEquals(1, finding.result().nan());
            assertEquals(List.of("x", "shift"),
                    finding.operands().stream().map(Range::name).toList());
            assertEquals(6, finding.operands().get(0).max());
            assertEquals("", finding.adjoint());
        }
    }

    @Test
    void findsZeroByZeroInAnAdjoint() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Tensor weight = tape.input("weight", 3);
        Tensor gradient = Gradients.gradient(x.sqrt().mul(weight).sum(), x);
        Program program = tape.compile(gradient);
        program.set("x", 1, 0, 4d).set("weight", 1, 0, 1d);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals("0 / 0 = NaN", finding.operation());
        assertEquals("adjoint of #2 sqrt", finding.adjoint());
        assertEquals(1, finding.element());
        TextTest.assertLine(finding.toString(), "there: 0 / 0 = NaN");
        TextTest.assertLine(finding.toString(), "weight [3]: 0 to 1");
    }

    @Test
    void findsAnOverflow() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", 4);
        Program program = tape.compile(x.exp().sum());
        program.set("x", 1, 2, 89, 3f);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(Double.POSITIVE_INFINITY, finding.value());
        assertEquals("exp(89) = Infinity", finding.operation());
        assertEquals(List.of(2), finding.index());
    }

    @Test
    void findsAnOverflowInAProduct() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", 2, 2);
        Program program = tape.compile(x.matmul(x));
        program.set("x", 1e20f, 0, 0, 1e30f);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(List.of(0, 0), finding.index());
        assertTrue(finding.formulas().get(0).endsWith("matmul(x, x)"));
        assertEquals(2, finding.result().infinite());
        assertEquals(1e30f, finding.operands().get(0).max());
    }

    @Test
    void saysWhatWasThereBeforeTheRun() {
        Tape tape = Tape.f64();
        Variable w = new Variable("w", NdArray.of(new double[] {1, Double.NaN}, 2));
        Tensor x = tape.input("x", 2);
        Program program = tape.compile(tape.read(w).add(x));
        program.set("x", 1, 1);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertTrue(finding.beforeRun());
        assertEquals(List.of("variable w"), finding.formulas());
        assertEquals(1, finding.element());
        w.value().set(1, 0);
        program.set("x", Double.NEGATIVE_INFINITY, 0);
        finding = NanWatch.run(program).orElseThrow();
        assertTrue(finding.toString().startsWith("-Infinity before the run, in input x"),
                finding.toString());
    }

    @Test
    void aMaskOfInfinitiesNeedNotBeFound() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Tensor masked = Tensor.where(x.gt(1), x, tape.full(Double.NEGATIVE_INFINITY, x.shape()));
        Program program = tape.compile(masked.softmax(0));
        program.set("x", 1, 2, 3d);
        assertTrue(NanWatch.run(program, NanWatch.Search.NAN).isEmpty());
        assertTrue(NanWatch.run(program).isPresent());
        program.set("x", 0, 0, Double.NaN);
        assertTrue(NanWatch.run(program, NanWatch.Search.NAN).orElseThrow().beforeRun());
    }

    @Test
    void variablesAreAsBeforeAfterAFinding() {
        Tape tape = Tape.f64();
        Variable w = new Variable("w", NdArray.of(new double[] {4, 0}, 2));
        Tensor read = tape.read(w);
        Tensor step = Gradients.gradient(read.sqrt().sum(), read);
        tape.assign(w, read.sub(step));
        Program program = tape.compile(read.sum());
        Finding first = NanWatch.run(program).orElseThrow();
        assertArrayEquals(new double[] {4, 0}, w.value().toDoubles());
        assertEquals(first.toString(), NanWatch.run(program).orElseThrow().toString());
        w.value().set(1, 1);
        assertFalse(NanWatch.run(program).isPresent());
        assertArrayEquals(new double[] {3.75, 0.5}, w.value().toDoubles());
    }

    @Test
    void operandsAreShownAsTheyWereBeforeTheyWereOverwritten() {
        Tape tape = Tape.f64();
        Variable w = new Variable("w", NdArray.of(new double[] {1, -3}, 2));
        tape.assign(w, tape.read(w).log());
        Finding finding = NanWatch.run(tape.compile(List.of())).orElseThrow();
        assertEquals("log(-3) = NaN", finding.operation());
        assertEquals(-3, finding.operands().get(0).min());
        assertEquals(1, finding.operands().get(0).max());
    }
}
