package org.metabalance.engine.inspect;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.inspect.model.Range;

/**
 * The first NaN or infinity of a run.
 *
 * @param instruction the number of the instruction that produced it, -1 if it was there before the
 *     run
 * @param formulas what the instruction does; for what was there before, what it is
 * @param operation the operation that produced it with the values it met, such as {@code log(-1) =
 *     NaN}; empty where the instruction does not work element by element, or before the run
 * @param line where the user recorded that operation, such as {@code Train.java:41}; empty if unknown
 * @param scope the {@linkplain org.metabalance.engine.Tape#scope scope} in which the user recorded that
 *     operation, such as {@code inner step 1/hidden}; empty outside of all
 * @param lines where the user recorded whatever the instruction computes
 * @param adjoint {@code adjoint of #12 matmul} (a place on the tape that was compiled) if a gradient
 *     appended the operation, otherwise empty
 * @param element the row-major position of the first bad element
 * @param value that element: NaN or an infinity
 * @param result the array it was found in
 * @param operands what the instruction read, as it was before the instruction ran
 */
@SuppressWarnings("exports")
public record Finding(
        int instruction,
        List<String> formulas,
        String operation,
        String line,
        String scope,
        String lines,
        String adjoint,
        int element,
        double value,
        Range result,
        List<Range> operands) {

    /** Returns whether the number was there before the run: in an input, a variable or a constant. */
    public boolean beforeRun() {
        return instruction < 0;
    }

    /** Returns the position of the first bad element along each axis. */
    public List<Integer> index() {
        return index(element, result.shape());
    }

    static List<Integer> index(int element, Shape shape) {
        Integer[] index = new Integer[shape.rank()];
        int left = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = left % shape.dim(axis);
            left /= shape.dim(axis);
        }
        return List.of(index);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (beforeRun()) {
            text.append(value).append(" before the run, in ").append(formulas.get(0));
        } else {
            text.append(value).append(" first produced by instruction ").append(instruction);
            formulas.forEach(formula -> text.append("\n    ").append(formula));
            if (!line.isEmpty() || !scope.isEmpty() || !adjoint.isEmpty()) {
                text.append("\n  recorded at ").append(line.isEmpty() ? "an unknown line" : line);
                text.append(scope.isEmpty() ? "" : " in " + scope);
                text.append(adjoint.isEmpty() ? "" : ", " + adjoint);
            }
            if (!lines.isEmpty() && !lines.equals(line)) {
                text.append("\n  the instruction computes what ").append(lines).append(" recorded");
            }
        }
        text.append("\n  first at element ").append(index()).append(" of ").append(result);
        if (!operation.isEmpty()) {
            text.append("\n  there: ").append(operation);
        }
        if (!operands.isEmpty()) {
            text.append("\n  operands, as they were before:");
            operands.forEach(operand -> text.append("\n    ").append(operand));
        }
        return text.toString();
    }
}
