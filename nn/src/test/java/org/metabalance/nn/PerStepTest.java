package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.optimize.Iterate;
import org.metabalance.nn.optimize.Sgd;

class PerStepTest {
    private static final int RUNS = 5;
    private static final Conv4 MODEL = new Conv4(16, 16, 1, 2, 3, Head.linear());

    @Test
    void eachStepHasRunningStatisticsOfItsOwn() {
        PerStep perStep = new PerStep(3);
        VariableTree theta = VariableTree.init(MODEL.parameters(), DType.F64, Rng.of(1));
        VariableTree state = VariableTree.init(perStep.specs(MODEL.state()), DType.F64);
        assertEquals(3 * MODEL.state().size(), state.values().size());
        Tape tape = Tape.f64();
        Batch batch = new Batch(tape.constant(Formula.numbers(1, 6, 16, 16, 1)),
                tape.constant(new double[] {0, 1, 2, 0, 1, 2}));
        Sgd rule = Sgd.of(0.5);
        Iterate at = rule.start(theta.on(tape));
        Parameters all = state.on(tape);
        for (int step = 0; step < 2; step++) {
            Forward forward = MODEL.logits(at.parameters(), perStep.at(all, step), batch,
                    Mode.TRAIN);
            all = perStep.with(all, step, forward.state());
            Tensor loss = Losses.crossEntropy(forward.output(), batch.labels(), LossOptions.NONE);
            at = rule.minimize(loss, at);
        }
        state.assign(tape, all);
        Tensor predicted = MODEL.logits(at.parameters(), perStep.at(all, 1), batch, Mode.EVAL)
                .output();
        Program program = tape.compile(predicted);
        for (int run = 0; run < RUNS; run++) {
            program.run();
        }
        Map<String, NdArray> kept = state.values();
        String mean = ".features.layer4.norm.running_mean";
        double[] first = kept.get("0" + mean).toDoubles();
        double[] second = kept.get("1" + mean).toDoubles();
        double[] third = kept.get("2" + mean).toDoubles();
        // the same batch and weights in every run: what is kept moves towards the batch's own mean
        Tape again = Tape.f64();
        Parameters fresh = VariableTree.init(MODEL.state(), DType.F64).on(again);
        double[] batchMean = MODEL.logits(theta.on(again), fresh, new Batch(
                again.constant(Formula.numbers(1, 6, 16, 16, 1)), again.zeros(6)), Mode.TRAIN)
                .state().get(mean.substring(1)).value().toDoubles();
        for (int i = 0; i < 2; i++) {
            assertEquals(batchMean[i] * 10 * (1 - Math.pow(.9, RUNS)), first[i],
                    1e-12 * Math.abs(first[i]));
            assertTrue(Math.abs(first[i] - second[i]) > 1e-3);
            assertEquals(0, third[i]);
        }
    }

    @Test
    void stepsThatAreNotThereAreRefused() {
        Tape tape = Tape.f32();
        PerStep perStep = new PerStep(2);
        Parameters all = Parameters.of(List.of("0.a", "1.a"), List.of(tape.zeros(), tape.ones()));
        assertEquals(1, perStep.at(all, 1).get("a").item());
        assertEquals("per-step state: there are 2 steps, counted from 0, got 2",
                assertThrows(IllegalArgumentException.class, () -> perStep.at(all, 2))
                        .getMessage());
        assertEquals("per-step state: names must be the same, got [a] and [b]",
                assertThrows(IllegalArgumentException.class,
                        () -> perStep.with(all, 0, Parameters.of("b", tape.zeros())))
                        .getMessage());
    }
}
