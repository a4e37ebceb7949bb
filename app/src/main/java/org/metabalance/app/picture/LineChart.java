package org.metabalance.app.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Estimate;

/**
 * Lines through values at names, in one panel or several, the lines of a number alike in all.
 *
 * @param title above all panels
 * @param axes theirs
 * @param panels the charts, in rows
 * @param remarks what else must be known, in sentences
 */
public record LineChart(String title, Axes axes, List<Panel> panels, List<String> remarks)
        implements Figure {
    private static final int HEIGHT = 370;
    private static final int HEIGHT_OF_SEVERAL = 270;

    /** How a value becomes a height. */
    public enum Scale {
        /** Evenly, as far as the values go. */
        EVEN,
        /** Evenly, from 0. */
        FROM_ZERO,
        /** By its logarithm; 0 has no place there, and is marked at the lower edge. */
        LOGARITHMIC
    }

    /**
     * What both axes of all panels are.
     *
     * @param x the quantity to the right
     * @param names its values, evenly apart
     * @param y the quantity upwards
     * @param scale of it
     * @param bars what error bars are; empty if there are none
     */
    public record Axes(String x, List<String> names, String y, Scale scale, String bars) {}

    /** A chart: its title, empty for one that is alone, and its lines. */
    public record Panel(String title, List<Line> lines) {}

    /**
     * A line.
     *
     * @param name in the key
     * @param number its colour and marker, from 0: the same in all panels
     * @param values one for each name, NaN for none
     */
    public record Line(String name, int number, List<Estimate> values) {}

    /** Returns a value without an error bar. */
    public static Estimate exactly(double value) {
        return new Estimate(value, Double.NaN);
    }

    private int columns() {
        return panels.size() == 1 ? 1 : 2;
    }

    private int panelHeight() {
        return panels.size() == 1 ? HEIGHT : HEIGHT_OF_SEVERAL;
    }

    @Override
    public int height() {
        return panelHeight() * Math.ceilDiv(panels.size(), columns());
    }

    @Override
    public void paint(Pen pen) {
        double width = (double) Style.WIDTH / columns();
        for (int i = 0; i < panels.size(); i++) {
            LinePanel panel = new LinePanel(axes, panels.get(i), width, panelHeight());
            pen.at(i % columns() * width, (double) (i / columns()) * panelHeight(),
                    () -> panel.paint(pen));
        }
    }

    private Stream<LinePanel> drawn() {
        return panels.stream().map(panel -> new LinePanel(axes, panel, 0, 0));
    }

    private boolean cut() {
        return drawn().anyMatch(LinePanel::cut);
    }

    /** Each name once. */
    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Panel panel : panels) {
            for (Line line : panel.lines()) {
                if (lines.stream().noneMatch(known -> known.name().equals(line.name()))) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    @Override
    public List<Key.Entry> key() {
        List<Key.Entry> entries = new ArrayList<>();
        lines().forEach(
                line -> entries.add(new Key.Entry(new Key.Line(line.number()), line.name())));
        if (cut()) {
            entries.add(
                    new Key.Entry(new Key.Cut(true), "0, which a logarithmic axis cannot show"));
        }
        return entries;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!axes.bars().isEmpty() && drawn().anyMatch(LinePanel::bars)) {
            notes.add("Bars: " + axes.bars() + ".");
        }
        if (panels.stream().anyMatch(panel -> panel.lines().size() > 1)) {
            notes.add("Points of the same " + axes.x() + " stand side by side.");
        }
        notes.addAll(remarks);
        return notes;
    }

    @Override
    public String summary() {
        List<String> names = lines().stream().map(Line::name).toList();
        String where = panels.size() == 1
                ? ""
                : Texts.format(
                        ", in a panel each for %s",
                        words(panels.stream().map(Panel::title).toList()));
        return Texts.format("Lines of %s against %s for %s%s.", axes.y(), axes.x(), words(names),
                where);
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        details.add(Texts.format("To the right %s: %s.", axes.x(),
                String.join(", ", axes.names())));
        for (Panel panel : panels) {
            LinePanel drawn = new LinePanel(axes, panel, 0, 0);
            details.add(
                    Texts.format("%s%s upwards%s, from %s to %s; %s.",
                            panel.title().isEmpty() ? "" : panel.title() + ": ", axes.y(),
                            axes.scale() == Scale.LOGARITHMIC ? " by its logarithm" : "",
                            Axis.text(drawn.axis().low()), Axis.text(drawn.axis().high()),
                            Texts.count(drawn.points(), "point")));
        }
        return details;
    }

    /** Returns names as a list in a sentence. */
    static String words(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and "
                        + names.getLast();
    }
}
