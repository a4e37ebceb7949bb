package org.metabalance.engine.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.metabalance.engine.DType;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction.Entry;
import org.metabalance.engine.compile.lower.Instruction.Pointwise;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.inspect.model.NumberText;
import org.metabalance.engine.inspect.model.OpText;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/** Computes one element of a chain again, to tell which of its operations went wrong there. */
final class ElementCheck {
    /** The operation that went wrong and the values it met. */
    record Culprit(Tensor source, String evaluation) {}

    private final Pointwise chain;
    private final DType dtype;
    private final double[] values;

    private ElementCheck(
            Pointwise chain, int element, DType dtype, ToDoubleBiFunction<Buffer, Integer> before) {
        this.chain = chain;
        this.dtype = dtype;
        values = new double[chain.entries().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (chain.entries().get(i)) {
                case Entry.Load(View view) ->
                        before.applyAsDouble(view.buffer(), position(view, element));
                case Entry.Apply apply -> dtype.round(value(apply));
                case Entry.Sums sums -> values[sums.argument()];
            };
        }
    }

    /**
     * Returns the first operation that leads to {@code bad} and gives a number of that kind itself.
     *
     * @param before reads what the chain's operands held before it ran
     */
    static Culprit find(
            Pointwise chain,
            Buffer bad,
            int element,
            DType dtype,
            NanWatch.Search search,
            ToDoubleBiFunction<Buffer, Integer> before) {
        int stored = storing(chain, bad);
        return chain.entries().get(stored) instanceof Entry.Sums sums
                ? summand(chain, sums, element, dtype, search, before)
                : find(chain, stored, element, dtype, search, before);
    }

    /** Of a sum, the first summand that is bad; if none is, the sum itself. */
    private static Culprit summand(
            Pointwise chain, Entry.Sums sums, int at, DType dtype, NanWatch.Search search,
            ToDoubleBiFunction<Buffer, Integer> before) {
        int first = at / sums.inner() * sums.elements() + at % sums.inner();
        int end = Math.min(chain.size(), first + sums.elements());
        for (int element = first; element < end; element += sums.inner()) {
            double value = new ElementCheck(chain, element, dtype, before).values[sums.argument()];
            if (search.concerns(value)
                    && chain.entries().get(sums.argument()) instanceof Entry.Apply) {
                return find(chain, sums.argument(), element, dtype, search, before);
            }
        }
        return new Culprit(sums.store().source(), "");
    }

    private static Culprit find(
            Pointwise chain, int stored, int element, DType dtype, NanWatch.Search search,
            ToDoubleBiFunction<Buffer, Integer> before) {
        ElementCheck check = new ElementCheck(chain, element, dtype, before);
        boolean[] leads = new boolean[stored + 1];
        leads[stored] = true;
        int first = stored;
        for (int i = stored; i >= 0; i--) {
            if (leads[i] && chain.entries().get(i) instanceof Entry.Apply apply) {
                // the vector kernels may differ from these rules in the last bit: stored is bad anyway
                first = search.concerns(check.values[i]) ? i : first;
                for (int argument : apply.arguments()) {
                    leads[argument] = true;
                }
            }
        }
        Entry.Apply culprit = (Entry.Apply) chain.entries().get(first);
        return new Culprit(culprit.source(), check.evaluation(culprit, first));
    }

    private static int storing(Pointwise chain, Buffer buffer) {
        for (int i = 0; i < chain.entries().size(); i++) {
            if (chain.entries().get(i).store() == buffer) {
                return i;
            }
        }
        throw new IllegalArgumentException("chain: must write the buffer, got " + buffer.label());
    }

    private double value(Entry.Apply apply) {
        int[] x = apply.arguments();
        return switch (apply.op()) {
            case null -> values[x[0]];
            case Unary op -> op.apply(values[x[0]]);
            case Binary op -> op.apply(values[x[0]], values[x[1]]);
            case Where op -> values[x[0]] != 0 ? values[x[1]] : values[x[2]];
            case Op op -> throw new IllegalStateException(
                    "chain: needs elementwise operations, got " + op.label());
        };
    }

    private String evaluation(Entry.Apply apply, int at) {
        List<OpText.Expression> arguments = new ArrayList<>();
        for (int argument : apply.arguments()) {
            arguments.add(OpText.Expression.atom(number(values[argument])));
        }
        String text = apply.op() == null ? "copy" : OpText.infix(apply.op(), arguments).text();
        return text + " = " + number(values[at]);
    }

    private String number(double value) {
        return Double.isFinite(value) ? NumberText.exact(value, dtype) : Double.toString(value);
    }

    private static int position(View view, int element) {
        int at = view.offset();
        int left = element;
        for (int axis = view.dims().length - 1; axis >= 0; axis--) {
            at += left % view.dims()[axis] * view.strides()[axis];
            left /= view.dims()[axis];
        }
        return at;
    }
}
