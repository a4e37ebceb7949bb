package org.metabalance.app.picture;

import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * Boxes joined by arrows. What is wider than a page is drawn smaller.
 *
 * @param title above it
 * @param summary what it shows, in a sentence
 * @param kinds what boxes there are: the colour of each, by {@link Style#colour}, and what it stands for
 * @param boxes with their places, in points, from the upper left corner
 * @param arrows between them
 * @param remarks what else must be known, in sentences
 */
public record Diagram(
        String title, String summary, List<Kind> kinds, List<Box> boxes, List<Arrow> arrows,
        List<String> remarks) implements Figure {
    private static final double HEAD = 7;

    /** A kind of boxes. */
    public record Kind(int colour, String text) {}

    /**
     * A box.
     *
     * @param kind its place among the kinds
     * @param name what is written in it
     * @param note smaller, below
     */
    public record Box(
            double x, double y, double width, double height, int kind, String name, String note) {
        private String inWords() {
            return name + ", " + note;
        }
    }

    /** A line with a head at its end; x and y of its points in turn. */
    public record Arrow(List<Double> points) {}

    private static double inner() {
        return Style.WIDTH - 2.0 * Style.MARGIN;
    }

    private double widest() {
        return DoubleStream.concat(
                boxes.stream().mapToDouble(box -> box.x() + box.width()),
                arrows.stream().flatMap(arrow -> IntStream
                        .iterate(0, i -> i < arrow.points().size(), i -> i + 2)
                        .mapToObj(arrow.points()::get)).mapToDouble(x -> x + 1))
                .max().orElse(1);
    }

    private double scale() {
        return Math.min(1, inner() / widest());
    }

    @Override
    public int height() {
        double deepest = boxes.stream().mapToDouble(box -> box.y() + box.height()).max().orElse(0);
        return (int) Math.ceil(scale() * deepest) + Style.MARGIN;
    }

    @Override
    public void paint(Pen pen) {
        double left = Style.MARGIN + (inner() - scale() * widest()) / 2;
        pen.at(left, 0, () -> pen.scaled(scale(), () -> {
            arrows.forEach(arrow -> paint(pen, arrow.points()));
            boxes.forEach(box -> paint(pen, box));
        }));
    }

    private static void paint(Pen pen, List<Double> points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points.get(0), points.get(1));
        for (int i = 2; i < points.size(); i += 2) {
            path.lineTo(points.get(i), points.get(i + 1));
        }
        pen.colour(Style.INK).stroke(1).draw(path);
        double x = points.get(points.size() - 2);
        double y = points.getLast();
        double angle = Math.atan2(y - points.get(points.size() - 3),
                x - points.get(points.size() - 4));
        Path2D head = new Path2D.Double();
        head.moveTo(x, y);
        for (double side : new double[] {-.4, .4}) {
            head.lineTo(x - HEAD * Math.cos(angle + side), y - HEAD * Math.sin(angle + side));
        }
        head.closePath();
        pen.fill(head);
    }

    private void paint(Pen pen, Box box) {
        RoundRectangle2D frame = new RoundRectangle2D.Double(
                box.x(), box.y(), box.width(), box.height(), 8, 8);
        pen.colour(Style.PAPER).fill(frame);
        pen.colour(Style.colour(kinds.get(box.kind()).colour())).stroke(1.6).draw(frame);
        double middle = box.x() + box.width() / 2;
        double line = box.y() + box.height() / 2;
        pen.colour(Style.INK).font(true, Style.TEXT).text(
                TextWidth.fit(box.name(), box.width() - 6, Style.TEXT, true), middle,
                line - 3, Anchor.MIDDLE);
        pen.font(false, Style.SMALL).text(
                TextWidth.fit(box.note(), box.width() - 6, Style.SMALL, false), middle,
                line + 12, Anchor.MIDDLE);
    }

    @Override
    public List<String> details() {
        return List.of(Texts.format(
                "From top to bottom, %d boxes: %s.", boxes.size(),
                boxes.stream().map(Box::inWords).collect(Collectors.joining("; "))));
    }

    @Override
    public List<Key.Entry> key() {
        return IntStream.range(0, kinds.size())
                .filter(kind -> boxes.stream().anyMatch(box -> box.kind() == kind))
                .mapToObj(kind -> new Key.Entry(
                        new Key.Frame(Style.colour(kinds.get(kind).colour())),
                        kinds.get(kind).text()))
                .toList();
    }

    @Override
    public List<String> notes() {
        return remarks;
    }
}
