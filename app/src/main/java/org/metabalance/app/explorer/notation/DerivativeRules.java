package org.metabalance.app.explorer.notation;

import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/** The derivative rules of all primitives, as a table; the rules themselves stand in {@code engine.op}. */
public final class DerivativeRules {
    private DerivativeRules() {}

    /** Returns the rule of a primitive. */
    public static Rule of(Op op) {
        return switch (op) {
            case Leaf leaf -> of(leaf);
            case Unary unary -> of(unary);
            case Binary binary -> of(binary);
            case Where _ -> Rule.of("y_i = \\cases{a_i & c_i \\ne 0 \\\\ b_i & \\text{else}}",
                    "\\bar a_i = \\cases{\\bar y_i & c_i \\ne 0 \\\\ 0 & \\text{else}}",
                    "\\bar b_i = \\cases{0 & c_i \\ne 0 \\\\ \\bar y_i & \\text{else}}")
                    .but("The condition receives nothing.");
            case Reduce.Sum _ -> Rule.of("y_i = \\sum_j x_{i j}", "\\bar x_{i j} = \\bar y_i")
                    .but("j runs along the axes that are summed.");
            case Reduce.Max _ -> Rule.of("y_i = \\max_j x_{i j}",
                    "\\bar x_{i j} = \\cases{\\frac{\\bar y_i}{n_i} & x_{i j} = y_i \\\\ 0 & \\text{else}}")
                    .but("n counts the elements that tie for the maximum: they share equally.");
            case Movement movement -> of(movement);
            case MatMul product -> of(product);
            case MatMul.Sparse _ -> Rule.of("Y = S X", "\\bar X = S^\\top \\bar Y")
                    .but("S is constant.");
            case Convolution convolution -> of(convolution);
            case MaxPool pool -> of(pool);
            case Indexing indexing -> of(indexing);
            case AlongAxis.CumulativeSum(int _, boolean reverse) -> reverse
                    ? Rule.of("y_i = \\sum_{j \\ge i} x_j",
                            "\\bar x_j = \\sum_{i \\le j} \\bar y_i")
                    : Rule.of("y_i = \\sum_{j \\le i} x_j",
                            "\\bar x_j = \\sum_{i \\ge j} \\bar y_i");
            case AlongAxis.ArgSort _ -> Rule.of("y = \\argsort x").but(NONE);
            case StopGradient _ -> Rule.of("y = x").but("No derivative path leads through it.");
            case Barrier _ -> Rule.of("y = x", "\\bar x = \\bar y")
                    .but("The compiler computes again behind it what it could have remembered.");
            case Custom custom -> Rule.of("y = f(x_1, \\dots, x_n)",
                    "\\bar x_k = r_k(\\bar y, x_1, \\dots, x_n, y)")
                    .but("The user's operation " + custom.name()
                            + ", with the user's derivative rule r.");
        };
    }

    private static final String NONE = "Piecewise constant: no derivative path leads through it.";

    private static Rule of(Leaf leaf) {
        return switch (leaf) {
            case Leaf.Input _ -> Rule.of("y = \\text{set before each run}");
            case Leaf.Constant _ -> Rule.of("y = \\text{constant}");
            case Leaf.Read _ -> Rule.of("y = \\theta")
                    .but("A variable at the beginning of the run.");
            case Leaf.Random(Leaf.Distribution distribution, long _, var _) ->
                    distribution == Leaf.Distribution.UNIFORM
                            ? Rule.of("y_i \\sim U[0, 1)").but("New in each run.")
                            : Rule.of("y_i \\sim N(0, 1)").but("New in each run.");
        };
    }

