package org.metabalance.app.picture;

import java.awt.Color;
import java.util.List;

/** How all figures look: readable at the width of a page, and without telling red from green. */
public final class Style {
    /** The width of a figure, in points: that of a page. */
    public static final int WIDTH = 720;

    /** Colours for series that can be told apart by everybody (Okabe and Ito, 2008), and two more. */
    public static final List<Color> COLOURS = List.of(
            new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
            new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000), new Color(0x999999),
            new Color(0x8B5A2B));

    private static final List<String> NAMES = List.of(
            "blue", "orange-red", "green", "pink", "yellow", "light blue", "black", "grey",
            "brown");

    /** What is written, and axes. */
    static final Color INK = new Color(0x333333);

    /** Lines that only lead the eye. */
    static final Color GRID = new Color(0xE4E4E4);

    /** Behind everything, so that a reader's dark page changes nothing. */
    static final Color PAPER = Color.WHITE;

    /** From the edges of a figure. */
    static final int MARGIN = 12;

    /** Sizes of what is written, in points. */
    static final int TITLE = 15;

    static final int TEXT = 12;
    static final int SMALL = 11;

    private Style() {}

    /** Returns the colour of a number, from 0; they begin again after the last. */
    public static Color colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    /** Returns what a reader would call one of the colours. */
    static String name(Color colour) {
        int number = COLOURS.indexOf(colour);
        return number < 0 ? "dark grey" : NAMES.get(number);
    }

    /** Returns a colour between two others. */
    static Color between(Color low, Color high, double share) {
        return new Color(
                mix(low.getRed(), high.getRed(), share),
                mix(low.getGreen(), high.getGreen(), share),
                mix(low.getBlue(), high.getBlue(), share));
    }

    private static int mix(int low, int high, double share) {
        return (int) Math.round(low + (high - low) * share);
    }

    /** Returns white or {@link #INK}: what can be read better on a colour. */
    static Color readableOn(Color colour) {
        double light = luminance(colour);
        double white = 1.05 / (light + .05);
        double ink = (light + .05) / (luminance(INK) + .05);
        return white > ink ? Color.WHITE : INK;
    }

    /** The relative luminance of the Web Content Accessibility Guidelines 2.2. */
    private static double luminance(Color colour) {
        return .2126 * linear(colour.getRed()) + .7152 * linear(colour.getGreen())
                + .0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
    }
}
