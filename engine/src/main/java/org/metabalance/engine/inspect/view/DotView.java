package org.metabalance.engine.inspect.view;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.OpText;
import org.metabalance.engine.inspect.model.Role;

/** Tapes and programs as pictures in Graphviz's language. */
public final class DotView {
    private DotView() {}

    /** Single numbers stand in the boxes that use them: they have no boxes of their own. */
    public static String of(Tape tape) {
        Dot dot = new Dot("tape");
        int[] orders = Role.orders(tape);
        for (Tensor t : tape.nodes()) {
            if (Names.number(t) != null) {
                continue;
            }
            dot.box(
                    t.scope(),
                    "n" + t.index(),
                    Role.of(t, orders[t.index()]),
                    tape.assigns().containsValue(t),
                    t.name(),
                    operation(t),
                    "#" + t.index() + "  " + t.shape(),
                    t.origin().line(),
                    Names.adjoint(t, tape));
            for (Tensor input : t.inputs()) {
                if (Names.number(input) == null) {
                    dot.arrow("n" + input.index(), "n" + t.index());
                }
            }
        }
        tape.assigns()
                .forEach(
                        (variable, value) -> {
                            String id = "assign" + value.index() + "_"
                                    + Math.abs(variable.name().hashCode());
                            dot.box("", id, Role.PARAMETER, false, "assign " + variable.name());
                            if (Names.number(value) == null) {
                                dot.arrow("n" + value.index(), id);
                            }
                        });
        return dot.finish();
    }

    private static String operation(Tensor t) {
        List<String> operands = new ArrayList<>();
        for (Tensor input : t.inputs()) {
            operands.add(Names.number(input) == null ? "·" : Names.operand(input));
        }
        return operands.stream().allMatch("·"::equals)
                ? (t.op().label() + " " + String.join(" ", OpText.parameters(t.op()))).strip()
                : OpText.call(t.op(), operands);
    }

    public static String of(Listing listing) {
        Dot dot = new Dot("program");
        Map<Buffer, String> ids = new IdentityHashMap<>();
        Map<NdArray, String> variables = new IdentityHashMap<>();
        for (Listing.Source source : listing.sources()) {
            String id = "s" + ids.size();
            ids.put(source.buffer(), id);
            if (source.role() == Role.PARAMETER) {
                variables.put(source.buffer().array(), id);
            }
            dot.box("", id, source.role(), false, source.name(), source.shape().toString());
        }
        for (Listing.Step step : listing.steps()) {
            String id = "i" + step.index();
            List<String> lines = new ArrayList<>(Listing.lines(step));
            lines.set(0, step.index() + ":  " + lines.get(0));
            lines.add(step.results().stream().map(DotView::where).distinct()
                    .collect(Collectors.joining("; ")));
            lines.add(step.line());
            lines.add(step.adjoint());
            boolean kept = step.results().stream().anyMatch(result -> !result.buffer().inArena());
            dot.box(step.scope(), id, step.role(), kept, lines.toArray(String[]::new));
            step.operands().stream()
                    .map(x -> x.producer() < 0 ? ids.get(x.buffer()) : "i" + x.producer())
                    .distinct()
                    .forEach(from -> dot.arrow(from, id));
            for (Listing.Result result : step.results()) {
                String variable = variables.get(result.buffer().array());
                if (variable != null) {
                    dot.nextRun(id, variable);
                }
            }
        }
        return dot.finish();
    }

    private static String where(Listing.Result result) {
        return result.shape() + (result.buffer().inArena() ? "" : "  " + result.home());
    }
}
