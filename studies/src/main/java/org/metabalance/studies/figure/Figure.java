package org.metabalance.studies.figure;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** Something to look at, of a fixed size in points. */
public interface Figure {
    /** Returns the width. */
    int width();

    /** Returns the height. */
    int height();

    /** Draws it with its upper left corner at the origin. */
    void paint(Graphics2D graphics);

    /** Returns a chart as a figure. */
    static Figure of(Chart<?, ?> chart) {
        return new Figure() {
            @Override
            public int width() {
                return chart.getWidth();
            }

            @Override
            public int height() {
                return chart.getHeight();
            }

            @Override
            public void paint(Graphics2D graphics) {
                chart.paint(graphics, width(), height());
            }
        };
    }

    /** Returns figures of equal size in rows of {@code columns}. */
    static Figure grid(int columns, List<Figure> figures) {
        int across = figures.getFirst().width();
        int down = figures.getFirst().height();
        return new Figure() {
            @Override
            public int width() {
                return across * columns;
            }

            @Override
            public int height() {
                return down * Math.ceilDiv(figures.size(), columns);
            }

            @Override
            public void paint(Graphics2D graphics) {
                for (int i = 0; i < figures.size(); i++) {
                    AffineTransform before = graphics.getTransform();
                    graphics.translate(i % columns * across, i / columns * down);
                    figures.get(i).paint(graphics);
                    graphics.setTransform(before);
                }
            }
        };
    }
}
