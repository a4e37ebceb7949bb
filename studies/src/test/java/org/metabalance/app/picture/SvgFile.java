package org.metabalance.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.metabalance.app.picture.Pen.Anchor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A figure as it was saved, and what must hold for every one, whatever it shows. */
public final class SvgFile {
    private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\(([^)]*)\\)");
    private static final Pattern COLOUR = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");

    private static final Set<String> SHAPES = Set.of(
            "path", "line", "rect", "circle", "ellipse", "polygon", "polyline");

    /** Widths of texts are those of one font: boxes may touch by this part of their size. */
    private static final double TOUCHING = .03;

    private final String name;
    private final Element root;
    private final List<Text> texts = new ArrayList<>();
    private final Set<Color> colours = new HashSet<>();

    /** A text and where it stands. */
    private record Text(String text, Shape box) {}

    private SvgFile(String name, String text) {
        this.name = name;
        this.root = parse(text).getDocumentElement();
        walk(root, new AffineTransform(), 12, false);
    }

    private static Document parse(String text) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    /** Checks a figure. */
    static SvgFile check(Figure figure) {
        SvgFile file = new SvgFile(figure.title(), Figures.svg(figure));
        file.check();
        return file;
    }

    /** Checks all figures in a folder; returns how many there are. */
    public static int checkAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".svg")).sorted().toList();
        }
        for (Path file : files) {
            new SvgFile(file.getFileName().toString(), Files.readString(file)).check();
        }
        return files.size();
    }

    private void check() {
        saysWhatItShows();
        hasPaper();
        textsStandFree();
        coloursAreExplained();
    }

    String description() {
        return children().get(1).getTextContent();
    }

    Set<Color> colours() {
        return colours;
    }

    boolean says(String text) {
        return texts.stream().anyMatch(t -> t.text().contains(text));
    }

    private List<Element> children() {
        List<Element> children = new ArrayList<>();
        for (Node n = root.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private void saysWhatItShows() {
        assertEquals("img", root.getAttribute("role"), name);
        assertEquals("title desc", root.getAttribute("aria-labelledby"), name);
        for (String part : List.of("title", "desc")) {
            Element element = children().get(part.equals("title") ? 0 : 1);
            assertEquals(part, element.getTagName(), name);
            assertEquals(part, element.getAttribute("id"), name);
            assertTrue(element.getTextContent().length() > 3, name);
        }
        assertTrue(description().length() > 100, name + ": " + description());
        assertFalse(description().contains("NaN") || description().contains(".."), description());
    }

    /** White behind everything, whatever colour the reader's page has. */
    private void hasPaper() {
        Element first = (Element) root.getElementsByTagName("rect").item(0);
        assertEquals(canvas(), new Rectangle2D.Double(
                number(first, "x"), number(first, "y"), number(first, "width"),
                number(first, "height")), name);
        assertEquals("white", ((Element) first.getParentNode()).getAttribute("fill"), name);
        assertEquals(
                "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"),
                root.getAttribute("viewBox"), name);
    }

    private Rectangle2D canvas() {
        return new Rectangle2D.Double(0, 0, number(root, "width"), number(root, "height"));
    }

    private void textsStandFree() {
        for (Text text : texts) {
            assertTrue(
                    canvas().contains(text.box().getBounds2D()),
                    name + ": '" + text.text() + "' leaves the figure, "
                            + text.box().getBounds2D());
        }
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(
                        overlap(texts.get(i).box(), texts.get(j).box()),
                        name + ": '" + texts.get(i).text() + "' overlaps '" + texts.get(j).text()
                                + "'");
            }
        }
    }

    private static boolean overlap(Shape a, Shape b) {
        if (!a.getBounds2D().intersects(b.getBounds2D())) {
            return false;
        }
        Area common = new Area(a);
        common.intersect(new Area(b));
        return !common.isEmpty();
    }

    /** In words too: a colour that the description does not name is in no key. */
    private void coloursAreExplained() {
        boolean scale = description().contains("Colours from light");
        for (Color colour : colours) {
            if (Style.COLOURS.contains(colour)) {
                String key = description().replaceFirst(".*Key: ", "");
                assertTrue(
                        key.contains(Style.name(colour) + " "),
                        name + ": " + Style.name(colour) + " stands for nothing in " + key);
            } else {
                assertTrue(
                        scale || Set.of(Style.INK, Style.GRID, Style.PAPER).contains(colour),
                        name + ": " + colour + " is explained nowhere");
            }
        }
        if (scale) {
            assertTrue(colours.size() > 8, name);
        }
    }

    private void walk(Element element, AffineTransform outer, double outerSize, boolean outerBold) {
        AffineTransform transform = new AffineTransform(outer);
        transform.concatenate(transform(element.getAttribute("transform")));
        String written = element.getAttribute("font-size");
        double size = written.isEmpty() ? outerSize : Double.parseDouble(written.replace("px", ""));
        String weight = element.getAttribute("font-weight");
        boolean bold = weight.isEmpty() ? outerBold : weight.equals("bold");
        if (element.getTagName().equals("text")) {
            texts.add(text(element, transform, (int) size, bold));
        }
        if (SHAPES.contains(element.getTagName())) {
            colour(element, "fill");
            colour(element, "stroke");
        }
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                walk(child, transform, size, bold);
            }
        }
    }

    private Text text(Element element, AffineTransform transform, int size, boolean bold) {
        String text = element.getTextContent();
        Anchor anchor = Anchor.valueOf(
                element.getAttribute("text-anchor").toUpperCase(Locale.ROOT));
        double width = TextWidth.of(text, size, bold);
        double left = anchor.left(number(element, "x"), width) + TOUCHING * width / 2;
        Rectangle2D box = new Rectangle2D.Double(
                left, number(element, "y") - .76 * size, width * (1 - TOUCHING), .98 * size);
        return new Text(text, transform.createTransformedShape(box));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** The colour that a shape has, its own or that of a group around it. */
    private void colour(Element element, String attribute) {
        Node at = element;
        while (at instanceof Element e && e.getAttribute(attribute).isEmpty()) {
            at = e.getParentNode();
        }
        String value = at instanceof Element e ? e.getAttribute(attribute) : "none";
        Matcher matcher = COLOUR.matcher(value);
        if (matcher.matches()) {
            int[] channels = Stream.of(1, 2, 3).mapToInt(
                    i -> Integer.parseInt(matcher.group(i))).toArray();
            colours.add(new Color(channels[0], channels[1], channels[2]));
        } else if (!value.equals("none")) {
            colours.add(value.equals("white") ? Color.WHITE : Color.BLACK);
        }
    }

    private static AffineTransform transform(String text) {
        AffineTransform transform = new AffineTransform();
        Matcher matcher = FUNCTION.matcher(text);
        while (matcher.find()) {
            double[] n = Arrays.stream(matcher.group(2).split("[ ,]+"))
                    .mapToDouble(Double::parseDouble).toArray();
            switch (matcher.group(1)) {
                case "translate" -> transform.translate(n[0], n.length > 1 ? n[1] : 0);
                case "scale" -> transform.scale(n[0], n[1]);
                case "rotate" -> transform.rotate(Math.toRadians(n[0]));
                case "matrix" -> transform.concatenate(new AffineTransform(n));
                default -> throw new AssertionError(text);
            }
        }
        return transform;
    }
}
