package org.metabalance.engine.inspect.model;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.compile.lower.Instruction.Entry;
import org.metabalance.engine.compile.lower.Instruction.Pointwise;
import org.metabalance.engine.inspect.model.OpText.Expression;

/** A chain of elementwise operations as the formulas one would write for it. */
final class ChainText {
    /** A longer expression gets a name of its own and is continued in the next formula. */
    private static final int WIDTH = 60;

    private final Pointwise chain;
    private final Buffers buffers;
    private final int[] uses;
    private final Expression[] values;
    private final List<Formula> formulas = new ArrayList<>();
    private int temporaries;

    private ChainText(Pointwise chain, Buffers buffers) {
        this.chain = chain;
        this.buffers = buffers;
        this.uses = new int[chain.entries().size()];
        this.values = new Expression[uses.length];
    }

    /** Returns a formula for each value that is kept, has a name or is used more than once. */
    static List<Formula> formulas(Pointwise chain, Buffers buffers) {
        ChainText text = new ChainText(chain, buffers);
        text.write();
        return text.formulas;
    }

    private void write() {
        for (Entry entry : chain.entries()) {
            for (int argument : entry.arguments()) {
                uses[argument]++;
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (chain.entries().get(i)) {
                case Entry.Load(var view) -> Expression.atom(buffers.operand(view));
                case Entry.Apply apply -> value(apply, uses[i]);
                case Entry.Sums sums -> define(
                        buffers.name(sums.store()),
                        Expression.atom("sum(" + values[sums.argument()].text() + ") of each "
                                + sums.block() + " rows"));
            };
        }
    }

    private Expression value(Entry.Apply apply, int uses) {
        List<Expression> arguments = new ArrayList<>();
        for (int argument : apply.arguments()) {
            arguments.add(values[argument]);
        }
        Expression value = apply.op() == null ? arguments.get(0)
                : OpText.infix(apply.op(), arguments);
        if (apply.store() != null) {
            return define(buffers.name(apply.store()), value);
        }
        String name = apply.op() == null ? "" : Names.plain(apply.source().name());
        if (!name.isEmpty() && free(name)) {
            return define(name, value);
        }
        return uses > 1 || value.text().length() > WIDTH ? define(temporary(), value) : value;
    }

    private Expression define(String name, Expression value) {
        formulas.add(new Formula(name, value.text()));
        return Expression.atom(name);
    }

    private String temporary() {
        String name;
        do {
            name = "t" + ++temporaries;
        } while (!free(name));
        return name;
    }

    private boolean free(String name) {
        return !buffers.names().contains(name)
                && formulas.stream().noneMatch(formula -> formula.name().equals(name));
    }
}
