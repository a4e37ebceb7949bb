package org.metabalance.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.Terminal;

class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private long nanos;

    private ProgressLine line(boolean live, int width) {
        PrintWriter writer = new PrintWriter(err);
        return new ProgressLine(
                new Terminal(writer, writer, live, false, width), () -> nanos);
    }

    @Test
    void timeLeftFollowsFromShareAndTime() {
        ProgressLine line = line(true, 80);
        line.advance(0.25);
        assertEquals(" 25 % [###---------] time left unknown", line.text());
        nanos = 30_000_000_000L;
        line.advance(0.25);
        line.state("2 of 8 runs");
        assertEquals(" 25 % [###---------] 1 min 30 s left, 2 of 8 runs", line.text());
    }

    @Test
    void neverGoesBack() {
        ProgressLine line = line(true, 80);
        line.advance(0.5);
        line.advance(0.25);
        assertTrue(line.text().startsWith(" 50 %"), line.text());
    }

    @Test
    void silentWithoutTerminal() {
        try (ProgressLine line = line(false, 80)) {
            line.advance(0.5);
            line.state("on");
        }
        assertEquals("", err.toString());
    }

    @Test
    void staysOnOneLineAndLeavesNothing() {
        try (ProgressLine line = line(true, 30)) {
            line.advance(0.5);
        }
        assertEquals(
                "\r 50 % [######------] time le\u2026\u001b[K" + "\r\u001b[K",
                err.toString());
    }

    @Test
    void drawnFiveTimesASecondAtMost() {
        ProgressLine line = line(true, 80);
        for (int i = 0; i < 1000; i++) {
            nanos += 1_000_000;
            line.advance(i / 1000.0);
        }
        long drawn = err.toString().chars().filter(c -> c == '\r').count();
        assertEquals(5, drawn);
    }

    @Test
    void followsTheTerminalWhenItIsResized() {
        PrintWriter writer = new PrintWriter(err);
        int[] width = {80};
        ProgressLine line = new ProgressLine(
                new Terminal(writer, writer, true, false, () -> width[0]), () -> nanos);
        line.state("on");
        width[0] = 10;
        line.state("on");
        width[0] = 1;
        line.state("on");
        assertEquals(
                "\r  0 % [------------] time left unknown, on\u001b[K"
                        + "\r  0 % [-\u2026\u001b[K"
                        + "\r\u001b[K",
                err.toString());
    }

    @Test
    void wideNamesAndLineBreaksStayOnTheLine() {
        ProgressLine line = line(true, 46);
        line.state("\u65b9\u6cd5\u4e00\n\u65b9\u6cd5");
        assertEquals(
                "\r  0 % [------------] time left unknown, \u65b9\u6cd5\u2026\u001b[K",
                err.toString());
    }
}
