package org.metabalance.app.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes that tell lines apart without colours. */
enum Marker {
    DISC("discs", new Ellipse2D.Double(-4, -4, 8, 8)),
    DIAMOND("diamonds", path(0, -5, 5, 0, 0, 5, -5, 0)),
    SQUARE("squares", new Rectangle2D.Double(-3.5, -3.5, 7, 7)),
    TRIANGLE("triangles", path(0, -5, 4.6, 3.5, -4.6, 3.5)),
    BAR("upright bars", new Rectangle2D.Double(-1.8, -5, 3.6, 10)),
    CROSS("crosses", path(
            -4.5, -3, -3, -4.5, 0, -1.5, 3, -4.5, 4.5, -3, 1.5, 0, 4.5, 3, 3, 4.5, 0, 1.5, -3,
            4.5, -4.5, 3, -1.5, 0)),
    PLUS("plus signs", path(
            -1, -5, 1, -5, 1, -1, 5, -1, 5, 1, 1, 1, 1, 5, -1, 5, -1, 1, -5, 1, -5, -1, -1, -1)),
    DASH("level bars", new Rectangle2D.Double(-5, -1.8, 10, 3.6)),
    TRAPEZOID("trapezoids", path(-2.5, -4, 2.5, -4, 5, 4, -5, 4));

    /** Points to where a value lies that the axis does not reach. */
    static final Shape UP = path(0, -6, 5, 3, -5, 3);

    static final Shape DOWN = path(0, 6, 5, -3, -5, -3);
    static final Shape SMALL_DOWN = path(0, 4, 4, -3, -4, -3);

    private final String label;
    private final Shape shape;

    Marker(String label, Shape shape) {
        this.label = label;
        this.shape = shape;
    }

    /** Returns the marker of the line of a number, from 0. */
    static Marker of(int number) {
        return values()[number % values().length];
    }

    /** Returns what a reader would call them. */
    String label() {
        return label;
    }

    /** Fills it around a point. */
    void paint(Pen pen, double x, double y) {
        pen.fill(at(shape, x, y));
    }

    static Shape at(Shape shape, double x, double y) {
        return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
    }

    private static Shape path(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
