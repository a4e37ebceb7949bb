package org.metabalance.app.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * Which numbers colours stand for, and its picture: a bar with ticks.
 *
 * @param quantity what the numbers are
 * @param colours from the smallest number to the largest, in even steps
 * @param low the number of the first colour
 * @param high of the last
 * @param steps how many even colours there are; 0 for any number of them
 * @param cutBelow whether there are smaller numbers, which have the first colour too
 */
public record ColourBar(
        String quantity, List<Color> colours, double low, double high, int steps,
        boolean cutBelow) {
    static final int HEIGHT = 52;
    private static final int LENGTH = 320;
    private static final int THICK = 12;
    private static final int SLICES = 64;

    /** Returns the colour of a number; of one outside, that of the nearest end. */
    Color of(double value) {
        double share = high > low ? (value - low) / (high - low) : .5;
        return at(Math.clamp(share, 0, 1));
    }

    private Color at(double share) {
        double even = steps == 0 ? share : Math.min(steps - 1, Math.floor(share * steps)) / steps;
        double at = even * (colours.size() - 1);
        int first = Math.min(colours.size() - 2, (int) at);
        return Style.between(colours.get(first), colours.get(first + 1), at - first);
    }

    void paint(Pen pen) {
        pen.colour(Style.INK).font(false, Style.TEXT).text(quantity, 0, 12, Anchor.START);
        int slices = steps == 0 ? SLICES : steps;
        double slice = (double) LENGTH / slices;
        for (int i = 0; i < slices; i++) {
            // a little wider, so that no paper shines through between two
            pen.colour(at((i + .5) / slices)).fill(
                    i * slice, 18, Math.min(slice + .5, LENGTH - i * slice), THICK);
        }
        pen.colour(Style.INK).stroke(1).draw(new Rectangle2D.Double(0, 18, LENGTH, THICK));
        pen.font(false, Style.SMALL);
        Axis axis = Axis.exactly(low, high);
        for (Axis.Tick tick : axis.ticks(LENGTH / 50)) {
            double x = axis.share(tick.value()) * LENGTH;
            pen.line(x, 18 + THICK, x, 22 + THICK);
            pen.text(tick.label(), x, 34 + THICK, Anchor.MIDDLE);
        }
    }

    /** Returns it in words. */
    String inWords() {
        return "Colours from light, " + Axis.text(low) + (cutBelow ? " and less" : "")
                + ", to dark, " + Axis.text(high) + ", show " + quantity + ".";
    }
}
