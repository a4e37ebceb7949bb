package org.metabalance.studies.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Estimate;

/**
 * Values of many things side by side: a row a thing, a panel a quantity, each value a dot with its
 * standard error to either side. Easier to read than bars or lines of a dozen colours.
 *
 * @param rows the names of the things
 * @param marked those that stand out
 * @param panels the quantities
 */
public record DotPlot(List<String> rows, Set<String> marked, List<Panel> panels)
        implements Figure {
    private static final int LEFT = 205;
    private static final int TOP = 34;
    private static final int LINE = 20;
    private static final int GAP = 16;

    /**
     * A quantity.
     *
     * @param title what it is
     * @param values one a row, with bars of a standard error; NaN for none
     * @param reference where an upright line stands; NaN for none
     */
    public record Panel(String title, List<Estimate> values, double reference) {}

    @Override
    public int width() {
        return Style.WIDTH;
    }

    @Override
    public int height() {
        return TOP + LINE * rows.size() + 34;
    }

    @Override
    public void paint(Graphics2D g) {
        for (int r = 0; r < rows.size(); r++) {
            boolean strong = marked.contains(rows.get(r));
            g.setFont(Style.font(strong ? Font.BOLD : Font.PLAIN, 12));
            g.setColor(strong ? Style.COLOURS.get(1) : Style.INK);
            FontMetrics metrics = g.getFontMetrics();
            g.drawString(
                    rows.get(r), LEFT - 10 - metrics.stringWidth(rows.get(r)), (int) y(r) + 4);
        }
        double width = (width() - LEFT - 10.0) / panels.size();
        for (int p = 0; p < panels.size(); p++) {
            panel(g, panels.get(p), LEFT + width * p, width - GAP);
        }
    }

    private static double y(int row) {
        return TOP + LINE * (row + .5);
    }

    private void panel(Graphics2D g, Panel panel, double left, double width) {
        double[] ends = ends(panel);
        double bottom = TOP + LINE * (double) rows.size();
        g.setFont(Style.font(Font.BOLD, 12));
        g.setColor(Style.INK);
        g.drawString(panel.title(), (float) left, TOP - 12);
        g.setColor(new Color(0xE4E4E4));
        g.setStroke(new BasicStroke(1));
        for (int r = 0; r < rows.size(); r++) {
            g.draw(new Line2D.Double(left, y(r), left + width, y(r)));
        }
        g.setColor(Style.INK);
        g.draw(new Line2D.Double(left, bottom, left + width, bottom));
        g.setFont(Style.font(Font.PLAIN, 11));
        for (double tick : ticks(ends, width)) {
            double x = x(tick, ends, left, width);
            g.draw(new Line2D.Double(x, bottom, x, bottom + 4));
            String text = Texts.format("%s", (float) tick);
            g.drawString(
                    text, (float) x - g.getFontMetrics().stringWidth(text) / 2f,
                    (float) bottom + 17);
        }
        if (Double.isFinite(panel.reference())) {
            double x = x(panel.reference(), ends, left, width);
            g.setStroke(new BasicStroke(
                    1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0));
            g.draw(new Line2D.Double(x, TOP, x, bottom));
        }
        dots(g, panel, ends, left, width);
    }

    private void dots(Graphics2D g, Panel panel, double[] ends, double left, double width) {
        g.setStroke(new BasicStroke(1.6f));
        for (int r = 0; r < rows.size(); r++) {
            double value = panel.values().get(r).mean();
            if (!Double.isFinite(value)) {
                continue;
            }
            g.setColor(Style.COLOURS.get(marked.contains(rows.get(r)) ? 1 : 0));
            double error = error(panel, r);
            g.draw(new Line2D.Double(
                    x(value - error, ends, left, width), y(r), x(value + error, ends, left, width),
                    y(r)));
            g.fill(new Ellipse2D.Double(x(value, ends, left, width) - 4, y(r) - 4, 8, 8));
        }
    }

    private static double error(Panel panel, int row) {
        double error = panel.values().get(row).standardError();
        return Double.isFinite(error) ? error : 0;
    }

    private double[] ends(Panel panel) {
        int[] there = IntStream.range(0, rows.size())
                .filter(r -> Double.isFinite(panel.values().get(r).mean())).toArray();
        double least = Arrays.stream(there)
                .mapToDouble(r -> panel.values().get(r).mean() - error(panel, r)).min().orElse(0);
        double most = Arrays.stream(there)
                .mapToDouble(r -> panel.values().get(r).mean() + error(panel, r)).max().orElse(1);
        double margin = Math.max(1e-6, .05 * (most - least));
        return new double[] {least - margin, most + margin};
    }

    private static double x(double value, double[] ends, double left, double width) {
        return left + (value - ends[0]) / (ends[1] - ends[0]) * width;
    }

    /** Round numbers, as far apart as they can be: two in a narrow panel, more in a wide one. */
    private static double[] ticks(double[] ends, double width) {
        int wanted = width < 200 ? 2 : (int) (width / 70);
        double step = Math.pow(10, Math.ceil(Math.log10(ends[1] - ends[0])));
        double[] ticks = {};
        for (int i = 0; ticks.length < wanted; i++) {
            step /= i % 3 == 1 ? 2.5 : 2; // 1, .5, .2, .1
            ticks = multiples(ends, step);
        }
        return ticks;
    }

    private static double[] multiples(double[] ends, double step) {
        return LongStream.rangeClosed(
                (long) Math.ceil(ends[0] / step), (long) Math.floor(ends[1] / step))
                .mapToDouble(i -> i * step).toArray();
    }
}
