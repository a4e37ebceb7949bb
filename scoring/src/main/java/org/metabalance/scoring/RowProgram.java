package org.metabalance.scoring;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;

/** A network compiled for one row: one thread's at a time. Allocates nothing between rows. */
final class RowProgram {
    private static final String ROW = "row";

    private final Program program;
    private final float[] features;
    private final NdArray probabilities;
    private final NdArray logits;

    RowProgram(Network network, int width) {
        Tape tape = Tape.f32().threads(1);
        Tensor x = tape.input(ROW, 1, width);
        Model model = network.model();
        Tensor output = model.logits(
                network.weights().on(tape), network.state().on(tape), new Batch(x, tape.zeros(1)),
                Mode.EVAL).output();
        program = tape.compile(model.probabilities(output), output);
        features = program.input(ROW).floats();
        probabilities = program.output(0);
        logits = program.output(1);
    }

    /** Returns the row's features, to be filled before {@link #run}; what was there before is still there. */
    float[] features() {
        return features;
    }

    Score run(Calibrator calibrator, double threshold) {
        program.run();
        double[] result = new double[probabilities.size()];
        for (int c = 0; c < result.length; c++) {
            result[c] = probabilities.get(c);
        }
        double[] calibrated = calibrator.apply(result);
        return new Score(
                calibrated, result.length == 2 ? logits.get(0) : Double.NaN,
                Score.predicted(calibrated, threshold));
    }
}
