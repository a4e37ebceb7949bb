package org.metabalance.studies.figure;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;

/**
 * The names of lines that several charts share.
 *
 * @param width of the figure
 * @param height of the figure
 * @param names of the lines
 * @param numbers which colour each line has, as given to {@link Style#line}
 */
public record Legend(int width, int height, List<String> names, List<Integer> numbers)
        implements Figure {
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int LINE = 26;
    private static final int SAMPLE = 34;

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setFont(Style.font(Font.PLAIN, 14));
        for (int i = 0; i < names.size(); i++) {
            int y = TOP + i * LINE;
            graphics.setColor(Style.colour(numbers.get(i)));
            graphics.setStroke(new BasicStroke(2));
            graphics.draw(new Line2D.Double(LEFT, y, LEFT + SAMPLE, y));
            Style.marker(numbers.get(i)).paint(graphics, LEFT + SAMPLE / 2.0, y, 8);
            graphics.setColor(Style.INK);
            graphics.drawString(names.get(i), LEFT + SAMPLE + 12, y + 5);
        }
    }
}
