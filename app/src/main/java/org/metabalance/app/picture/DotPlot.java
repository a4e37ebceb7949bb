package org.metabalance.app.picture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Pen.Anchor;
import org.metabalance.meta.statistics.Estimate;

/**
 * Values of many things side by side: a row a thing, a panel a place, each value a dot with a bar to either
 * side. Easier to read than bars or lines of a dozen colours.
 *
 * @param title above all panels
 * @param axes what is shown
 * @param rows the names of the things
 * @param marked those that stand out
 * @param panels the places, next to each other, each with an axis of its own
 * @param remarks what else must be known, in sentences
 */
public record DotPlot(
        String title, Axes axes, List<String> rows, Set<String> marked, List<Panel> panels,
        List<String> remarks) implements Figure {
    private static final int TOP = 26;
    private static final int LINE = 20;
    private static final int GAP = 28;
    private static final int FOOT = 42;

    /** The part of the width that names of rows may take. */
    private static final double MOST_LEFT = .4;

    /**
     * What is shown.
     *
     * @param value the quantity
     * @param bars what the bars are
     * @param marked what the things that stand out are called
     * @param others what the others are
     * @param reference the thing at whose value an upright line stands
     */
    public record Axes(
            String value, String bars, String marked, String others, String reference) {}

    /**
     * A place.
     *
     * @param title what it is
     * @param values one a row; NaN for none
     * @param reference where the upright line stands; NaN for none
     */
    public record Panel(String title, List<Estimate> values, double reference) {
        private double error(int row) {
            double error = values.get(row).standardError();
            return Double.isFinite(error) ? error : 0;
        }

        private Axis axis() {
            return Axis.around(
                    IntStream.range(0, values.size()).boxed()
                            .flatMapToDouble(
                                    row -> DoubleStream.of(
                                            values.get(row).mean() - error(row),
                                            values.get(row).mean() + error(row), reference))
                            .toArray());
        }
    }

    @Override
    public int height() {
        return TOP + LINE * rows.size() + FOOT;
    }

    private double left() {
        double widest = rows.stream()
                .mapToDouble(row -> TextWidth.of(row, Style.TEXT, marked.contains(row))).max()
                .orElse(0);
        return Math.min(MOST_LEFT * Style.WIDTH, Style.MARGIN + widest + 14);
    }

    private Color colour(String row) {
        return Style.colour(marked.contains(row) ? 1 : 0);
    }

    private static double y(int row) {
        return TOP + LINE * (row + .5);
    }

    private double bottom() {
        return TOP + (double) LINE * rows.size();
    }

    @Override
    public void paint(Pen pen) {
        double left = left();
        for (int r = 0; r < rows.size(); r++) {
            boolean strong = marked.contains(rows.get(r));
            pen.font(strong, Style.TEXT).colour(strong ? colour(rows.get(r)) : Style.INK);
            pen.text(
                    TextWidth.fit(
                            rows.get(r), left - 10 - Style.MARGIN, Style.TEXT, strong),
                    left - 10, y(r) + 4, Anchor.END);
        }
        double width = (Style.WIDTH - GAP / 2.0 - left + GAP) / panels.size() - GAP;
        for (int p = 0; p < panels.size(); p++) {
            panel(pen, panels.get(p), left + (width + GAP) * p, width);
        }
    }

    private void panel(Pen pen, Panel panel, double left, double width) {
        Axis axis = panel.axis();
        pen.font(true, Style.TEXT).colour(Style.INK).text(
                TextWidth.fit(panel.title(), width, Style.TEXT, true), left + width / 2, TOP - 10,
                Anchor.MIDDLE);
        pen.colour(Style.GRID).stroke(1);
        for (int r = 0; r < rows.size(); r++) {
            pen.line(left, y(r), left + width, y(r));
        }
        pen.colour(Style.INK).line(left, bottom(), left + width, bottom());
        pen.font(false, Style.SMALL);
        for (Axis.Tick tick : axis.ticks((int) (width / 60))) {
            double x = left + axis.share(tick.value()) * width;
            pen.line(x, bottom(), x, bottom() + 4);
            double half = TextWidth.of(tick.label(), Style.SMALL, false) / 2;
            if (x - half > left - GAP / 2.0 && x + half < left + width + GAP / 2.0) {
                pen.text(tick.label(), x, bottom() + 17, Anchor.MIDDLE);
            }
        }
        pen.font(false, Style.TEXT).text(
                TextWidth.fit(axes.value(), width, Style.TEXT, false), left + width / 2,
                bottom() + 35, Anchor.MIDDLE);
        if (Double.isFinite(panel.reference())) {
            double x = left + axis.share(panel.reference()) * width;
            pen.broken(1).line(x, TOP, x, bottom());
        }
        dots(pen, panel, axis, left, width);
    }

    private void dots(Pen pen, Panel panel, Axis axis, double left, double width) {
        pen.stroke(1.6);
        for (int r = 0; r < rows.size(); r++) {
            double value = panel.values().get(r).mean();
            pen.colour(colour(rows.get(r)));
            if (!Double.isFinite(value)) {
                pen.font(false, Style.SMALL)
                        .text("none", left + width / 2, y(r) + 4, Anchor.MIDDLE);
                continue;
            }
            double x = left + axis.share(value) * width;
            double from = left + axis.share(value - panel.error(r)) * width;
            double to = left + axis.share(value + panel.error(r)) * width;
            pen.line(from, y(r), to, y(r));
            pen.fill(new Ellipse2D.Double(x - 4, y(r) - 4, 8, 8));
        }
    }

    private boolean bars() {
        return panels.stream().anyMatch(
                panel -> IntStream.range(0, rows.size()).anyMatch(r -> panel.error(r) > 0));
    }

    @Override
    public List<Key.Entry> key() {
        List<Key.Entry> entries = new ArrayList<>();
        if (rows.stream().anyMatch(marked::contains)) {
            entries.add(new Key.Entry(new Key.Dot(Style.colour(1), bars()), axes.marked()));
        }
        if (!marked.containsAll(rows)) {
            entries.add(new Key.Entry(new Key.Dot(Style.colour(0), bars()), axes.others()));
        }
        if (panels.stream().anyMatch(panel -> Double.isFinite(panel.reference()))) {
            entries.add(
                    new Key.Entry(new Key.Rule(1, true, Style.INK), axes.reference()));
        }
        return entries;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (bars()) {
            notes.add("Dots: means. Bars: " + axes.bars() + ".");
        }
        if (panels.size() > 1) {
            notes.add("Every panel has an axis of its own.");
        }
        notes.addAll(remarks);
        return notes;
    }

    @Override
    public String summary() {
        return Texts.format("Dots of %s, a row for each of %s, a panel for %s.", axes.value(),
                Texts.count(rows.size(), "method"),
                LineChart.words(panels.stream().map(Panel::title).toList()));
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        details.add("Rows from the top: " + String.join(", ", rows) + ".");
        for (Panel panel : panels) {
            long there = panel.values().stream().filter(v -> Double.isFinite(v.mean())).count();
            details.add(Texts.format("%s: %s to the right, from %s to %s; %s.", panel.title(),
                    axes.value(), Axis.text(panel.axis().low()), Axis.text(panel.axis().high()),
                    Texts.count(there, "dot")));
        }
        return details;
    }
}
