package org.metabalance.nn.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
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

class DescentTest {
    private static final List<ParameterSpec> SPECS = List.of(
            new ParameterSpec("w", Shape.of(3), Initializer.uniform(-1, 1)),
            new ParameterSpec("b", Shape.SCALAR, Initializer.constant(0.5)));

    /** What the tape repeats, the variables remember: the same updates either way. */
    @Test
    void runsOfADescentAreUpdatesInARow() {
        for (Optimizer rule : List.of(
                Sgd.of(0.1).withMomentum(0.9), Adam.of(0.1).withAmsgrad(),
                Clipping.byNorm(RmsProp.of(0.1), 0.2))) {
            VariableTree weights = VariableTree.init(SPECS, DType.F64, Rng.of(3));
            Tape repeated = Tape.f64();
            Iterate at = rule.start(weights.on(repeated));
            for (int i = 0; i < 4; i++) {
                at = rule.minimize(loss(at.parameters()), at);
            }
            double[] expected = at.parameters().get("w").value().toDoubles();
            double[] steps = at.state().get(Optimizer.STEP).value().toDoubles();

            Tape tape = Tape.f64();
            Tensor loss = loss(weights.on(tape));
            Descent descent = Descent.of(rule, weights);
            descent.minimize(loss);
            Program program = tape.compile(loss);
            Map<String, NdArray> first = weights.values();
            Map<String, NdArray> fresh = descent.state().values();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 4; i++) {
                    program.run();
                }
                assertArrayEquals(expected, weights.values().get("w").toDoubles(), 1e-14);
                assertArrayEquals(
                        steps, descent.state().values().get(Optimizer.STEP).toDoubles());
                weights.load(first);
                descent.state().load(fresh);
            }
        }
    }

    @Test
    void stateStartsFromConstantsWithoutRandomNumbers() {
        assertEquals(
                "parameter: 'w' must start from a constant",
                assertThrows(IllegalArgumentException.class,
                        () -> VariableTree.init(SPECS, DType.F32)).getMessage().split(",")[0]);
        VariableTree weights = VariableTree.init(SPECS, DType.F32, Rng.of(1));
        assertEquals(List.of("w", "b"), weights.specs().stream().map(ParameterSpec::name).toList());
        VariableTree copy = VariableTree.init(weights.specs(), DType.F32, Rng.of(2));
        assertArrayEquals(
                weights.values().get("w").floats(), copy.values().get("w").floats());
        VariableTree none = VariableTree.init(List.of(), DType.F32);
        assertEquals(
                "variables: needs one to have a type, got none",
                assertThrows(IllegalArgumentException.class,
                        () -> Descent.of(Sgd.of(1), none)).getMessage());
    }

    private static Tensor loss(Parameters p) {
        return p.get("w").square().mul(p.get("b")).sum().add(p.get("b").square());
    }
}
