package org.metabalance.app.picture;

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
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.metabalance.app.output.Output;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Saves figures. The same figure gives the same SVG everywhere, and the same PNG on machines with the same
 * fonts.
 */
public final class Figures {
    /** Pixels a point, in PNG: sharp on dense screens and when enlarged. */
    private static final int SCALE = 2;

    /** Of lengths, in SVG. */
    private static final int DECIMALS = 2;

    /** Fonts of the widths that places are made for, then any without serifs. */
    private static final String FONTS = "Verdana, 'DejaVu Sans', sans-serif";

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
        ByteArrayOutputStream pixels = pixels(figure);
        svg.write(text);
        png.bytes(pixels::writeTo);
    }

    /**
     * Writes {@code figure} as SVG alone.
     *
     * @throws org.metabalance.app.console.UserError if the file cannot be written
     */
    public static void saveSvg(Figure figure, Output svg) {
        System.setProperty("java.awt.headless", "true"); // before the desktop part is loaded
        svg.write(svg(figure));
    }

    /**
     * Writes {@code figure} as PNG alone: one that is made of pixels itself.
     *
     * @throws IOException if it cannot be drawn
     * @throws org.metabalance.app.console.UserError if the file cannot be written
     */
    public static void savePng(Figure figure, Output png) throws IOException {
        System.setProperty("java.awt.headless", "true"); // before the desktop part is loaded
        ByteArrayOutputStream pixels = pixels(figure);
        png.bytes(pixels::writeTo);
    }

    private static ByteArrayOutputStream pixels(Figure figure) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        if (!ImageIO.write(image(new Page(figure)), "png", pixels)) {
            throw new IOException("this JDK writes no PNG");
        }
        return pixels;
    }

    /** Returns the figure as a document that says in words, too, what it shows. */
    static String svg(Figure figure) {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(DECIMALS);
        context.setComment("");
        Page page = new Page(figure);
        Pen.Svg graphics = new Pen.Svg(context);
        graphics.setSVGCanvasSize(new Dimension(page.width(), page.height()));
        page.paint(new Pen(graphics));
        Element root = graphics.getRoot(document.getDocumentElement());
        root.setAttribute("viewBox", "0 0 " + page.width() + " " + page.height());
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", "title desc");
        root.insertBefore(words(document, "desc", figure.description()), root.getFirstChild());
        root.insertBefore(words(document, "title", figure.title()), root.getFirstChild());
        removeComments(root);
        fonts(root);
        return text(document);
    }

    private static Element words(Document document, String name, String text) {
        Element element = document.createElementNS(Pen.Svg.NAMESPACE, name);
        element.setAttribute("id", name);
        element.setTextContent(text);
        return element;
    }

    /** One family for the whole document, for that of this machine. */
    private static void fonts(Element root) {
        NodeList elements = root.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            ((Element) elements.item(i)).removeAttribute("font-family");
        }
        root.setAttribute("font-family", FONTS);
    }

    /** The generator puts one there, if an empty one. */
    private static void removeComments(Element root) {
        for (Node child = root.getFirstChild(); child != null;) {
            Node next = child.getNextSibling();
            if (child.getNodeType() == Node.COMMENT_NODE) {
                root.removeChild(child);
            }
            child = next;
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(Pen.Svg.NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // every JDK has this one
        }
    }

    private static String text(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "1");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e); // of a document in memory
        }
    }

    private static BufferedImage image(Page page) {
        BufferedImage image = new BufferedImage(
                SCALE * page.width(), SCALE * page.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        page.paint(new Pen(graphics));
        graphics.dispose();
        return image;
    }
}