    private static Rule of(Unary op) {
        return switch (op) {
            case NEG -> Rule.of("y = -x", "\\bar x = -\\bar y");
            case EXP -> Rule.of("y = e^x", "\\bar x = \\bar y \\odot y");
            case LOG -> Rule.of("y = \\log x", "\\bar x = \\frac{\\bar y}{x}");
            case LOG1P -> Rule.of("y = \\log(1 + x)", "\\bar x = \\frac{\\bar y}{1 + x}");
            case EXPM1 -> Rule.of("y = e^x - 1", "\\bar x = \\bar y \\odot e^x");
            case SQRT -> Rule.of("y = \\sqrt x", "\\bar x = \\frac{\\bar y}{2 y}");
            case RSQRT -> Rule.of("y = \\frac{1}{\\sqrt x}",
                    "\\bar x = -\\frac{1}{2} \\bar y \\odot y^3");
            case SIN -> Rule.of("y = \\sin x", "\\bar x = \\bar y \\odot \\cos x");
            case COS -> Rule.of("y = \\cos x", "\\bar x = -\\bar y \\odot \\sin x");
            case ASIN -> Rule.of("y = \\arcsin x", "\\bar x = \\frac{\\bar y}{\\sqrt{1 - x^2}}");
            case ACOS -> Rule.of("y = \\arccos x", "\\bar x = -\\frac{\\bar y}{\\sqrt{1 - x^2}}");
            case ATAN -> Rule.of("y = \\arctan x", "\\bar x = \\frac{\\bar y}{1 + x^2}");
            case SINH -> Rule.of("y = \\sinh x", "\\bar x = \\bar y \\odot \\cosh x");
            case COSH -> Rule.of("y = \\cosh x", "\\bar x = \\bar y \\odot \\sinh x");
            case TANH -> Rule.of("y = \\tanh x", "\\bar x = \\bar y \\odot (1 - y^2)");
            case ASINH -> Rule.of("y = \\arsinh x", "\\bar x = \\frac{\\bar y}{\\sqrt{x^2 + 1}}");
            case ACOSH -> Rule.of("y = \\arcosh x", "\\bar x = \\frac{\\bar y}{\\sqrt{x^2 - 1}}");
            case ATANH -> Rule.of("y = \\artanh x", "\\bar x = \\frac{\\bar y}{1 - x^2}");
            case ERF -> Rule.of("y = \\erf x",
                    "\\bar x = \\frac{2}{\\sqrt\\pi} \\bar y \\odot e^{-x^2}");
            case ERFC -> Rule.of("y = \\erfc x",
                    "\\bar x = -\\frac{2}{\\sqrt\\pi} \\bar y \\odot e^{-x^2}");
            case SIGMOID -> Rule.of("y = \\frac{1}{1 + e^{-x}}",
                    "\\bar x = \\bar y \\odot y \\odot (1 - y)");
            case RELU -> Rule.of("y = \\max(x, 0)",
                    "\\bar x_i = \\cases{\\bar y_i & y_i > 0 \\\\ 0 & \\text{else}}");
            case SOFTPLUS -> Rule.of("y = \\log(1 + e^x)",
                    "\\bar x = \\frac{\\bar y}{1 + e^{-x}}");
            case ABS -> Rule.of("y = |x|", "\\bar x = \\bar y \\odot \\sign x")
                    .but("The slope at 0 is 0.");
            case SIGN -> Rule.of("y = \\sign x").but(NONE);
            case FLOOR -> Rule.of("y = \\lfloor x \\rfloor").but(NONE);
            case CEIL -> Rule.of("y = \\lceil x \\rceil").but(NONE);
            case ROUND -> Rule.of("y = \\round x").but(NONE);
            case TRUNC -> Rule.of("y = \\trunc x").but(NONE);
        };
    }

    private static Rule of(Binary op) {
        return switch (op) {
            case ADD -> Rule.of("y = a + b", "\\bar a = \\bar y", "\\bar b = \\bar y");
            case SUB -> Rule.of("y = a - b", "\\bar a = \\bar y", "\\bar b = -\\bar y");
            case MUL -> Rule.of("y = a \\odot b", "\\bar a = \\bar y \\odot b",
                    "\\bar b = \\bar y \\odot a");
            case DIV -> Rule.of("y = \\frac{a}{b}", "\\bar a = \\frac{\\bar y}{b}",
                    "\\bar b = -\\frac{\\bar y \\odot y}{b}");
            case POW -> Rule.of("y = a^b", "\\bar a = \\bar y \\odot b \\odot a^{b - 1}",
                    "\\bar b = \\bar y \\odot a^b \\odot \\log a")
                    .but("Where b is 0 the first is 0, and where a is 0 and b not negative the"
                            + " second is.");
            case MAXIMUM -> extreme("\\max", ">");
            case MINIMUM -> extreme("\\min", "<");
            case REMAINDER -> Rule.of("y = a - b \\lfloor \\frac{a}{b} \\rfloor",
                    "\\bar a = \\bar y",
                    "\\bar b = -\\bar y \\odot \\lfloor \\frac{a}{b} \\rfloor");
            case ATAN2 -> Rule.of("y = \\arctan \\frac{a}{b}",
                    "\\bar a = \\frac{\\bar y \\odot b}{a^2 + b^2}",
                    "\\bar b = -\\frac{\\bar y \\odot a}{a^2 + b^2}")
                    .but("The angle of the point (b, a), in all four quadrants; all slopes are 0"
                            + " at (0, 0).");
            case EQ -> compared("=");
            case NE -> compared("\\ne");
            case GT -> compared(">");
            case GE -> compared("\\ge");
            case LT -> compared("<");
            case LE -> compared("\\le");
        };
    }

    private static Rule extreme(String name, String compared) {
        String cases = " = \\cases{\\bar y_i & %s " + compared
                + " %s \\\\ \\frac{1}{2} \\bar y_i & a_i = b_i \\\\ 0 & \\text{else}}";
        return Rule.of("y = " + name + "(a, b)", "\\bar a_i" + cases.formatted("a_i", "b_i"),
                "\\bar b_i" + cases.formatted("b_i", "a_i"));
    }

