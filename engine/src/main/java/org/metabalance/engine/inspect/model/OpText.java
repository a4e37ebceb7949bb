package org.metabalance.engine.inspect.model;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.Unary;

/** Operations as text: {@code sum(h, axes=[0])}, {@code w - 0.01 * g}. */
public final class OpText {
    /** How tightly the outermost operation of a text binds. */
    private static final int COMPARISON = 0;
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int ATOM = 4;

    private OpText() {}

    /** An expression and how tightly its outermost operation binds. */
    public record Expression(String text, int binds) {
        public static Expression atom(String text) {
            return new Expression(text, text.startsWith("-") ? SIGN : ATOM);
        }

        private String within(int atLeast) {
            return binds >= atLeast ? text : "(" + text + ")";
        }

        private boolean number() {
            return Character.isDigit(text.charAt(text.startsWith("-") && text.length() > 1 ? 1 : 0))
                    && binds >= SIGN;
        }
    }

    /** Returns a node of a tape as a call of its primitive. */
    public static String call(Tensor t) {
        if (t.op() instanceof Leaf.Constant && t.size() == 1) {
            return "constant " + Names.operand(t);
        }
        if (t.op() instanceof Leaf) {
            return t.op().label();
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < t.inputs().size(); i++) {
            arguments.add(Names.operand(t.input(i)) + (transposes(t.op(), i) ? "^T" : ""));
        }
        return call(t.op(), arguments);
    }

    /** Returns the call of a primitive. */
    public static String call(Op op, List<String> operands) {
        List<String> arguments = new ArrayList<>(operands);
        arguments.addAll(parameters(op));
        return op.label() + "(" + String.join(", ", arguments) + ")";
    }

    /** Returns whether an operation reads an operand transposed. */
    public static boolean transposes(Op op, int argument) {
        return op instanceof MatMul product
                && (argument == 0 ? product.transposeA() : product.transposeB());
    }

    /** Returns what fixes an operation besides its operands. */
    public static List<String> parameters(Op op) {
        return switch (op) {
            case Reduce reduce -> List.of("axes=" + reduce.axes());
            case Movement.Reshape reshape -> List.of(reshape.to().toString());
            case Movement.Expand expand -> List.of(expand.to().toString());
            case Movement.Permute permute -> List.of("order=" + permute.order());
            case Movement.Slice slice ->
                    List.of("axis=" + slice.axis(), "from=" + slice.from(), "to=" + slice.to());
            case Movement.Pad pad ->
                    List.of("axis=" + pad.axis(), "before=" + pad.before(), "after=" + pad.after());
            case Movement.Concat concat -> List.of("axis=" + concat.axis());
            case Indexing.Gather gather -> List.of("axis=" + gather.axis());
            case Indexing.ScatterAdd scatter ->
                    List.of("axis=" + scatter.axis(), "size=" + scatter.size());
            case Indexing.GatherElements gather -> List.of("axis=" + gather.axis());
            case Indexing.ScatterAddElements scatter ->
                    List.of("axis=" + scatter.axis(), "size=" + scatter.size());
            case AlongAxis.CumulativeSum sum -> sum.reverse()
                    ? List.of("axis=" + sum.axis(), "reverse")
                    : List.of("axis=" + sum.axis());
            case AlongAxis.ArgSort sort -> sort.descending()
                    ? List.of("axis=" + sort.axis(), "descending")
                    : List.of("axis=" + sort.axis());
            case MatMul.Sparse product -> List.of("matrix=" + product.matrix());
            case MaxPool pool -> List.of(pool.window().toString());
            case Convolution convolution -> List.of(convolution.geometry().toString());
            case Indexing.OneHot oneHot -> List.of("classes=" + oneHot.classes());
            default -> List.of();
        };
    }

    /** Returns an elementwise operation as one would write it, with no more brackets than needed. */
    public static Expression infix(Op op, List<Expression> x) {
        return switch (op) {
            case Unary unary when unary == Unary.NEG ->
                    new Expression("-" + x.get(0).within(SIGN + 1), SIGN);
            case Binary binary -> infix(binary, x.get(0), x.get(1));
            default -> Expression.atom(call(op, x.stream().map(Expression::text).toList()));
        };
    }

    private static Expression infix(Binary op, Expression a, Expression b) {
        return switch (op) {
            case ADD -> join(a, " + ", b, SUM, SUM);
            case SUB -> join(a, " - ", b, SUM, PRODUCT);
            // the compiler keeps constant factors on the right, people write them on the left
            case MUL ->
                    b.number() && !a.number()
                            ? join(b, " * ", a, PRODUCT, PRODUCT)
                            : join(a, " * ", b, PRODUCT, PRODUCT);
            case DIV -> join(a, " / ", b, PRODUCT, SIGN);
            case EQ -> join(a, " == ", b, COMPARISON, SUM);
            case NE -> join(a, " != ", b, COMPARISON, SUM);
            case GT -> join(a, " > ", b, COMPARISON, SUM);
            case GE -> join(a, " >= ", b, COMPARISON, SUM);
            case LT -> join(a, " < ", b, COMPARISON, SUM);
            case LE -> join(a, " <= ", b, COMPARISON, SUM);
            case POW, MAXIMUM, MINIMUM, REMAINDER, ATAN2 ->
                    Expression.atom(call(op, List.of(a.text(), b.text())));
        };
    }

    private static Expression join(
            Expression a, String operator, Expression b, int binds, int rightAtLeast) {
        int leftAtLeast = binds == COMPARISON ? SUM : binds;
        return new Expression(a.within(leftAtLeast) + operator + b.within(rightAtLeast), binds);
    }
}
