package org.metabalance.engine.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.metabalance.engine.Program;
import org.metabalance.engine.Shape;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.NumberText;

/** A run told instruction by instruction. */
final class Trace {
    private static final int ELEMENTS = 6;

    private Trace() {}

    static void run(Program program, Appendable out) {
        Listing listing = new Listing(program.plan());
        Machine machine = program.stepwise();
        int digits = String.valueOf(listing.steps().size()).length();
        String indent = " ".repeat(digits + 2);
        try {
            for (Listing.Source source : listing.sources()) {
                out.append(source.role().title()).append(' ').append(source.name()).append(' ')
                        .append(values(machine, source.buffer(), source.shape())).append('\n');
            }
            for (Listing.Step step : listing.steps()) {
                machine.step(step.index());
                out.append(("%" + digits + "d  ").formatted(step.index()))
                        .append(String.join("\n" + indent, Listing.lines(step)))
                        .append(step.place().isEmpty() ? "" : "    (" + step.place() + ")")
                        .append('\n');
                for (Listing.Result result : step.results()) {
                    out.append(indent).append("-> ").append(result.name()).append(' ')
                            .append(values(machine, result.buffer(), result.shape())).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String values(Machine machine, Buffer buffer, Shape shape) {
        StringBuilder text = new StringBuilder(shape.toString());
        text.append(shape.size() > 1
                ? " " + Range.of("", shape, i -> machine.read(buffer, i)).summary() + ":" : "");
        for (int i = 0; i < Math.min(ELEMENTS, shape.size()); i++) {
            text.append(' ').append(NumberText.rounded(machine.read(buffer, i)));
        }
        return text.append(shape.size() > ELEMENTS ? " ..." : "").toString();
    }
}
