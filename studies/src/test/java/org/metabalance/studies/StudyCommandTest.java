package org.metabalance.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.metabalance.app.Cli;
import org.metabalance.app.console.Terminal;

/** The command as {@code metabalance} finds it. */
class StudyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Cli.run(
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, 80),
                arguments);
    }

    @Test
    void isACommandOfMetabalance() {
        assertEquals(0, run("study", "--help"));
        assertTrue(out.toString().startsWith("Usage: metabalance study"), out.toString());
        assertEquals(0, run("study", "--version"));
        assertEquals("", err.toString());
    }

    @Test
    void studiesAreListed() {
        assertEquals(0, run("study"));
        assertTrue(out.toString().contains("collapse "), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void anUnknownStudyIsToldTheNearest() {
        assertEquals(Cli.MISUSED, run("study", "hypergradient"));
        assertTrue(err.toString().contains("did you mean 'hypergradients'?"), err.toString());
        assertEquals(Cli.MISUSED, run("study", "collapse", "--seeds", "0"));
    }
}
