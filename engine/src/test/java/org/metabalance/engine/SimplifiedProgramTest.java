package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Instruction;

/** Dead code, repeated subexpressions and neutral operations are gone before a program runs. */
class SimplifiedProgramTest {
    private final Tape tape = Tape.f64();
    private final Tensor x = tape.input("x", 2, 3);
    private final Tensor y = tape.input("y", 2, 3);

    /** Elementwise operations, copies not counted, and instructions of all other kinds. */
    private static long operations(Plan plan) {
        return plan.instructions().stream()
                .mapToLong(
                        i -> i instanceof Instruction.Pointwise chain
                                ? chain.entries().stream()
                                        .filter(e -> e instanceof Instruction.Entry.Apply a
                                                && a.op() != null)
                                        .count()
                                : 1)
                .sum();
    }

    private long operations(Tensor... outputs) {
        return operations(tape.compile(outputs).plan());
    }

    static Stream<Arguments> neutral() {
        return Stream.of(
                neutral("x + -0", x -> x.add(-0.0)),
                neutral("-0 + x", x -> x.tape().full(-0.0, Shape.of(2, 3)).add(x)),
                neutral("-0 - -x", x -> x.neg().rsub(-0.0)),
                neutral("x - 0", x -> x.sub(0)),
                neutral("x * 1", x -> x.mul(1)),
                neutral("1 * x", x -> x.tape().ones(3).mul(x)),
                neutral("x / 1", x -> x.div(1)),
                neutral("x to the 1", x -> x.pow(1)),
                neutral("two negations", x -> x.neg().neg()),
                neutral("two transposes", x -> x.transpose().transpose()),
                neutral("permutations that cancel",
                        x -> x.reshape(2, 3, 1).permute(2, 0, 1).permute(1, 2, 0).reshape(2, 3)),
                neutral("a slice of all", x -> x.slice(1, 0, 3)),
                neutral("padding by nothing", x -> x.pad(0, 0, 0)),
                neutral("padding sliced off", x -> x.pad(1, 2, 1).slice(1, 2, 5)),
                neutral("a part of a concatenation",
                        x -> Tensor.concat(0, x.neg(), x).slice(0, 2, 4)),
                neutral("reshapes", x -> x.reshape(3, 2).flatten().reshape(2, 3)),
                neutral("a sum along an axis of 1", x -> x.reshape(2, 1, 3).sum(1)),
                neutral("stopGradient", Tensor::stopGradient),
                neutral("where of equals", x -> Tensor.where(x.gt(0), x, x)),
                neutral("where always", x -> Tensor.where(x.tape().ones(2, 3), x, x.neg())));
    }

    private static Arguments neutral(String name, UnaryOperator<Tensor> f) {
        return Arguments.of(name, f);
    }

    @ParameterizedTest
    @MethodSource("neutral")
    void neutralOperationsAreGone(String name, UnaryOperator<Tensor> f) {
        assertEquals(1, operations(f.apply(x).exp()));
    }

    @Test
    void whatNoOutputNeedsIsGone() {
        x.matmul(y.transpose()).softmax(1).sum();
        Gradients.gradient(y.exp().sum(), y);
        assertEquals(1, operations(x.tanh()));
        assertEquals(List.of("x"), tape.compile(x.tanh()).inputs());
    }

    @Test
    void whatIsRepeatedIsDoneOnce() {
        Tensor a = x.mul(y).exp();
        Tensor b = x.mul(y).exp();
        assertEquals(2 + 1, operations(a, b.add(1)));
        assertEquals(2, operations(a, b));
    }

    @Test
    void constantsAreFolded() {
        assertEquals(0, operations(tape.constant(2).mul(3).exp().add(tape.ones()).sqrt()));
        assertEquals(1, operations(x.mul(.2).mul(.3).mul(-.5)));
        assertEquals(1, operations(x.mul(.1).mul(4)));
        assertEquals(1, operations(x.mul(1e200).mul(1e-200).exp()));
        assertEquals(0, operations(tape.full(3, Shape.of(4, 5)).sum(1)));
    }

    @Test
    void factorsThatCouldLeaveTheRangeStayTwo() {
        assertEquals(2, operations(x.mul(1e200).mul(1e200)));
        assertEquals(2, operations(x.mul(1e-200).mul(1e-200)));
        assertEquals(2, operations(x.mul(3).mul(.5)));
        assertEquals(2, operations(x.mul(.1).sum()));
    }

    @Test
    void aDivisionIsAProductOnlyIfTheReciprocalIsExact() {
        assertEquals(1, operations(x.mul(.5).div(4)));
        assertEquals(2, operations(x.mul(.5).div(3)));
    }

    @Test
    void zeroIsNeutralToASum() {
        assertEquals(operations(x.sum(0)), operations(x.sum(0).add(0)));
        assertEquals(operations(x.matmul(y.transpose())),
                operations(x.matmul(y.transpose()).mul(.9).add(0)) - 1);
        assertEquals(2, operations(x.exp().add(0)));
    }

    @Test
    void whatIsMultipliedByZeroIsDead() {
        assertEquals(1, operations(x.add(x.exp().mul(0))));
        assertEquals(0, operations(x.exp().mul(0)));
    }

    @Test
    void theGradientOfASumCostsNothing() {
        assertEquals(0, operations(Gradients.gradient(x.sum(), x)));
        assertEquals(1, operations(Gradients.gradient(x.square().sum(), x)));
    }

    @Test
    void theGradientSharesTheWorkOfTheValue() {
        Tensor loss = x.exp().sum();
        assertEquals(operations(loss), operations(loss, Gradients.gradient(loss, x)));
    }

    @Test
    void transposesAreAbsorbedByProducts() {
        Plan plan = tape.compile(x.transpose().matmul(y)).plan();
        assertEquals(1, plan.instructions().size());
        Tensor loss = x.matmul(y.transpose()).square().sum();
        List<Instruction> all = tape.compile(Gradients.gradient(loss, List.of(x, y))).plan()
                .instructions();
        assertEquals(3, all.stream().filter(Instruction.Gemm.class::isInstance).count());
    }

    @Test
    void elementwiseOperationsOfOneSizeAreOneInstruction() {
        Tensor z = x.mul(y).tanh().add(x).sigmoid().sub(y).exp();
        assertEquals(1, tape.compile(z).plan().instructions().size());
    }

    @Test
    void aTapeCompilesToTheSamePlanAgain() {
        Tensor loss = x.matmul(y.transpose()).tanh().square().sum();
        List<Tensor> outputs = Gradients.gradient(loss, List.of(x, y));
        List<String> first = tape.compile(outputs).plan().instructions().stream()
                .map(Instruction::label).toList();
        List<String> second = tape.compile(outputs).plan().instructions().stream()
                .map(Instruction::label).toList();
        assertEquals(first, second);
    }
}
