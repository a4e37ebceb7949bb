package org.metabalance.app.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.calibration.Beta;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.calibration.Isotonic;
import org.metabalance.meta.calibration.Platt;
import org.metabalance.meta.calibration.PriorShift;
import org.metabalance.meta.calibration.Temperature;
import org.metabalance.meta.calibration.Uncalibrated;

/** Every kind of calibration, run in ONNX Runtime, against the calibrator itself. */
class CalibrationToOnnxTest {
    private static final double[] POSITIVE = {
        0, 1e-45, 1e-9, .01, .1, .2, .25, .3, .5, .6, .75, .9, .999999, 1
    };

    static Stream<Calibrator> calibrators() {
        return Stream.of(
                new Uncalibrated(), new Temperature(.7), new Temperature(3),
                new PriorShift(new double[] {.2, 1.8}), new Platt(1.3, -2), new Platt(0, .5),
                new Beta(.8, 1.7, -.4),
                new Isotonic(
                        new double[] {.1, .25, .5, .75}, new double[] {.02, .02, .4, .9}),
                new Isotonic(new double[] {.3}, new double[] {.1}));
    }

    @ParameterizedTest
    @MethodSource("calibrators")
    void theGraphCalibratesAsTheCalibratorDoes(Calibrator calibrator) throws OrtException {
        OnnxGraph graph = new OnnxGraph();
        List.of("p", "calibrated").forEach(graph::reserve);
        String p = graph.input("p", OnnxType.DOUBLE, "");
        String both = graph.node(
                "Concat", List.of(graph.node("Sub", List.of(graph.wide(1), p)), p),
                OnnxAttribute.of("axis", 1));
        graph.output(
                "calibrated", new CalibrationToOnnx(graph).of(calibrator, both), OnnxType.DOUBLE,
                "", 2);
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession session = runtime.createSession(graph.file("c", "0", "", Map.of()));
                OnnxTensor input = OnnxTensor.createTensor(
                        runtime, DoubleBuffer.wrap(POSITIVE), new long[] {POSITIVE.length, 1});
                OrtSession.Result result = session.run(Map.of("p", input))) {
            double[][] calibrated = (double[][]) result.get(0).getValue();
            for (int row = 0; row < POSITIVE.length; row++) {
                double[] expected = calibrator.apply(
                        new double[] {1 - POSITIVE[row], POSITIVE[row]});
                assertEquals(expected[0], calibrated[row][0], 1e-12, "at " + POSITIVE[row]);
                assertEquals(expected[1], calibrated[row][1], 1e-12, "at " + POSITIVE[row]);
            }
        }
    }
}
