package org.metabalance.app.report;

import java.util.function.LongSupplier;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;

/**
 * One line on the terminal that is written over and over: share done, time left, and a word on where
 * things stand. It is cut to the terminal's width, which is asked for every time. Where there is no
 * terminal it stays silent.
 */
public final class ProgressLine implements AutoCloseable {
    private static final int BAR = 12;
    private static final long REDRAW_NANOS = 200_000_000;
    private static final long FIRST_ESTIMATE_NANOS = 2_000_000_000;
    private static final double FIRST_ESTIMATE_FRACTION = 0.01;

    private final Terminal terminal;
    private final LongSupplier clock;
    private final long start;
    private long drawn;
    private double fraction;
    private String state = "";
    private boolean shown;

    /** Starts the clock; nothing is drawn yet. */
    public ProgressLine(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.drawn = start - REDRAW_NANOS;
    }

    /** Takes note that {@code fraction} (0 to 1) of all work is done; it never goes back. */
    public synchronized void advance(double fraction) {
        this.fraction = Math.clamp(fraction, this.fraction, 1);
        long now = clock.getAsLong();
        if (now - drawn >= REDRAW_NANOS) {
            drawn = now;
            draw();
        }
    }

    /** Sets the word on where things stand, shown after the time left. */
    public synchronized void state(String state) {
        this.state = Texts.oneLine(state);
        draw();
    }

    /** Removes the line, so that something else can be printed in its place. */
    public synchronized void clear() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            shown = false;
        }
    }

    @Override
    public void close() {
        clear();
    }

    private void draw() {
        if (terminal.live()) {
            // the last column stays free: a character there would move on to the next line
            terminal.err().print(
                    "\r" + TextWidth.cut(text(), terminal.width() - 1) + "\u001b[K");
            terminal.err().flush();
            shown = true;
        }
    }

    /** Returns the line as it stands. */
    String text() {
        int full = (int) (fraction * BAR);
        return Texts.format(
                "%3d %% [%s%s] %s%s",
                (int) (fraction * 100),
                "#".repeat(full),
                "-".repeat(BAR - full),
                left(),
                state.isEmpty() ? "" : ", " + state);
    }

    private String left() {
        long elapsed = clock.getAsLong() - start;
        if (elapsed < FIRST_ESTIMATE_NANOS || fraction < FIRST_ESTIMATE_FRACTION) {
            return "time left unknown";
        }
        return Texts.duration(elapsed / 1e9 * (1 - fraction) / fraction) + " left";
    }
}
