package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;

/** Every primitive has right derivatives, to second order at least, and none is without a case. */
class DerivativeTest {
    /** The operations through which, on purpose, no derivative path leads. */
    private static final Set<Object> WITHOUT_DERIVATIVE = Set.of(
            Unary.SIGN,
            Unary.FLOOR,
            Unary.CEIL,
            Unary.ROUND,
            Unary.TRUNC,
            AlongAxis.ArgSort.class,
            Binary.EQ,
            Binary.NE,
            Binary.GT,
            Binary.GE,
            Binary.LT,
            Binary.LE,
            MaxPool.Place.class,
            StopGradient.class,
            Indexing.OneHot.class,
            Leaf.Input.class,
            Leaf.Constant.class,
            Leaf.Read.class,
            Leaf.Random.class);

    static Stream<DerivativeCases.Case> cases() {
        return DerivativeCases.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesAgreeWithDifferences(DerivativeCases.Case c) {
        GradCheck.check(c.order(), c.f(), c.at().toArray(NdArray[]::new));
    }

    @Test
    void everyPrimitiveHasACase() {
        Set<Object> missing = new HashSet<>(primitives());
        cases().forEach(c -> record(c).nodes().forEach(t -> missing.remove(kind(t.op()))));
        missing.removeAll(WITHOUT_DERIVATIVE);
        assertEquals(Set.of(), missing, "add a line to DerivativeCases");
    }

    @Test
    void onlyTheDeclaredPrimitivesHaveNoDerivative() {
        for (DerivativeCases.Case c : DerivativeCases.all()) {
            for (Tensor t : record(c).nodes()) {
                boolean any = false;
                for (int i = 0; i < t.inputs().size(); i++) {
                    any |= t.op().differentiable(i);
                }
                assertEquals(any, !WITHOUT_DERIVATIVE.contains(kind(t.op())), () -> t.op().label());
            }
        }
        for (Op op : WITHOUT_DERIVATIVE.stream().filter(Op.class::isInstance).map(Op.class::cast)
                .toList()) {
            assertFalse(op.differentiable(0), op.label());
        }
    }

    @Test
    void theArgumentsThatOnlyChooseHaveNoDerivative() {
        Tape tape = Tape.f64();
        Tensor x = tape.constant(new double[] {1, 2});
        assertFalse(Tensor.where(x, x, x).op().differentiable(0));
        assertFalse(x.gather(0, tape.zeros(1)).op().differentiable(1));
        assertFalse(x.scatterAdd(0, tape.zeros(2), 3).op().differentiable(1));
        assertFalse(x.gatherElements(0, tape.zeros(1)).op().differentiable(1));
        assertFalse(x.scatterAddElements(0, tape.zeros(2), 3).op().differentiable(1));
    }

    /** Enum constants, and record classes of everything else. */
    private static Set<Object> primitives() {
        Set<Object> primitives = new HashSet<>();
        List<Class<?>> open = new ArrayList<>(List.of(Op.class));
        while (!open.isEmpty()) {
            Class<?> type = open.remove(open.size() - 1);
            if (type.isEnum()) {
                primitives.addAll(Arrays.asList(type.getEnumConstants()));
            } else if (type.isSealed()) {
                open.addAll(Arrays.asList(type.getPermittedSubclasses()));
            } else {
                primitives.add(type);
            }
        }
        assertTrue(primitives.size() > 40, "the sealed hierarchy of operations was not found");
        return primitives;
    }

    private static Object kind(Op op) {
        return op instanceof Enum<?> constant ? constant : op.getClass();
    }

    private static Tape record(DerivativeCases.Case c) {
        Tape tape = Tape.f64();
        List<Tensor> xs = new ArrayList<>();
        for (NdArray at : c.at()) {
            xs.add(tape.input("x" + xs.size(), at.shape()));
        }
        c.f().apply(xs);
        return tape;
    }
}
