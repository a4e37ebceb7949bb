package org.metabalance.studies.figure;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Ranking;

/**
 * A critical-difference diagram (Demsar, JMLR 7, 2006): methods on an axis of mean ranks, the best to
 * the left; a bar joins methods that do not differ beyond noise.
 *
 * @param ranking what to draw
 */
public record CriticalDifference(Ranking ranking) implements Figure {
    private static final int MARGIN = 215;
    private static final int TOP = 46;
    private static final int BAR = 9;
    private static final int LINE = 19;

    @Override
    public int width() {
        return Style.WIDTH;
    }

    @Override
    public int height() {
        return names() + LINE * Math.ceilDiv(ranking.methods().size(), 2) + 12;
    }

    /** Where the names begin: below the bars. */
    private int names() {
        return TOP + BAR * bars().size() + 24;
    }

    private List<List<Integer>> bars() {
        return ranking.cliques();
    }

    @Override
    public void paint(Graphics2D g) {
        g.setColor(Style.INK);
        g.setFont(Style.font(Font.PLAIN, 12));
        axis(g);
        List<Integer> order = ranking.order();
        int left = Math.ceilDiv(order.size(), 2);
        for (int i = 0; i < order.size(); i++) {
            // the left half from the top, the right half towards the top, so that no lines cross
            int row = i < left ? i : order.size() - 1 - i;
            name(g, order.get(i), row, i < left);
        }
        bars(g);
    }

    private double x(double rank) {
        int k = ranking.methods().size();
        return MARGIN + (rank - 1) * (width() - 2.0 * MARGIN) / Math.max(1, k - 1);
    }

    private void axis(Graphics2D g) {
        int k = ranking.methods().size();
        g.setStroke(new BasicStroke(1.2f));
        g.draw(new Line2D.Double(x(1), TOP, x(k), TOP));
        int step = Math.max(1, Math.ceilDiv(k, 12));
        for (int rank = 1; rank <= k; rank += step) {
            g.draw(new Line2D.Double(x(rank), TOP - 5, x(rank), TOP));
            centred(g, Integer.toString(rank), x(rank), TOP - 10);
        }
        centred(
                g, Texts.format("mean rank over %d data sets (1 is best)",
                        ranking.ranks().dataSets()),
                width() / 2.0, TOP - 28);
    }

    private void name(Graphics2D g, int method, int row, boolean left) {
        double rank = ranking.ranks().means()[method];
        double y = names() + LINE * row + 6.0;
        double end = left ? MARGIN - 10.0 : width() - MARGIN + 10.0;
        g.setColor(Style.INK);
        g.setStroke(new BasicStroke(.8f));
        g.draw(new Line2D.Double(x(rank), TOP, x(rank), y));
        g.draw(new Line2D.Double(x(rank), y, end, y));
        String text = left
                ? Texts.format("%s  %.2f", ranking.methods().get(method), rank)
                : Texts.format("%.2f  %s", rank, ranking.methods().get(method));
        FontMetrics metrics = g.getFontMetrics();
        float at = (float) (left ? end - 4 - metrics.stringWidth(text) : end + 4);
        g.drawString(text, at, (float) y + 4);
    }

    private void bars(Graphics2D g) {
        g.setColor(Style.COLOURS.getFirst());
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        List<List<Integer>> bars = bars();
        for (int i = 0; i < bars.size(); i++) {
            double y = TOP + 11.0 + BAR * i;
            double from = x(ranking.ranks().means()[bars.get(i).getFirst()]);
            double to = x(ranking.ranks().means()[bars.get(i).getLast()]);
            g.draw(new Line2D.Double(from - 3, y, to + 3, y));
        }
    }

    private static void centred(Graphics2D g, String text, double x, double y) {
        g.drawString(text, (float) (x - g.getFontMetrics().stringWidth(text) / 2.0), (float) y);
    }
}
