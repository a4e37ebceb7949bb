package org.metabalance.engine.inspect;

import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.view.DotView;
import org.metabalance.engine.inspect.view.HtmlView;
import org.metabalance.engine.inspect.view.TextView;

/**
 * Views of a tape, as it was recorded, and of a program, as it will run.
 *
 * <p>On a tape a tensor goes by its name or by its place, {@code #12}. In a program a result goes by
 * its name, or by the instruction that makes it, {@code %7} ({@code %7.2} is the second result of
 * instruction 7); {@code w'} is the value that the variable {@code w} has after the run.
 */
public final class Inspect {
    private Inspect() {}

    /**
     * Returns a tape as text, a line for each node: its place, name, operation with operands, shape,
     * the user's line, and for what a gradient appended, whose adjoint it helps to form.
     */
    public static String text(Tape tape) {
        return TextView.of(tape);
    }

    /**
     * Returns a program as text: its size, then each instruction with its formulas, operands, result,
     * the place of the result (offsets in the arena are in bytes), multiply-adds of matrix products
     * and the user's lines. An instruction with several formulas or results takes several lines.
     */
    public static String text(Program program) {
        return TextView.of(new Listing(program.plan()));
    }

    /**
     * Returns a tape as a picture in the language of Graphviz: {@code dot -Tsvg}. Colours tell inputs,
     * variables, constants, what the user recorded, and adjoints by their order. Constants of one
     * element stand in the boxes that use them. A thick border marks what is assigned to a variable.
     */
    public static String dot(Tape tape) {
        return DotView.of(tape);
    }

    /**
     * Returns a program as a picture in the language of Graphviz: {@code dot -Tsvg}. A box for each
     * instruction; a thick border marks results that outlive the run, a dashed arrow leads from the
     * new value of a variable to the variable.
     */
    public static String dot(Program program) {
        return DotView.of(new Listing(program.plan()));
    }

    /**
     * Returns a tape as one self-contained HTML page: a row for each node; pointing at a row marks its
     * operands and its users, a click keeps them marked. Light or dark as the reader's system is.
     */
    public static String html(Tape tape, String title) {
        return HtmlView.of(tape, title);
    }

    /**
     * Returns a program as one self-contained HTML page: a map of its memory, and a row for each
     * instruction with its multiply-adds and the bytes it moves as bars; pointing at a row marks its
     * operands and its users, a click keeps them marked. Light or dark as the reader's system is.
     */
    public static String html(Program program, String title) {
        return HtmlView.of(new Listing(program.plan()), title);
    }

    /**
     * Runs a program once and prints what is there before the run, then each instruction with its
     * results: shape, range and first elements. Counts as a run: variables are assigned.
     *
     * @throws java.io.UncheckedIOException if {@code out} fails
     */
    public static void trace(Program program, Appendable out) {
        Trace.run(program, out);
    }
}
