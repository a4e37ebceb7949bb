package org.metabalance.app.export;

import java.util.Arrays;
import java.util.List;
import org.metabalance.meta.calibration.Beta;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.calibration.Isotonic;
import org.metabalance.meta.calibration.Platt;
import org.metabalance.meta.calibration.PriorShift;
import org.metabalance.meta.calibration.Temperature;
import org.metabalance.meta.calibration.Uncalibrated;

/** A calibration as nodes, in 64 bits as the calibrators compute. */
final class CalibrationToOnnx {
    private final OnnxGraph graph;

    CalibrationToOnnx(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Adds calibrated probabilities; returns their name.
     *
     * @param probabilities {@code [rows, classes]} in 64 bits
     */
    String of(Calibrator calibrator, String probabilities) {
        return switch (calibrator) {
            case Uncalibrated _ -> probabilities;
            case Temperature(double temperature) -> node(
                    "Softmax", node("Mul", logs(probabilities), graph.wide(1 / temperature)));
            case PriorShift(double[] weights) -> {
                String shifted = node("Mul", probabilities, graph.wides(weights));
                yield node("Div", shifted, node("ReduceSum", shifted, graph.integers(1)));
            }
            case Platt(double slope, double intercept) -> {
                String odds = node(
                        "Sub", logOf(probabilities, 1), logOf(probabilities, 0));
                yield two(affine(odds, slope, intercept));
            }
            case Beta(double a, double b, double c) -> two(node(
                    "Sub", affine(logOf(probabilities, 1), a, c),
                    node("Mul", logOf(probabilities, 0), graph.wide(b))));
            case Isotonic(double[] points, double[] values) -> {
                String positive = interpolated(column(probabilities, 1), points, values);
                yield pair(node("Sub", graph.wide(1), positive), positive);
            }
        };
    }

    private String node(String operator, String... inputs) {
        return graph.node(operator, List.of(inputs));
    }

    private String affine(String x, double slope, double intercept) {
        return node("Add", node("Mul", x, graph.wide(slope)), graph.wide(intercept));
    }

    /** One class's probabilities, {@code [rows, 1]}. */
    private String column(String probabilities, int index) {
        return graph.node(
                "Gather", List.of(probabilities, graph.integers(index)),
                OnnxAttribute.of("axis", 1));
    }

    /** Of no less than the least normal float, as calibrators do. */
    private String logs(String probabilities) {
        return node("Log", node("Max", probabilities, graph.wide(Float.MIN_NORMAL)));
    }

    private String logOf(String probabilities, int index) {
        return logs(column(probabilities, index));
    }

    private String two(String odds) {
        return pair(node("Sigmoid", node("Neg", odds)), node("Sigmoid", odds));
    }

    private String pair(String negative, String positive) {
        return graph.node("Concat", List.of(negative, positive), OnnxAttribute.of("axis", 1));
    }

    /** The first value, and what each piece of the line adds up to x. */
    private String interpolated(String x, double[] points, double[] values) {
        int pieces = points.length - 1;
        if (pieces == 0) {
            return affine(x, 0, values[0]);
        }
        double[] widths = new double[pieces];
        double[] slopes = new double[pieces];
        for (int k = 0; k < pieces; k++) {
            widths[k] = points[k + 1] - points[k];
            slopes[k] = (values[k + 1] - values[k]) / widths[k];
        }
        String over = node("Sub", x, graph.wides(Arrays.copyOf(points, pieces)));
        String within = node(
                "Max", node("Min", over, graph.wides(widths)), graph.wide(0));
        String added = node(
                "ReduceSum", node("Mul", within, graph.wides(slopes)), graph.integers(1));
        // rounding must not lead beyond the last value: above 1 there may be a threshold that nothing reaches
        return node(
                "Min", node("Add", added, graph.wide(values[0])), graph.wide(values[pieces]));
    }
}
