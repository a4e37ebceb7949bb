package org.metabalance.app.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * How many columns of a terminal a text takes: two for each East Asian character and emoji, none for an
 * accent that is written over another character.
 */
public final class TextWidth {
    private static final String CUT = "\u2026";

    /** Keeps what belongs together on one line. */
    public static final char NO_BREAK = '\u00a0';

    private TextWidth() {}

    /** Returns the columns of {@code text}, which has no control characters. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** Returns {@code text}, or as much of it as fits {@code columns} with an ellipsis at its end. */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int width = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            width += of(next);
            if (width > columns - 1) {
                break;
            }
            end += Character.charCount(next);
        }
        return columns < 1 ? "" : text.substring(0, end) + CUT;
    }

    /**
     * Breaks a text into lines at blanks, not at no-break spaces, which become blanks. A word of more than
     * a line, a path for example, stays whole.
     *
     * @param columns of a line, at most
     */
    public static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (String word : text.strip().split(" +")) {
            int own = of(word);
            if (width > 0 && width + 1 + own > columns) {
                lines.add(line.toString().replace(NO_BREAK, ' '));
                line.setLength(0);
                width = 0;
            }
            if (width > 0) {
                line.append(' ');
                width++;
            }
            line.append(word);
            width += own;
        }
        lines.add(line.toString().replace(NO_BREAK, ' '));
        return lines;
    }
}
