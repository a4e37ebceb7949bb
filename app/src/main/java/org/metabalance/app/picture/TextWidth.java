package org.metabalance.app.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is, whatever fonts this machine has: the widths of DejaVu Sans, which are those of
 * Verdana within two in a hundred. Most other fonts without serifs are narrower, so a place that is wide
 * enough here is so for a reader who has neither.
 */
final class TextWidth {
    /** Thousandths of the font's size, from the blank to the tilde. */
    private static final int[] ASCII = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
        770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
        684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
        525, 636, 337, 636, 838
    };

    /** A letter of another alphabet; the signs in use here are no wider. */
    private static final int OTHER = 850;

    /** From here on characters fill a square. */
    private static final int IDEOGRAPHS = 0x2E80;

    /** Bold over plain, at most, for words of several letters. */
    private static final double BOLD = 1.16;

    private TextWidth() {}

    /** Returns the width in points. */
    static double of(String text, int size, boolean bold) {
        int sum = text.codePoints().map(TextWidth::thousandths).sum();
        return sum / 1000.0 * size * (bold ? BOLD : 1);
    }

    private static int thousandths(int character) {
        if (character >= ' ' && character - ' ' < ASCII.length) {
            return ASCII[character - ' '];
        }
        return character >= IDEOGRAPHS ? 1000 : OTHER;
    }

    /** Returns the width of the widest. */
    static double widest(List<String> texts, int size, boolean bold) {
        return texts.stream().mapToDouble(text -> of(text, size, bold)).max().orElse(0);
    }

    /** Returns the text, shortened at its end with three dots if it is wider than {@code width}. */
    static String fit(String text, double width, int size, boolean bold) {
        if (of(text, size, bold) <= width) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int kept = characters.length;
        while (kept > 1 && of(cut(characters, kept), size, bold) > width) {
            kept--;
        }
        return cut(characters, kept);
    }

    private static String cut(int[] characters, int kept) {
        return new String(characters, 0, kept).stripTrailing() + "\u2026";
    }

    /** Returns the text in lines that are no wider than {@code width}, broken at blanks. */
    static List<String> wrap(String text, double width, int size) {
        List<String> lines = new ArrayList<>();
        for (String word : text.split(" ")) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (lines.isEmpty() || of(longer, size, false) > width) {
                lines.add(fit(word, width, size, false));
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }
}
