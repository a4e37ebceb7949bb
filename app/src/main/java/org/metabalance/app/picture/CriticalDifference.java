package org.metabalance.app.picture;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Pen.Anchor;
import org.metabalance.meta.statistics.Ranking;

/**
 * A critical-difference diagram (Demsar, JMLR 7, 2006): methods on an axis of mean ranks, the best to
 * the left; a bar joins methods that do not differ beyond noise.
 *
 * @param metric what methods are ranked by
 * @param ranking what to draw
 */
public record CriticalDifference(String metric, Ranking ranking) implements Figure {
    private static final int TOP = 46;
    private static final int BAR = 9;
    private static final int LINE = 19;
    private static final double MOST_MARGIN = .36;

    @Override
    public String title() {
        return "Mean ranks by " + metric;
    }

    @Override
    public int height() {
        return names() + LINE * Math.ceilDiv(ranking.methods().size(), 2) + 4;
    }

    /** Where the names begin: below the bars. */
    private int names() {
        return TOP + BAR * bars().size() + 24;
    }

    private List<List<Integer>> bars() {
        return ranking.cliques();
    }

    private double rank(int method) {
        return ranking.ranks().means()[method];
    }

    private String label(int method, boolean left) {
        String name = ranking.methods().get(method);
        return left
                ? Texts.format("%s %.2f", name, rank(method))
                : Texts.format("%.2f %s", rank(method), name);
    }

    private double margin() {
        List<String> labels = ranking.order().stream().map(m -> label(m, true)).toList();
        return Math.min(
                MOST_MARGIN * Style.WIDTH,
                Style.MARGIN + TextWidth.widest(labels, Style.TEXT, false) + 18);
    }

    @Override
    public void paint(Pen pen) {
        axis(pen);
        List<Integer> order = ranking.order();
        int left = Math.ceilDiv(order.size(), 2);
        for (int i = 0; i < order.size(); i++) {
            // the left half from the top, the right half towards the top, so that no lines cross
            int row = i < left ? i : order.size() - 1 - i;
            name(pen, order.get(i), row, i < left);
        }
        bars(pen);
    }

    private double x(double rank) {
        int k = ranking.methods().size();
        return margin() + (rank - 1) * (Style.WIDTH - 2 * margin()) / Math.max(1, k - 1);
    }

    private void axis(Pen pen) {
        int k = ranking.methods().size();
        pen.colour(Style.INK).stroke(1.2).line(x(1), TOP, x(k), TOP);
        pen.font(false, Style.TEXT).text(
                Texts.format("mean rank over %s (1 is best)",
                        Texts.count(ranking.ranks().dataSets(), "table")),
                Style.WIDTH / 2.0, TOP - 30, Anchor.MIDDLE);
        int step = Math.max(1, Math.ceilDiv(k, 12));
        pen.font(false, Style.SMALL);
        for (int rank = 1; rank <= k; rank++) {
            // every few, and the last, if there is room beside it
            if (rank == k || (rank - 1) % step == 0 && k - rank >= step) {
                pen.line(x(rank), TOP - 5, x(rank), TOP);
                pen.text(Integer.toString(rank), x(rank), TOP - 10, Anchor.MIDDLE);
            }
        }
    }

    private void name(Pen pen, int method, int row, boolean left) {
        double x = x(rank(method));
        double y = names() + LINE * row + 6.0;
        double end = left ? margin() - 10 : Style.WIDTH - margin() + 10;
        pen.colour(Style.INK).stroke(.8).line(x, TOP, x, y).line(x, y, end, y);
        pen.font(false, Style.TEXT).text(
                TextWidth.fit(
                        label(method, left), margin() - 14 - Style.MARGIN, Style.TEXT, false),
                left ? end - 4 : end + 4, y + 4, left ? Anchor.END : Anchor.START);
    }

    private void bars(Pen pen) {
        pen.colour(Style.colour(0)).round(4);
        List<List<Integer>> bars = bars();
        for (int i = 0; i < bars.size(); i++) {
            double y = TOP + 11.0 + BAR * i;
            pen.line(
                    x(rank(bars.get(i).getFirst())) - 3, y, x(rank(bars.get(i).getLast())) + 3,
                    y);
        }
    }

    @Override
    public List<Key.Entry> key() {
        return bars().isEmpty()
                ? List.of()
                : List.of(
                        new Key.Entry(
                                new Key.Rule(4, false, Style.colour(0)),
                                "joins methods of which no two differ beyond noise"));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Beside each name its mean rank.");
        if (!bars().isEmpty()) {
            notes.add("Beyond noise: Friedman's test of all, then Wilcoxon's signed-rank test of"
                    + " pairs with Holm's correction, p < 0.05.");
        }
        return notes;
    }

    @Override
    public String summary() {
        return Texts.format("Critical-difference diagram of %s by mean rank in %s over %s, 1 being"
                + " best.", Texts.count(ranking.methods().size(), "method"), metric,
                Texts.count(ranking.ranks().dataSets(), "table"));
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        details.add("From the best: " + String.join(", ", ranking.order().stream()
                .map(m -> Texts.format("%s %.2f", ranking.methods().get(m), rank(m))).toList())
                + ".");
        for (List<Integer> bar : bars()) {
            details.add(Texts.format("A bar joins %s to %s.",
                    ranking.methods().get(bar.getFirst()), ranking.methods().get(bar.getLast())));
        }
        return details;
    }
}
