package org.metabalance.app.picture;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.metabalance.app.picture.Pen.Anchor;
import org.metabalance.meta.statistics.Estimate;

/**
 * One of the charts of a {@link LineChart}, with its axes.
 *
 * @param axes those of all
 * @param panel what is in it
 * @param width of all of it
 * @param height of all of it
 */
record LinePanel(LineChart.Axes axes, LineChart.Panel panel, double width, double height) {
    private static final int RIGHT = 14;
    private static final int BOTTOM = 44;
    private static final int HEAD = 24;
    private static final int UNTITLED = 8;
    private static final int TICKS = 7;

    /** Points of one name stand side by side, so that their bars can be seen, but close. */
    private static final double APART = 5;

    /** What all points of a name take of the way to the next, at most. */
    private static final double MOST_OF_SLOT = .3;

    private static final double CAP = 3;

    Axis axis() {
        double[] ends = panel.lines().stream().flatMap(line -> line.values().stream())
                .flatMapToDouble(
                        value -> DoubleStream.of(
                                value.mean(), value.mean() - error(value),
                                value.mean() + error(value)))
                .toArray();
        return switch (axes.scale()) {
            case EVEN -> Axis.around(ends);
            case FROM_ZERO -> {
                Axis around = Axis.around(ends);
                boolean below = DoubleStream.of(ends).anyMatch(end -> end < 0);
                yield Axis.exactly(below ? around.low() : 0, around.high());
            }
            case LOGARITHMIC -> Axis.decades(ends);
        };
    }

    private static double error(Estimate value) {
        return Double.isFinite(value.standardError()) ? value.standardError() : 0;
    }

    boolean bars() {
        return values().anyMatch(value -> error(value) > 0);
    }

    /** Whether there are values that the axis does not reach. */
    boolean cut() {
        return values().anyMatch(value -> axis().share(value.mean()) < 0);
    }

    int points() {
        return (int) values().filter(value -> Double.isFinite(value.mean())).count();
    }

    private Stream<Estimate> values() {
        return panel.lines().stream().flatMap(line -> line.values().stream());
    }

    void paint(Pen pen) {
        new Drawing(pen, axis(), axis().ticks(TICKS)).paint();
    }

    /** The panel as it is drawn. */
    private final class Drawing {
        private final Pen pen;
        private final Axis axis;
        private final List<Axis.Tick> ticks;
        private final double left;
        private final double top;

        Drawing(Pen pen, Axis axis, List<Axis.Tick> ticks) {
            this.pen = pen;
            this.axis = axis;
            this.ticks = ticks;
            List<String> labels = ticks.stream().map(Axis.Tick::label).toList();
            this.left = Style.MARGIN + 24 + TextWidth.widest(labels, Style.SMALL, false);
            this.top = panel.title().isEmpty() ? UNTITLED : HEAD;
        }

        private double bottom() {
            return height - BOTTOM;
        }

        private double right() {
            return width - RIGHT;
        }

        private double x(int name, int line) {
            double slot = (right() - left) / axes.names().size();
            int lines = panel.lines().size();
            double apart = Math.min(APART, MOST_OF_SLOT * slot / Math.max(1, lines));
            return left + slot * (name + .5) + apart * (line - (lines - 1) / 2.0);
        }

        /** The height of a value, no farther than the edges. */
        private double y(double value) {
            return bottom() - Math.clamp(axis.share(value), 0, 1) * (bottom() - top);
        }

        void paint() {
            grid();
            names();
            for (int i = 0; i < panel.lines().size(); i++) {
                line(panel.lines().get(i), i);
            }
            for (int i = 0; i < panel.lines().size(); i++) {
                points(panel.lines().get(i), i);
            }
        }

        private void grid() {
            pen.colour(Style.GRID).stroke(1);
            for (Axis.Tick tick : ticks) {
                pen.line(left, y(tick.value()), right(), y(tick.value()));
            }
            pen.colour(Style.INK).line(left, top, left, bottom());
            pen.line(left, bottom(), right(), bottom());
            pen.font(false, Style.SMALL);
            for (Axis.Tick tick : ticks) {
                pen.line(left - 4, y(tick.value()), left, y(tick.value()));
                pen.text(tick.label(), left - 7, y(tick.value()) + 4, Anchor.END);
            }
            pen.font(false, Style.TEXT)
                    .turned(axes.y(), 20, (top + bottom()) / 2, 90, Anchor.MIDDLE);
            if (!panel.title().isEmpty()) {
                pen.font(true, Style.TEXT).text(
                        TextWidth.fit(panel.title(), right() - left, Style.TEXT, true),
                        (left + right()) / 2, 15, Anchor.MIDDLE);
            }
        }

        private void names() {
            double slot = (right() - left) / axes.names().size();
            double widest = TextWidth.widest(axes.names(), Style.SMALL, false) + 6;
            int every = Math.max(1, (int) Math.ceil(widest / slot));
            pen.font(false, Style.SMALL);
            for (int i = 0; i < axes.names().size(); i++) {
                double x = left + slot * (i + .5);
                pen.line(x, bottom(), x, bottom() + 4);
                if (i % every == 0) {
                    pen.text(axes.names().get(i), x, bottom() + 17, Anchor.MIDDLE);
                }
            }
            pen.font(false, Style.TEXT)
                    .text(axes.x(), (left + right()) / 2, bottom() + 36, Anchor.MIDDLE);
        }

        /** Broken where it leads to a value that the axis does not reach. */
        private void line(LineChart.Line line, int number) {
            pen.colour(Style.colour(line.number()));
            for (int i = 1; i < line.values().size(); i++) {
                double from = line.values().get(i - 1).mean();
                double to = line.values().get(i).mean();
                if (Double.isFinite(from) && Double.isFinite(to)) {
                    boolean reached = Math.min(axis.share(from), axis.share(to)) >= 0;
                    if (reached) {
                        pen.stroke(2);
                    } else {
                        pen.broken(1.2);
                    }
                    pen.line(x(i - 1, number), y(from), x(i, number), y(to));
                }
            }
        }

        private void points(LineChart.Line line, int number) {
            pen.colour(Style.colour(line.number())).stroke(1.3);
            for (int i = 0; i < line.values().size(); i++) {
                Estimate value = line.values().get(i);
                double x = x(i, number);
                if (!Double.isFinite(value.mean())) {
                    continue;
                }
                if (axis.share(value.mean()) < 0) {
                    pen.fill(Marker.at(Marker.DOWN, x, bottom() - 6));
                    continue;
                }
                Marker.of(line.number()).paint(pen, x, y(value.mean()));
                if (error(value) > 0) {
                    bar(x, value.mean() - error(value), value.mean() + error(value));
                }
            }
        }

        private void bar(double x, double from, double to) {
            pen.line(x, y(from), x, y(to));
            for (double end : new double[] {from, to}) {
                if (axis.share(end) >= 0 && axis.share(end) <= 1) {
                    pen.line(x - CAP, y(end), x + CAP, y(end));
                }
            }
        }
    }
}