    private static Rule compared(String relation) {
        return Rule.of("y_i = \\cases{1 & a_i " + relation + " b_i \\\\ 0 & \\text{else}}")
                .but(NONE);
    }

    private static Rule of(Movement op) {
        return switch (op) {
            case Movement.Reshape _ -> Rule.of("y_k = x_k",
                    "\\bar x_k = \\bar y_k").but("k counts the elements in row-major order.");
            case Movement.Permute _ -> Rule.of("y_{p(i)} = x_i", "\\bar x_i = \\bar y_{p(i)}")
                    .but("p permutes the axes.");
            case Movement.Expand _ -> Rule.of("y_{i j} = x_i", "\\bar x_i = \\sum_j \\bar y_{i j}")
                    .but("j runs along the axes that are repeated.");
            case Movement.Slice _ -> Rule.of("y_i = x_{i + f}",
                    "\\bar x_i = \\cases{\\bar y_{i - f} & 0 \\le i - f < n \\\\ 0 & \\text{else}}")
                    .but("f is where the n elements begin.");
            case Movement.Pad _ -> Rule.of(
                    "y_i = \\cases{x_{i - f} & 0 \\le i - f < n \\\\ 0 & \\text{else}}",
                    "\\bar x_i = \\bar y_{i + f}").but("f zeros stand before the n elements.");
            case Movement.Concat _ -> Rule.of("y_i = x_{k, i - f_k}",
                    "\\bar x_{k, i} = \\bar y_{i + f_k}").but("Part k begins at f.");
        };
    }

    private static Rule of(MatMul op) {
        String a = op.transposeA() ? "A^\\top" : "A";
        String b = op.transposeB() ? "B^\\top" : "B";
        String left = op.transposeA()
                ? op.transposeB() ? "B^\\top \\bar Y^\\top" : "B \\bar Y^\\top"
                : op.transposeB() ? "\\bar Y B" : "\\bar Y B^\\top";
        String right = op.transposeB()
                ? op.transposeA() ? "\\bar Y^\\top A^\\top" : "\\bar Y^\\top A"
                : op.transposeA() ? "A \\bar Y" : "A^\\top \\bar Y";
        return Rule.of("Y = " + a + " " + b, "\\bar A = " + left, "\\bar B = " + right);
    }

    private static Rule of(Convolution op) {
        return switch (op) {
            case Convolution.Forward _ -> Rule.of("Y = X \\star W",
                    "\\bar X = \\bar Y \\star_X W", "\\bar W = X \\star_W \\bar Y").but(TRILINEAR);
            case Convolution.InputAdjoint _ -> Rule.of("U = G \\star_X W",
                    "\\bar G = \\bar U \\star W", "\\bar W = \\bar U \\star_W G").but(TRILINEAR);
            case Convolution.WeightAdjoint _ -> Rule.of("V = X \\star_W G",
                    "\\bar X = G \\star_X \\bar V", "\\bar G = X \\star \\bar V").but(TRILINEAR);
        };
    }

    private static final String TRILINEAR = "The convolution and its two adjoints are one trilinear"
            + " form, of which each computes one operand from the other two.";

    private static Rule of(MaxPool op) {
        return switch (op) {
            case MaxPool.Place _ -> Rule.of("y_i = \\argmax_k x_{i, k}").but(NONE);
            case MaxPool.Pick _ -> Rule.of("y_i = x_{i, k_i}",
                    "\\bar x_{i, k_i} = \\sum_i \\bar y_i").but("Windows may overlap.");
            case MaxPool.Put _ -> Rule.of("y_{i, k_i} = \\sum_i g_i",
                    "\\bar g_i = \\bar y_{i, k_i}").but("Windows may overlap.");
        };
    }

    private static Rule of(Indexing op) {
        return switch (op) {
            case Indexing.Gather _ -> Rule.of("y_i = x_{k_i}",
                    "\\bar x_j = \\sum_{i: k_i = j} \\bar y_i");
            case Indexing.ScatterAdd _ -> Rule.of("y_j = \\sum_{i: k_i = j} x_i",
                    "\\bar x_i = \\bar y_{k_i}");
            case Indexing.GatherElements _ -> Rule.of("y_{i j} = x_{k_{i j}, j}",
                    "\\bar x_{\\ell j} = \\sum_{i: k_{i j} = \\ell} \\bar y_{i j}");
            case Indexing.ScatterAddElements _ -> Rule.of(
                    "y_{\\ell j} = \\sum_{i: k_{i j} = \\ell} x_{i j}",
                    "\\bar x_{i j} = \\bar y_{k_{i j}, j}");
            case Indexing.OneHot _ -> Rule.of(
                    "y_{i c} = \\cases{1 & k_i = c \\\\ 0 & \\text{else}}").but(NONE);
        };
    }
}
