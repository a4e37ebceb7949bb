package org.metabalance.app.picture;

import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a function on a square grid is above a level, as closed outlines: marching squares with linear
 * interpolation, saddles divided by the mean of their corners.
 */
final class Contour {
    private final double[][] field;
    private final double level;
    /** From where an outline enters a cell to where it leaves it. */
    private final Map<Edge, Edge> segments = new HashMap<>();

    /** The edge from grid point (row, column) to the one right of it or below it. */
    private record Edge(int row, int column, boolean down) {}

    private Contour(double[][] field, double level) {
        this.field = field;
        this.level = level;
    }

    /**
     * Returns the region in grid coordinates: x to the right, 0 to columns - 1, and y down, 0 to rows -
     * 1. It ends at the edge of the grid.
     *
     * @param field [rows][columns]
     */
    static Path2D above(double[][] field, double level) {
        Contour contour = new Contour(field, level);
        // one cell more on every side, in which everything is below
        for (int row = -1; row < field.length; row++) {
            for (int column = -1; column < field[0].length; column++) {
                contour.cell(row, column);
            }
        }
        return contour.path();
    }

    private double value(int row, int column) {
        boolean inside = row >= 0 && row < field.length && column >= 0 && column < field[0].length;
        return inside ? field[row][column] : Double.NEGATIVE_INFINITY;
    }

    private void cell(int row, int column) {
        boolean a = value(row, column) > level;
        boolean b = value(row, column + 1) > level;
        boolean c = value(row + 1, column + 1) > level;
        boolean d = value(row + 1, column) > level;
        Edge top = new Edge(row, column, false);
        Edge right = new Edge(row, column + 1, true);
        Edge bottom = new Edge(row + 1, column, false);
        Edge left = new Edge(row, column, true);
        int corners = (a ? 8 : 0) + (b ? 4 : 0) + (c ? 2 : 0) + (d ? 1 : 0);
        // every segment goes so that what is above lies on its left
        switch (corners) {
            case 1 -> segments.put(bottom, left);
            case 2 -> segments.put(right, bottom);
            case 3 -> segments.put(right, left);
            case 4 -> segments.put(top, right);
            case 6 -> segments.put(top, bottom);
            case 7 -> segments.put(top, left);
            case 8 -> segments.put(left, top);
            case 9 -> segments.put(bottom, top);
            case 11 -> segments.put(right, top);
            case 12 -> segments.put(left, right);
            case 13 -> segments.put(bottom, right);
            case 14 -> segments.put(left, bottom);
            case 5 -> {
                boolean joined = joined(row, column);
                segments.put(top, joined ? left : right);
                segments.put(bottom, joined ? right : left);
            }
            case 10 -> {
                boolean joined = joined(row, column);
                segments.put(left, joined ? bottom : top);
                segments.put(right, joined ? top : bottom);
            }
            default -> {
                // all above or all below
            }
        }
    }

    private boolean joined(int row, int column) {
        return value(row, column) + value(row, column + 1) + value(row + 1, column)
                + value(row + 1, column + 1) > 4 * level;
    }

    private Path2D path() {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        // grid order, so that the same field gives the same path
        for (int row = -1; row <= field.length; row++) {
            for (int column = -1; column <= field[0].length; column++) {
                outline(path, new Edge(row, column, false));
                outline(path, new Edge(row, column, true));
            }
        }
        return path;
    }

    private void outline(Path2D path, Edge start) {
        Edge at = start;
        boolean first = true;
        while (segments.containsKey(at)) {
            double along = along(at);
            double x = at.column + (at.down ? 0 : along);
            double y = at.row + (at.down ? along : 0);
            if (first) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
            first = false;
            at = segments.remove(at);
        }
        if (!first) {
            path.closePath();
        }
    }

    /** Where on the edge the level is crossed; at its grid point if the other end is outside. */
    private double along(Edge edge) {
        double from = value(edge.row, edge.column);
        double to = edge.down
                ? value(edge.row + 1, edge.column)
                : value(edge.row, edge.column + 1);
        if (Double.isInfinite(from)) {
            return 1;
        }
        return Double.isInfinite(to) ? 0 : (level - from) / (to - from);
    }
}
