package org.metabalance.studies.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.Texts;

/**
 * A table of numbers as colours, each written in its cell: from yellow, the smallest tenth of them, to
 * dark blue, the largest. A few that are far below the others must not make these all alike.
 *
 * @param title above it
 * @param rowTitle what rows are
 * @param columnTitle what columns are
 * @param rows their names
 * @param columns their names
 * @param values {@code [rows][columns]}; cells without a number stay empty
 * @param format of a number in its cell
 */
public record HeatMap(
        String title, String rowTitle, String columnTitle, List<String> rows, List<String> columns,
        double[][] values, String format) implements Figure {
    private static final int LEFT = 170;
    private static final int TOP = 150;
    private static final int CELL_HEIGHT = 30;

    /** Light to dark in even steps of lightness, which a printer without colours keeps. */
    private static final Color[] SCALE = {
        new Color(0xFFFFD9), new Color(0xC7E9B4), new Color(0x7FCDBB), new Color(0x41B6C4),
        new Color(0x1D91C0), new Color(0x225EA8), new Color(0x0C2C84)
    };

    @Override
    public int width() {
        return Style.WIDTH;
    }

    @Override
    public int height() {
        return TOP + CELL_HEIGHT * rows.size() + 12;
    }

    private double cell() {
        return (width() - LEFT - 12.0) / columns.size();
    }

    @Override
    public void paint(Graphics2D g) {
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite).sorted().toArray();
        double least = all.length == 0 ? 0 : all[all.length / 10];
        double most = all.length == 0 ? 1 : all[all.length - 1];
        titles(g);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                if (Double.isFinite(values[r][c])) {
                    double share = most > least ? (values[r][c] - least) / (most - least) : .5;
                    cell(g, r, c, Math.max(0, share));
                }
            }
        }
    }

    private void titles(Graphics2D g) {
        g.setColor(Style.INK);
        g.setFont(Style.font(Font.BOLD, 15));
        g.drawString(title, 12, 24);
        g.setFont(Style.font(Font.PLAIN, 13));
        g.drawString(columnTitle + " \u2192", LEFT, 46);
        g.drawString(rowTitle + " \u2193", 12, TOP - 8);
        g.setFont(Style.font(Font.PLAIN, 12));
        for (int r = 0; r < rows.size(); r++) {
            g.drawString(rows.get(r), 12, TOP + CELL_HEIGHT * r + CELL_HEIGHT / 2 + 4);
        }
        AffineTransform before = g.getTransform();
        for (int c = 0; c < columns.size(); c++) {
            g.translate(LEFT + cell() * (c + .5), TOP - 6);
            g.rotate(-Math.PI / 4);
            g.drawString(columns.get(c), 0, 0);
            g.setTransform(before);
        }
    }

    private void cell(Graphics2D g, int r, int c, double share) {
        double x = LEFT + cell() * c;
        double y = TOP + CELL_HEIGHT * (double) r;
        g.setColor(colour(share));
        g.fill(new Rectangle2D.Double(x, y, cell() - 1, CELL_HEIGHT - 1));
        g.setColor(share > .5 ? Color.WHITE : Style.INK);
        g.setFont(Style.font(Font.PLAIN, 11));
        String text = Texts.format(format, values[r][c]);
        double shift = (cell() - g.getFontMetrics().stringWidth(text)) / 2;
        g.drawString(text, (float) (x + shift), (float) (y + CELL_HEIGHT / 2.0 + 4));
    }

    private static Color colour(double share) {
        double at = share * (SCALE.length - 1);
        int low = Math.min(SCALE.length - 2, (int) at);
        double t = at - low;
        Color a = SCALE[low];
        Color b = SCALE[low + 1];
        return new Color(
                mix(a.getRed(), b.getRed(), t), mix(a.getGreen(), b.getGreen(), t),
                mix(a.getBlue(), b.getBlue(), t));
    }

    private static int mix(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }
}
