package org.metabalance.engine.inspect.view;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.NumberText;
import org.metabalance.engine.inspect.model.OpText;
import org.metabalance.engine.inspect.model.Role;

/** Tapes and programs as pages. */
public final class HtmlView {
    private HtmlView() {}

    /** Shows a tape as it was recorded. */
    public static String of(Tape tape, String title) {
        int[] orders = Role.orders(tape);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        tape.nodes().forEach(t -> roles.add(Role.of(t, orders[t.index()])));
        Page page = new Page(title);
        page.facts(
                "tape of", tape.dtype().toString(),
                "nodes", NumberText.count(tape.nodes().size()),
                "appended by gradients",
                NumberText.count(
                        tape.nodes().stream().filter(t -> t.origin().adjointOf() >= 0).count()),
                "variables assigned", NumberText.count(tape.assigns().size()));
        page.legend(roles);
        page.beginTable("#", "name", "operation", "shape", "line", "");
        for (Tensor t : tape.nodes()) {
            page.scope(t.scope());
            page.beginRow(
                    "n" + t.index(),
                    Role.of(t, orders[t.index()]),
                    t.inputs().stream().map(x -> "n" + x.index()).distinct().toList());
            page.number("" + t.index());
            page.text(t.name());
            page.call(OpText.call(t));
            page.code(List.of(t.shape().toString()));
            page.quiet(t.origin().line());
            page.quiet(note(t, tape));
            page.endRow();
        }
        page.endTable();
        return page.finish();
    }

    private static String note(Tensor t, Tape tape) {
        List<String> notes = new ArrayList<>();
        for (Map.Entry<Variable, Tensor> assign : tape.assigns().entrySet()) {
            if (assign.getValue() == t) {
                notes.add("assigned to " + assign.getKey().name());
            }
        }
        if (t.origin().adjointOf() >= 0) {
            notes.add(Names.adjoint(t, tape));
        }
        return String.join("; ", notes);
    }

    /** Shows a program. */
    public static String of(Listing listing, String title) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        listing.sources().forEach(source -> roles.add(source.role()));
        listing.steps().forEach(step -> roles.add(step.role()));
        int width = listing.plan().dtype().bytes();
        Page page = new Page(title);
        page.facts(
                "program of", listing.plan().dtype().toString(),
                "instructions", NumberText.count(listing.steps().size()),
                "multiply-adds in a run", NumberText.count(listing.plan().multiplyAdds()),
                "moved in a run", NumberText.bytes(listing.bytes()),
                "arena", NumberText.bytes((long) listing.plan().arena() * width),
                "arena without sharing",
                NumberText.bytes(listing.plan().arenaWithoutSharing() * width));
        page.legend(roles);
        if (listing.plan().arena() > 0) {
            page.heading("Memory");
            page.paragraph(
                    "Each box is a result in the arena: from left to right the instructions during which"
                            + " it is needed, from top to bottom the memory it occupies.");
            page.raw(MemoryMap.svg(listing));
        }
        page.heading("Instructions");
        page.beginTable("#", "what it does", "result", "lives in", "multiply-adds", "moved",
                "line");
        Map<Buffer, String> ids = new IdentityHashMap<>();
        for (Listing.Source source : listing.sources()) {
            String id = "s" + ids.size();
            ids.put(source.buffer(), id);
            page.beginRow(id, source.role(), List.of());
            page.number("");
            page.call(source.name());
            page.code(List.of(source.shape().toString()));
            page.quiet(source.role().title());
            for (int i = 0; i < 3; i++) {
                page.quiet("");
            }
            page.endRow();
        }
        long mostMultiplyAdds = listing.steps().stream().mapToLong(Listing.Step::multiplyAdds).max()
                .orElse(0);
        long mostBytes = listing.steps().stream().mapToLong(Listing.Step::bytes).max().orElse(0);
        for (Listing.Step step : listing.steps()) {
            List<String> operands = step.operands().stream()
                    .map(x -> x.producer() < 0 ? ids.get(x.buffer()) : "i" + x.producer())
                    .distinct()
                    .toList();
            page.scope(step.scope());
            page.beginRow("i" + step.index(), step.role(), operands);
            page.number("" + step.index());
            page.formulas(step.formulas());
            page.code(beside(step, true));
            page.code(beside(step, false));
            page.bar("", NumberText.count(step.multiplyAdds()), step.multiplyAdds(),
                    mostMultiplyAdds);
            page.bar("moved", NumberText.bytes(step.bytes()), step.bytes(), mostBytes);
            page.quiet(step.line() + (step.adjoint().isEmpty() ? "" : ", " + step.adjoint()));
            page.endRow();
        }
        page.endTable();
        return page.finish();
    }

    /** Shapes or homes of results; in a row of several results each begins with the result's name. */
    private static List<String> beside(Listing.Step step, boolean shapes) {
        boolean several = step.results().size() > 1;
        return step.results().stream()
                .map(r -> shapes ? (several ? r.name() + " " : "") + r.shape() : r.home())
                .toList();
    }
}
