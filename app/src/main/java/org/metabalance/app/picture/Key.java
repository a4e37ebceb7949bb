package org.metabalance.app.picture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * What the colours and signs of a figure stand for, in rows as wide as the figure.
 *
 * @param entries in their order
 * @param width of the rows
 */
public record Key(List<Entry> entries, double width) {
    private static final int LINE = 20;
    private static final int SAMPLE = 30;
    private static final int GAP = 6;
    private static final int APART = 18;

    /** A sign and what it stands for. */
    public record Entry(Sample sample, String text) {
        /** Returns it in words: {@code blue line with discs: exact}. */
        String inWords() {
            return sample.inWords() + ": " + text;
        }

        private double width() {
            return SAMPLE + GAP + TextWidth.of(text, Style.TEXT, false) + APART;
        }
    }

    /** A sign as it looks in the figure. */
    public sealed interface Sample {
        /** Draws it around (0, 0), at most {@value #SAMPLE} wide. */
        void paint(Pen pen);

        String inWords();
    }

    /** The line of a number with its markers. */
    public record Line(int number) implements Sample {
        @Override
        public void paint(Pen pen) {
            pen.colour(Style.colour(number)).stroke(2).line(-SAMPLE / 2.0, 0, SAMPLE / 2.0, 0);
            Marker.of(number).paint(pen, 0, 0);
        }

        @Override
        public String inWords() {
            return Style.name(Style.colour(number)) + " line with " + Marker.of(number).label();
        }
    }

    /** A dot, perhaps with a bar to either side. */
    public record Dot(Color colour, boolean bar) implements Sample {
        @Override
        public void paint(Pen pen) {
            pen.colour(colour);
            if (bar) {
                pen.stroke(1.6).line(-SAMPLE / 2.0, 0, SAMPLE / 2.0, 0);
            }
            pen.fill(new Ellipse2D.Double(-4, -4, 8, 8));
        }

        @Override
        public String inWords() {
            return Style.name(colour) + " dot" + (bar ? " with a bar" : "");
        }
    }

    /** A box of a diagram. */
    public record Frame(Color colour) implements Sample {
        @Override
        public void paint(Pen pen) {
            pen.colour(colour).stroke(1.6)
                    .draw(new RoundRectangle2D.Double(-SAMPLE / 2.0 + 2, -7, SAMPLE - 4, 14, 6, 6));
        }

        @Override
        public String inWords() {
            return Style.name(colour) + " box";
        }
    }

    /** A point of a cloud: a disc or a ring. */
    public record Point(Color colour, double radius, boolean filled) implements Sample {
        @Override
        public void paint(Pen pen) {
            Ellipse2D disc = new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
            pen.colour(colour).stroke(1);
            if (filled) {
                pen.fill(disc);
            } else {
                pen.draw(disc);
            }
        }

        @Override
        public String inWords() {
            return Style.name(colour) + (filled ? " disc" : " ring");
        }
    }

    /** A line without a colour of its own. */
    public record Rule(double stroke, boolean broken, Color colour) implements Sample {
        @Override
        public void paint(Pen pen) {
            pen.colour(colour);
            if (broken) {
                pen.broken(stroke);
            } else {
                pen.stroke(stroke);
            }
            pen.line(-SAMPLE / 2.0, 0, SAMPLE / 2.0, 0);
        }

        @Override
        public String inWords() {
            return (broken ? "broken " : "") + Style.name(colour) + " line";
        }
    }

    /** The sign of a value that an axis or a scale does not reach. */
    public record Cut(boolean down) implements Sample {
        @Override
        public void paint(Pen pen) {
            pen.colour(Style.INK).fill(down ? Marker.DOWN : Marker.UP);
        }

        @Override
        public String inWords() {
            return "triangle that points " + (down ? "down" : "outward");
        }
    }

    int height() {
        return rows().size() * LINE;
    }

    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        double used = width;
        for (Entry entry : entries) {
            if (rows.isEmpty() || used + entry.width() > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(entry);
            used += entry.width();
        }
        return rows;
    }

    void paint(Pen pen) {
        double y = LINE / 2.0;
        for (List<Entry> row : rows()) {
            double x = SAMPLE / 2.0;
            for (Entry entry : row) {
                pen.at(x, y, () -> entry.sample().paint(pen));
                pen.colour(Style.INK).font(false, Style.TEXT).text(
                        TextWidth.fit(
                                entry.text(), width - SAMPLE - GAP, Style.TEXT, false),
                        x + SAMPLE / 2.0 + GAP, y + 4, Anchor.START);
                x += entry.width();
            }
            y += LINE;
        }
    }
}
