package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.op.Leaf;

/**
 * Rewriting keeps the range: random programs on numbers of any bits - of every exponent, subnormal ones,
 * zeros of both signs, infinite ones and NaN - give compiled what they mean. Programs of exact rules
 * agree to the bit; others lie between the bounds that rounding leaves, so that where those are finite
 * nothing may be infinite, NaN or zero.
 */
class WholeRangeTest {
    private static final int PROGRAMS = 1500;

    /** Past two vectors of any machine. */
    private static final int ELEMENTS = 37;

    /** One program. */
    private static final class Maker {
        final Tape tape;
        final Random random;
        final Map<String, double[]> inputs = new HashMap<>();
        final List<Tensor> pool = new ArrayList<>();

        Maker(DType dtype, long seed) {
            tape = new Tape(dtype).threads(1);
            random = new Random(seed);
        }

        boolean single() {
            return tape.dtype() == DType.F32;
        }

        Tensor input(boolean finite, int... dims) {
            double[] values = new double[Shape.of(dims).size()];
            Arrays.setAll(values, i -> number(finite));
            String name = "x" + inputs.size();
            inputs.put(name, values);
            Tensor x = tape.input(name, dims);
            pool.add(x);
            return x;
        }

        double number(boolean finite) {
            double x = switch (random.nextInt(5)) {
                case 0 -> special();
                case 1 -> random.nextGaussian();
                default -> single() ? Float.intBitsToFloat(random.nextInt())
                        : Double.longBitsToDouble(random.nextLong());
            };
            return !finite || Double.isFinite(tape.dtype().round(x)) ? tape.dtype().round(x)
                    : number(true);
        }

        private double special() {
            double least = single() ? Float.MIN_VALUE : Double.MIN_VALUE;
            double normal = single() ? Float.MIN_NORMAL : Double.MIN_NORMAL;
            double largest = single() ? Float.MAX_VALUE : Double.MAX_VALUE;
            double[] all = {0, least, 3 * least, normal, normal - least, largest, largest / 3, 1, 3,
                Double.POSITIVE_INFINITY, Double.NaN};
            return (random.nextBoolean() ? 1 : -1) * all[random.nextInt(all.length)];
        }

        Tensor one() {
            return pool.get(pool.size() - 1 - random.nextInt(Math.min(5, pool.size())));
        }

        double constant(double... all) {
            return (random.nextBoolean() ? 1 : -1) * all[random.nextInt(all.length)];
        }

        /** An operation no rule rounds otherwise: of constant factors no two in a row of which one is below 1. */
        void exactStep() {
            Tensor a = one();
            Tensor b = one();
            double big = single() ? 1e30 : 1e200;
            pool.add(switch (random.nextInt(18)) {
                case 0 -> a.add(b);
                case 1 -> a.sub(b);
                case 2 -> a.mul(b);
                case 3 -> a.div(b);
                case 4 -> a.neg();
                case 5 -> a.abs();
                case 6 -> a.relu();
                case 7 -> a.maximum(b);
                case 8 -> a.minimum(b);
                case 9 -> Tensor.where(a.gt(b), a, b.neg());
                case 10 -> a.add(constant(0, 1, big));
                case 11 -> a.sub(constant(0, 1, big));
                case 12 -> a.rsub(constant(0, 1, big));
                case 13 -> a.mul(constant(1, 2, 3, big));
                case 14 -> a.add(b).mul(constant(.1, .5, 1 / big)).add(b);
                case 15 -> a.sub(b).div(constant(1, 2, .5, 3, 49, big, 1 / big)).sub(b);
                case 16 -> a.sqrt();
                default -> a.pow(1).mul(b.neg());
            });
        }

