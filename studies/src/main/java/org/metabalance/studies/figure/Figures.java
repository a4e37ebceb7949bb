package org.metabalance.studies.figure;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.metabalance.app.output.Output;
import org.w3c.dom.Document;

/** Saves figures. The same figure on the same machine gives the same bytes. */
public final class Figures {
    /** Pixels a point, in PNG: sharp on dense screens and when enlarged. */
    private static final int SCALE = 2;

    /** Of lengths, in SVG. */
    private static final int DECIMALS = 2;

    private Figures() {}

    /**
     * Writes {@code figure} to both files.
     *
     * @throws IOException if it cannot be drawn
     * @throws org.metabalance.app.console.UserError if a file cannot be written
     */
    public static void save(Figure figure, Output svg, Output png) throws IOException {
        System.setProperty("java.awt.headless", "true"); // before the desktop part is loaded
        String text = svg(figure);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        if (!ImageIO.write(image(figure), "png", pixels)) {
            throw new IOException("this JDK writes no PNG");
        }
        svg.write(text);
        png.bytes(pixels::writeTo);
    }

    private static String svg(Figure figure) throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setPrecision(DECIMALS);
        context.setComment("");
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
        paint(figure, graphics);
        StringWriter text = new StringWriter();
        graphics.stream(text, true); // styles as CSS
        return text.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // every JDK has this one
        }
    }

    private static BufferedImage image(Figure figure) {
        BufferedImage image = new BufferedImage(
                SCALE * figure.width(), SCALE * figure.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        paint(figure, graphics);
        graphics.dispose();
        return image;
    }

    private static void paint(Figure figure, Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, figure.width(), figure.height());
        figure.paint(graphics);
    }
}
