package org.metabalance.studies.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * What a classifier of two features thinks of the plane: shades for its score, a line where it decides,
 * and points over it.
 *
 * @param title above the plane
 * @param extent the plane is the square from - extent to extent
 * @param scores {@code [n][n]} from 0 to 1 at a grid over the plane, its corners included; rows from the
 *     top, columns from the left; null for no shades
 * @param threshold where the line is drawn
 * @param layers of points, the first at the bottom
 */
public record ScoreMap(
        String title, double extent, double[][] scores, double threshold, List<Layer> layers)
        implements Figure {
    private static final int SIZE = 240;
    private static final int MARGIN = 10;
    private static final int HEAD = 26;
    private static final int LEVELS = 10;
    private static final Color LOW = new Color(0xF7F9FB);
    private static final Color HIGH = new Color(0xF0A878);

    /**
     * Points of one kind.
     *
     * @param points {@code [n][2]}
     * @param radii of each, in points; one for all if it has one element
     * @param colour theirs
     * @param filled whether discs are drawn, or rings
     */
    public record Layer(float[][] points, double[] radii, Color colour, boolean filled) {

        /** Returns discs at the rows of class {@code label}, of which one in {@code every} is shown. */
        public static Layer of(EncodedTable rows, int label, int every, double radius,
                Color colour) {
            int[] own = rows.indicesOf(label);
            float[][] points = new float[own.length / every][];
            for (int i = 0; i < points.length; i++) {
                // not always the same remainder: rows of a class may alternate between places
                int row = own[i * every + i % every];
                points[i] = new float[] {rows.feature(row, 0), rows.feature(row, 1)};
            }
            return new Layer(points, new double[] {radius}, colour, true);
        }
    }

    @Override
    public int width() {
        return SIZE + MARGIN;
    }

    @Override
    public int height() {
        return SIZE + HEAD + MARGIN;
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setFont(Style.font(Font.BOLD, 13));
        graphics.setColor(Style.INK);
        int across = graphics.getFontMetrics().stringWidth(title);
        graphics.drawString(title, (width() - across) / 2, HEAD - 8);
        AffineTransform before = graphics.getTransform();
        graphics.translate(MARGIN / 2, HEAD);
        Rectangle2D plane = new Rectangle2D.Double(0, 0, SIZE, SIZE);
        if (scores != null) {
            shades(graphics, plane);
        }
        Shape clip = graphics.getClip();
        graphics.clip(plane);
        for (Layer layer : layers) {
            points(graphics, layer);
        }
        graphics.setClip(clip);
        graphics.setColor(new Color(0xBBBBBB));
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(plane);
        graphics.setTransform(before);
    }

    private void shades(Graphics2D graphics, Rectangle2D plane) {
        graphics.setColor(LOW);
        graphics.fill(plane);
        double cell = (double) SIZE / (scores.length - 1);
        AffineTransform toPlane = AffineTransform.getScaleInstance(cell, cell);
        for (int level = 1; level < LEVELS; level++) {
            double share = (double) level / LEVELS;
            graphics.setColor(between(share));
            graphics.fill(Contour.above(scores, share).createTransformedShape(toPlane));
        }
        Path2D decided = Contour.above(scores, threshold);
        graphics.setColor(Style.INK);
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.draw(decided.createTransformedShape(toPlane));
    }

    private static Color between(double share) {
        return new Color(
                mix(LOW.getRed(), HIGH.getRed(), share),
                mix(LOW.getGreen(), HIGH.getGreen(), share),
                mix(LOW.getBlue(), HIGH.getBlue(), share));
    }

    private static int mix(int low, int high, double share) {
        return (int) Math.round(low + (high - low) * share);
    }

    private void points(Graphics2D graphics, Layer layer) {
        graphics.setColor(layer.colour());
        graphics.setStroke(new BasicStroke(1));
        Path2D discs = new Path2D.Double();
        boolean alike = layer.filled() && layer.radii().length == 1;
        for (int i = 0; i < layer.points().length; i++) {
            double radius = layer.radii()[layer.radii().length == 1 ? 0 : i];
            double x = (layer.points()[i][0] + extent) / (2 * extent) * SIZE;
            double y = (extent - layer.points()[i][1]) / (2 * extent) * SIZE;
            if (alike) {
                // a line of almost no length with round ends: the shortest way to say it in SVG
                discs.moveTo(x, y);
                discs.lineTo(x + .01, y);
                continue;
            }
            Shape disc = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            if (layer.filled()) {
                graphics.fill(disc);
            } else {
                graphics.draw(disc);
            }
        }
        if (alike) {
            graphics.setStroke(
                    new BasicStroke(
                            (float) (2 * layer.radii()[0]), BasicStroke.CAP_ROUND,
                            BasicStroke.JOIN_ROUND));
            graphics.draw(discs);
        }
    }
}
