package org.metabalance.engine.inspect.view;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.NumberText;
import org.metabalance.engine.inspect.model.OpText;

/** Tapes and programs as aligned text. */
public final class TextView {
    /** A list of operands goes on in the next line after this many characters. */
    private static final int WIDTH = 48;

    private TextView() {}

    /** Shows a tape as it was recorded. */
    public static String of(Tape tape) {
        List<Tensor> nodes = tape.nodes();
        StringBuilder text = new StringBuilder(
                "tape " + tape.dtype() + ", " + nodes.size() + " nodes\n");
        Columns columns = Columns.of(">#", "name", "operation", "shape", "line", "");
        for (Tensor t : nodes) {
            columns.row(
                    "" + t.index(),
                    Names.plain(t.name()),
                    OpText.call(t),
                    t.shape().toString(),
                    Names.plain(t.origin().place()),
                    Names.adjoint(t, tape));
        }
        columns.write(text);
        tape.assigns()
                .forEach((variable, value) -> text.append("assign ")
                        .append(Names.plain(variable.name()))
                        .append(" = #")
                        .append(value.index())
                        .append('\n'));
        return text.toString();
    }

    /** Shows a program. */
    public static String of(Listing listing) {
        StringBuilder text = new StringBuilder(
                "program " + listing.plan().dtype() + ", " + listing.summary() + "\n");
        Columns columns = Columns.of(">#", "what it does", "operands", "result", "lives in",
                ">multiply-adds", "line", "");
        for (Listing.Step step : listing.steps()) {
            columns.row(
                    "" + step.index(),
                    String.join("\n", Listing.lines(step)),
                    wrapped(step.operands().stream().map(Listing.Operand::toString).toList()),
                    beside(step, result -> result.shape().toString()),
                    beside(step, Listing.Result::home),
                    step.multiplyAdds() == 0 ? "" : NumberText.count(step.multiplyAdds()),
                    step.place(),
                    step.adjoint());
        }
        columns.write(text);
        return text.toString();
    }

    /** Returns something about each result, in the line of the formula that gives it. */
    private static String beside(Listing.Step step, Function<Listing.Result, String> about) {
        return step.formulas().stream()
                .map(
                        formula -> step.results().stream()
                                .filter(result -> result.name().equals(formula.name()))
                                .map(about)
                                .findFirst()
                                .orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static String wrapped(List<String> words) {
        StringBuilder text = new StringBuilder();
        int width = 0;
        for (String word : words) {
            if (width > 0) {
                boolean fits = width + 2 + word.length() <= WIDTH;
                text.append(fits ? ", " : ",\n");
                width = fits ? width + 2 : 0;
            }
            text.append(word);
            width += word.length();
        }
        return text.toString();
    }
}