        /** Constants in a row, sums, products and what is made of them. */
        void roundedStep() {
            Tensor a = one();
            Tensor b = one();
            double big = single() ? 1e20 : 1e160;
            double c = constant(.1, .5, 3, 7, big, 1 / big, single() ? 1e38 : 1e300, 1e-5);
            pool.add(switch (random.nextInt(16)) {
                case 0 -> a.add(b);
                case 1 -> a.mul(b);
                case 2 -> a.div(b);
                case 3, 4 -> a.mul(c).mul(constant(.3, 2, big, 1 / big));
                case 5 -> a.mul(c).div(constant(.3, 2, 3, 49, big, 1 / big));
                case 6 -> a.mul(c).sumKeep(1).expand(a.shape());
                case 7 -> a.div(a.sumKeep(random.nextInt(2)));
                case 8 -> a.sub(a.meanKeep(0));
                case 9 -> a.mul(c).neg().matmul(b.transpose()).matmul(a);
                case 10 -> a.pow(random.nextInt(-1, 4));
                case 11 -> a.abs().sqrt();
                case 12 -> a.softmax(1);
                case 13 -> a.tanh().mul(c);
                case 14 -> a.slice(0, 0, 1).mul(c).expand(a.shape()).neg();
                default -> Gradients.gradient(a.mul(c).mul(b).sum(), List.of(pool.get(0)),
                        Unconnected.ZERO).get(0);
            });
        }
    }

    private static Program compiled(Maker made, List<Tensor> outputs) {
        Program program = made.tape.compile(outputs);
        program.inputs().forEach(name -> program.set(name, made.inputs.get(name)));
        program.run();
        return program;
    }

    @ParameterizedTest
    @EnumSource
    void exactRulesKeepEveryBit(DType dtype) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Maker made = new Maker(dtype, seed);
            for (int i = 0; i < 3; i++) {
                made.input(false, ELEMENTS);
            }
            for (int i = 0; i < 12; i++) {
                made.exactStep();
            }
            List<Tensor> outputs = made.pool.subList(9, 15);
            Interpreter interpreter = new Interpreter();
            made.inputs.forEach(interpreter::set);
            interpreter.run(made.tape, outputs);
            Program program = compiled(made, outputs);
            for (int k = 0; k < outputs.size(); k++) {
                double[] expected = interpreter.value(outputs.get(k));
                for (int i = 0; i < expected.length; i++) {
                    int at = i;
                    int output = k;
                    long seedOf = seed;
                    assertEquals(expected[i], program.output(k).get(i),
                            () -> "seed " + seedOf + ", element " + at + " of "
                                    + outputs.get(output));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInRangeStaysThere(DType dtype) {
        int known = 0;
        int all = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Maker made = new Maker(dtype, seed);
            made.input(true, 3, 4);
            made.input(true, 3, 4);
            for (int i = 0; i < 6; i++) {
                made.roundedStep();
            }
            List<Tensor> outputs = made.pool.subList(2, made.pool.size());
            Program program = compiled(made, outputs);
            Map<Tensor, Enclosure> enclosures = enclosures(made);
            for (int k = 0; k < outputs.size(); k++) {
                Enclosure expected = enclosures.get(outputs.get(k));
                for (int i = 0; i < outputs.get(k).size(); i++) {
                    double got = program.output(k).get(i);
                    assertTrue(expected.holds(i, got),
                            "seed " + seed + ", element " + i + " of " + outputs.get(k) + ": " + got
                                    + " is not in [" + expected.lo()[i] + ", " + expected.hi()[i]
                                    + "]");
                    known += expected.known(i) ? 1 : 0;
                    all++;
                }
            }
        }
        assertTrue(known > .3 * all, known + " of " + all);
    }

    private static Map<Tensor, Enclosure> enclosures(Maker made) {
        Map<Tensor, Enclosure> enclosures = new HashMap<>();
        for (Tensor t : List.copyOf(made.tape.nodes())) {
            enclosures.put(t, switch (t.op()) {
                case Leaf.Input input -> Enclosure.exactly(made.inputs.get(input.name()));
                case Leaf.Constant constant -> Enclosure.exactly(constant.value().toDoubles());
                default -> Enclosure.of(t, t.inputs().stream().map(enclosures::get)
                        .toArray(Enclosure[]::new));
            });
        }
        return enclosures;
    }
}
