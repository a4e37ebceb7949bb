package org.metabalance.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.inspect.model.Listing;

class TextTest {

    @Test
    void aTapeHasALineForEachNodeAndEachAssignment() {
        Tape tape = Examples.metaStep("weight").tape();
        List<String> lines = Inspect.text(tape).lines().toList();
        assertEquals(2 + tape.nodes().size() + 3, lines.size());
        assertTrue(lines.get(0).contains("F32"));
    }

    @Test
    void aNodeShowsNameOperationAndShape() {
        Tape tape = Tape.f64();
        Tensor a = tape.input("a", 2, 3);
        Tensor b = tape.input("b", 4, 3);
        a.matmul(b.transpose()).sum(0).mul(0.5).named("half");
        String text = Inspect.text(tape);
        assertLine(text, "0  a     input");
        assertLine(text, "2        permute(b, order=[1, 0])  [3, 4]");
        assertLine(text, "3        matmul(a, #2)             [2, 4]");
        assertLine(text, "4        sum(#3, axes=[0])         [4]");
        assertLine(text, "half  mul(#4, 0.5)");
    }

    @Test
    void anAdjointNamesWhatItIsTheAdjointOf() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Tensor y = x.tanh().named("y");
        Gradients.gradient(y.exp().sum(), x);
        String text = Inspect.text(tape);
        assertLine(text, "adjoint of #2 exp");
        assertLine(text, "adjoint of #1 y");
    }

    @Test
    void aProgramSpellsChainsOutAsFormulas() {
        Tape tape = Tape.f32();
        Variable w = new Variable("w", NdArray.of(new float[] {1, 2}, 2));
        Tensor g = tape.input("g", 2);
        tape.assign(w, tape.read(w).sub(g.mul(0.01)));
        Tensor out = g.add(1).mul(g.sub(tape.read(w).div(g))).neg().named("out");
        String text = Inspect.text(tape.compile(out));
        assertLine(text, "w' = w - 0.01 * g");
        assertLine(text, "out = -((g + 1) * (g - w / g))");
        assertLine(text, "variable w");
        assertLine(text, "output 0");
    }

    @Test
    void aProgramTellsItsSize() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", 64, 32);
        Tensor w = tape.input("w", 32, 32);
        String text = Inspect.text(tape.compile(x.matmul(w).tanh().matmul(w).tanh().matmul(w)));
        String header = text.lines().findFirst().orElseThrow();
        // three products of 64 x 32 x 32; the results of two of them and of their tanh need a place
        assertTrue(header.contains("196,608 multiply-adds"), header);
        assertTrue(header.contains("5 instructions"), header);
        assertTrue(header.contains("arena 16.0 KiB (32.0 KiB without sharing)"), header);
        assertLine(text, "65,536");
    }

    @Test
    void aProductAddedToAnotherShowsBoth() {
        Tape tape = Tape.f64();
        Tensor a = tape.input("a", 2, 2);
        Tensor b = tape.input("b", 2, 2);
        Program program = tape.compile(a.matmul(b).add(b.matmul(a)));
        Listing listing = new Listing(program.plan());
        int last = listing.steps().size() - 1;
        String sum = Listing.lines(listing.steps().get(last)).get(0);
        assertTrue(sum.contains(" + "), sum);
        assertTrue(listing.steps().get(last).operands().stream()
                .anyMatch(operand -> operand.producer() == last - 1));
        DotSyntax.check(Inspect.dot(program));
    }

    @Test
    void movementShowsInTheOperands() {
        String text = Inspect.text(Examples.everyInstruction().program());
        assertLine(text, "exp(x^T)");
        assertLine(text, "exp(x[part])");
        assertLine(text, "pad(x, axis=1, before=1, after=2)");
        assertLine(text, "matmul(x, x)");
        assertLine(text, "oneHot(index, classes=4)");
        assertLine(text, "repeated");
    }

    @Test
    void namesOfDifferentResultsDiffer() {
        for (Examples.Example example : List.of(Examples.metaStep("bias"),
                Examples.everyInstruction())) {
            Listing listing = new Listing(example.program().plan());
            Map<String, Buffer> names = new HashMap<>();
            listing.sources()
                    .forEach(source -> assertNull(names.put(source.name(), source.buffer())));
            for (Listing.Step step : listing.steps()) {
                assertFalse(step.formulas().isEmpty());
                for (Listing.Result result : step.results()) {
                    Buffer known = names.put(result.name(), result.buffer());
                    assertTrue(known == null || known == result.buffer(), result.name());
                }
                step.operands().forEach(
                        operand -> assertSame(operand.buffer(), names.get(operand.name())));
            }
        }
    }

    @Test
    void controlCharactersInNamesBreakNoLine() {
        Tape tape = Examples.metaStep(Examples.HOSTILE).tape();
        assertEquals(2 + tape.nodes().size() + 3, Inspect.text(tape).lines().count());
    }

    @Test
    void longChainsAreCutIntoFormulas() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 2);
        Tensor y = x;
        for (int i = 0; i < 40; i++) {
            y = y.tanh().add(x);
        }
        String text = Inspect.text(tape.compile(y));
        assertTrue(text.lines().allMatch(line -> line.length() < 220), text);
        assertLine(text, "t1 = ");
    }

    @Test
    void aTraceShowsEveryInstructionWithValues() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Variable runs = new Variable("runs", NdArray.of(new double[] {0}, 1));
        tape.assign(runs, tape.read(runs).add(1));
        var program = tape.compile(x.exp().sum().named("total"));
        program.set("x", 0, 0, 0d);
        StringBuilder text = new StringBuilder();
        Inspect.trace(program, text);
        assertLine(text.toString(), "input x [3] all 0: 0 0 0");
        assertLine(text.toString(), "total");
        assertLine(text.toString(), "[] 3");
        assertEquals(3, program.output(0).item());
        assertEquals(1, runs.value().item());
    }

    static void assertLine(String text, String part) {
        assertTrue(text.lines().anyMatch(line -> line.contains(part)),
                () -> part + " is not in\n" + text);
    }
}
