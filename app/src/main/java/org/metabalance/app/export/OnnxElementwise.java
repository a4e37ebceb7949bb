package org.metabalance.app.export;

import java.util.List;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** Functions of numbers as nodes: a table of what each primitive is in ONNX. */
final class OnnxElementwise {
    private OnnxElementwise() {}

    /** Returns the value of a function of one number; null if ONNX has no counterpart. */
    static String of(OnnxGraph graph, Unary function, String x) {
        return switch (function) {
            case NEG -> node(graph, "Neg", x);
            case EXP -> node(graph, "Exp", x);
            case LOG -> node(graph, "Log", x);
            // ONNX has nothing that is accurate near 0: the error is one of the last digit of 1
            case LOG1P -> node(graph, "Log", node(graph, "Add", x, graph.scalar(1)));
            case EXPM1 -> node(graph, "Sub", node(graph, "Exp", x), graph.scalar(1));
            case SQRT -> node(graph, "Sqrt", x);
            case RSQRT -> node(graph, "Reciprocal", node(graph, "Sqrt", x));
            case SIN -> node(graph, "Sin", x);
            case COS -> node(graph, "Cos", x);
            case ASIN -> node(graph, "Asin", x);
            case ACOS -> node(graph, "Acos", x);
            case ATAN -> node(graph, "Atan", x);
            case SINH -> node(graph, "Sinh", x);
            case COSH -> node(graph, "Cosh", x);
            case TANH -> node(graph, "Tanh", x);
            case ASINH -> node(graph, "Asinh", x);
            case ACOSH -> node(graph, "Acosh", x);
            case ATANH -> node(graph, "Atanh", x);
            case ERF -> node(graph, "Erf", x);
            case ERFC -> node(graph, "Sub", graph.scalar(1), node(graph, "Erf", x));
            // runtimes approximate it in 32 bits, and a calibration may make the error many times as large
            case SIGMOID -> graph.cast(
                    node(graph, "Sigmoid", graph.cast(x, OnnxType.DOUBLE)), OnnxType.FLOAT);
            case RELU -> node(graph, "Relu", x);
            case SOFTPLUS -> node(graph, "Softplus", x);
            case ABS -> node(graph, "Abs", x);
            case SIGN -> node(graph, "Sign", x);
            case FLOOR -> node(graph, "Floor", x);
            case CEIL -> node(graph, "Ceil", x);
            case ROUND -> node(graph, "Round", x);
            case TRUNC -> node(
                    graph, "Mul", node(graph, "Sign", x),
                    node(graph, "Floor", node(graph, "Abs", x)));
        };
    }

    /** Returns the value of a function of two numbers; null if ONNX has no counterpart. */
    static String of(OnnxGraph graph, Binary function, String a, String b) {
        return switch (function) {
            case ADD -> node(graph, "Add", a, b);
            case SUB -> node(graph, "Sub", a, b);
            case MUL -> node(graph, "Mul", a, b);
            case DIV -> node(graph, "Div", a, b);
            case POW -> node(graph, "Pow", a, b);
            case MAXIMUM -> node(graph, "Max", a, b);
            case MINIMUM -> node(graph, "Min", a, b);
            case EQ -> truth(graph, node(graph, "Equal", a, b));
            case NE -> truth(graph, node(graph, "Not", node(graph, "Equal", a, b)));
            case GT -> truth(graph, node(graph, "Greater", a, b));
            case GE -> truth(graph, node(graph, "GreaterOrEqual", a, b));
            case LT -> truth(graph, node(graph, "Less", a, b));
            case LE -> truth(graph, node(graph, "LessOrEqual", a, b));
            case REMAINDER, ATAN2 -> null;
        };
    }

    private static String truth(OnnxGraph graph, String value) {
        return graph.cast(value, OnnxType.FLOAT);
    }

    private static String node(OnnxGraph graph, String operator, String... inputs) {
        return graph.node(operator, List.of(inputs));
    }
}
