package org.metabalance.app.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * One of the planes of {@link ScoreMaps}.
 *
 * @param panel what is on it
 * @param extent it is the square from - extent to extent
 * @param colours of the scores
 * @param width of all of it, with its axes
 */
record ScoreMap(ScoreMaps.Panel panel, double extent, ColourBar colours, double width) {
    /** Room for the axis of the first plane of a row. */
    static final int LEFT = 50;

    private static final int GAP = 12;
    private static final int HEAD = 26;
    private static final int FOOT = 44;

    private double size() {
        return width - GAP;
    }

    double height() {
        return HEAD + size() + FOOT;
    }

    private double x(double feature) {
        return (feature + extent) / (2 * extent) * size();
    }

    private double y(double feature) {
        return (extent - feature) / (2 * extent) * size();
    }

    private boolean inside(float[] point) {
        return Math.abs(point[0]) <= extent && Math.abs(point[1]) <= extent;
    }

    /** How many points lie outside of the plane. */
    int outside() {
        int outside = 0;
        for (ScoreMaps.Layer layer : panel.layers()) {
            for (float[] point : layer.points()) {
                outside += inside(point) ? 0 : 1;
            }
        }
        return outside;
    }

    void paint(Pen pen, boolean first) {
        pen.colour(Style.INK).font(true, Style.SMALL).text(
                TextWidth.fit(panel.title(), width, Style.SMALL, true), size() / 2, HEAD - 8,
                Anchor.MIDDLE);
        pen.at(0, HEAD, () -> {
            if (panel.scores() != null) {
                shades(pen);
            }
            panel.layers().forEach(layer -> points(pen, layer));
            axes(pen, first);
        });
    }

    private void axes(Pen pen, boolean first) {
        pen.colour(Style.INK).stroke(1).draw(new Rectangle2D.Double(0, 0, size(), size()));
        pen.font(false, Style.SMALL);
        // none at the edges, where the next plane's would be
        for (Axis.Tick tick : Axis.exactly(-.9 * extent, .9 * extent).ticks(5)) {
            double x = x(tick.value());
            pen.line(x, size(), x, size() + 4);
            pen.text(tick.label(), x, size() + 16, Anchor.MIDDLE);
            if (first) {
                pen.line(-4, y(tick.value()), 0, y(tick.value()));
                pen.text(tick.label(), -7, y(tick.value()) + 4, Anchor.END);
            }
        }
        pen.text("feature 1", size() / 2, size() + 31, Anchor.MIDDLE);
        if (first) {
            pen.turned("feature 2", -32, size() / 2, 90, Anchor.MIDDLE);
        }
    }

    private void shades(Pen pen) {
        int levels = colours.steps();
        pen.colour(colours.of(0)).fill(0, 0, size(), size());
        double cell = size() / (panel.scores().length - 1);
        AffineTransform toPlane = AffineTransform.getScaleInstance(cell, cell);
        for (int level = 1; level < levels; level++) {
            pen.colour(colours.of((level + .5) / levels)).fill(
                    Contour.above(panel.scores(), (double) level / levels)
                            .createTransformedShape(toPlane));
        }
        pen.colour(Style.INK).stroke(1.4).draw(
                Contour.above(panel.scores(), panel.threshold())
                        .createTransformedShape(toPlane));
    }

    private void points(Pen pen, ScoreMaps.Layer layer) {
        pen.colour(layer.colour()).stroke(1);
        Path2D discs = new Path2D.Double();
        boolean alike = layer.filled() && layer.radii().length == 1;
        for (int i = 0; i < layer.points().length; i++) {
            float[] point = layer.points()[i];
            if (!inside(point)) {
                pen.fill(outward(point));
            } else if (alike) {
                // a line of almost no length with round ends: the shortest way to say it in SVG
                discs.moveTo(x(point[0]), y(point[1]));
                discs.lineTo(x(point[0]) + .01, y(point[1]));
            } else {
                double radius = layer.radius(i);
                Shape disc = new Ellipse2D.Double(
                        x(point[0]) - radius, y(point[1]) - radius, 2 * radius, 2 * radius);
                if (layer.filled()) {
                    pen.fill(disc);
                } else {
                    pen.draw(disc);
                }
            }
        }
        if (alike) {
            pen.round(2 * layer.radii()[0]).draw(discs);
        }
    }

    /** A triangle just inside the edge, that points to where a point outside lies. */
    private Shape outward(float[] point) {
        double x = Math.clamp(point[0], -extent, extent);
        double y = Math.clamp(point[1], -extent, extent);
        AffineTransform turned = AffineTransform.getTranslateInstance(
                Math.clamp(x(x), 6, size() - 6), Math.clamp(y(y), 6, size() - 6));
        turned.rotate(Math.atan2(point[0] - x, point[1] - y));
        return turned.createTransformedShape(Marker.UP);
    }
}
