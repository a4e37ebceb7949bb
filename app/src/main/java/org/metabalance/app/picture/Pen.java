package org.metabalance.app.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Element;

/** What figures are drawn with: shapes, and texts that keep their place in any font. */
public final class Pen {
    private static final float[] DASHES = {4, 3};

    /** Which point of a text's base line is given: a reader's font may be wider or narrower than ours. */
    enum Anchor {
        START, MIDDLE, END;

        /** Returns the value of SVG's attribute {@code text-anchor}. */
        String svg() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns where a text of a width begins if this point of it is at {@code x}. */
        double left(double x, double width) {
            return switch (this) {
                case START -> x;
                case MIDDLE -> x - width / 2;
                case END -> x - width;
            };
        }
    }

    private final Graphics2D graphics;

    Pen(Graphics2D graphics) {
        this.graphics = graphics;
        font(false, Style.TEXT);
    }

    /** Draws and writes in a colour from now on. */
    Pen colour(Color colour) {
        graphics.setColor(colour);
        return this;
    }

    /** Writes in a size, in points, from now on. */
    Pen font(boolean bold, int size) {
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
        return this;
    }

    /** Draws lines of a width, in points, with ends cut off, from now on. */
    Pen stroke(double width) {
        graphics.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        return this;
    }

    /** Draws lines with round ends from now on. */
    Pen round(double width) {
        graphics.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return this;
    }

    /** Draws broken lines from now on. */
    Pen broken(double width) {
        graphics.setStroke(
                new BasicStroke(
                        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES,
                        0));
        return this;
    }

    Pen line(double x1, double y1, double x2, double y2) {
        return draw(new Line2D.Double(x1, y1, x2, y2));
    }

    Pen draw(Shape shape) {
        graphics.draw(shape);
        return this;
    }

    Pen fill(Shape shape) {
        graphics.fill(shape);
        return this;
    }

    Pen fill(double x, double y, double width, double height) {
        return fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Draws an image of pixels, each with sharp edges. */
    Pen image(BufferedImage image, double x, double y, double width, double height) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / image.getWidth(), height / image.getHeight());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, place, null);
        return this;
    }

    /** Writes a text of which {@code anchor} is at (x, y), y being its base line. */
    Pen text(String text, double x, double y, Anchor anchor) {
        if (graphics instanceof Svg svg) {
            svg.text(text, x, y, anchor);
        } else {
            double width = graphics.getFontMetrics()
                    .getStringBounds(text, graphics).getWidth();
            graphics.drawString(text, (float) anchor.left(x, width), (float) y);
        }
        return this;
    }

    /** Writes a text turned about (x, y), against the clock. */
    Pen turned(String text, double x, double y, double degrees, Anchor anchor) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.toRadians(degrees));
        text(text, 0, 0, anchor);
        graphics.setTransform(before);
        return this;
    }

    /** Draws something with its origin at (x, y). */
    Pen at(double x, double y, Runnable drawing) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        drawing.run();
        graphics.setTransform(before);
        return this;
    }

    /** Draws something so many times as large; what is written too. */
    Pen scaled(double scale, Runnable drawing) {
        AffineTransform before = graphics.getTransform();
        graphics.scale(scale, scale);
        drawing.run();
        graphics.setTransform(before);
        return this;
    }

    /** Draws into an SVG document; what it writes stands where it belongs in the reader's font too. */
    static final class Svg extends SVGGraphics2D {
        /** Of all elements. */
        static final String NAMESPACE = "http://www.w3.org/2000/svg";

        Svg(SVGGeneratorContext context) {
            super(context, false);
        }

        private Svg(Svg other) {
            super(other);
        }

        @Override
        public Graphics create() {
            return new Svg(this);
        }

        /** Writes a text of which {@code anchor} is at (x, y). */
        void text(String text, double x, double y, Anchor anchor) {
            Element element = getDOMFactory()
                    .createElementNS(NAMESPACE, "text");
            element.setAttributeNS(null, "x", generatorCtx.doubleString(x));
            element.setAttributeNS(null, "y", generatorCtx.doubleString(y));
            element.setAttributeNS(null, "text-anchor", anchor.svg());
            element.setTextContent(text);
            domGroupManager.addElement(element, DOMGroupManager.FILL);
        }
    }
}
