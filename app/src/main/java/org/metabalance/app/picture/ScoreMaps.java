package org.metabalance.app.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * Planes of two features, each with points, and with what a classifier thinks of it: shades for its score,
 * a line where it decides.
 *
 * @param title above all planes
 * @param extent each is the square from - extent to extent
 * @param columns how many stand side by side
 * @param panels the planes
 * @param remarks what else must be known, in sentences
 */
public record ScoreMaps(
        String title, double extent, int columns, List<Panel> panels, List<String> remarks)
        implements Figure {
    /** The radius of a point of weight 1, which stands in the key where radii differ. */
    public static final double UNIT = 1.5;

    private static final int LEVELS = 10;
    private static final List<Color> SHADES = List.of(
            new Color(0xF7F7FB), new Color(0x9C97B8));

    private static final ColourBar SCORES = new ColourBar(
            "score, the classifier's probability of the minority", SHADES, 0, 1, LEVELS, false);

    /**
     * A plane.
     *
     * @param title above it
     * @param scores {@code [n][n]} from 0 to 1 at a grid over the plane, its corners included; rows from
     *     the top, columns from the left; null for no shades
     * @param threshold where the line is drawn
     * @param layers of points, the first at the bottom
     */
    public record Panel(String title, double[][] scores, double threshold, List<Layer> layers) {}

    /**
     * Points of one kind.
     *
     * @param name what they are, in the plural
     * @param points {@code [n][2]}
     * @param radii of each, in points; one for all if it has one element
     * @param colour theirs
     * @param filled whether discs are drawn, or rings
     */
    public record Layer(
            String name, float[][] points, double[] radii, Color colour, boolean filled) {

        /** Returns discs at the rows of class {@code label}, of which one in {@code every} is shown. */
        public static Layer of(String name, EncodedTable rows, int label, int every,
                double radius, Color colour) {
            int[] own = rows.indicesOf(label);
            float[][] points = new float[own.length / every][];
            for (int i = 0; i < points.length; i++) {
                // not always the same remainder: rows of a class may alternate between places
                int row = own[i * every + i % every];
                points[i] = new float[] {rows.feature(row, 0), rows.feature(row, 1)};
            }
            return new Layer(
                    every == 1 ? name : Texts.format("%s (one in %d)", name, every), points,
                    new double[] {radius}, colour, true);
        }

        double radius(int point) {
            return radii[radii.length == 1 ? 0 : point];
        }
    }

    private ScoreMap map(Panel panel) {
        return new ScoreMap(
                panel, extent, SCORES, (double) (Style.WIDTH - ScoreMap.LEFT) / columns);
    }

    @Override
    public int height() {
        int rows = Math.ceilDiv(panels.size(), columns);
        return (int) Math.ceil(map(panels.getFirst()).height() * rows);
    }

    @Override
    public void paint(Pen pen) {
        for (int i = 0; i < panels.size(); i++) {
            ScoreMap map = map(panels.get(i));
            boolean first = i % columns == 0;
            pen.at(
                    ScoreMap.LEFT + i % columns * map.width(), i / columns * map.height(),
                    () -> map.paint(pen, first));
        }
    }

    private boolean shaded() {
        return panels.stream().anyMatch(panel -> panel.scores() != null);
    }

    @Override
    public Optional<ColourBar> bar() {
        return shaded() ? Optional.of(SCORES) : Optional.empty();
    }

    private int outside() {
        return panels.stream().mapToInt(panel -> map(panel).outside()).sum();
    }

    @Override
    public List<Key.Entry> key() {
        Map<String, Key.Entry> entries = new LinkedHashMap<>();
        for (Panel panel : panels) {
            for (Layer layer : panel.layers()) {
                double radius = layer.radii().length == 1 ? layer.radii()[0] : UNIT;
                entries.putIfAbsent(
                        layer.name(),
                        new Key.Entry(
                                new Key.Point(layer.colour(), radius, layer.filled()),
                                layer.name()));
            }
        }
        List<Key.Entry> key = new ArrayList<>(entries.values());
        if (shaded()) {
            key.add(new Key.Entry(new Key.Rule(1.4, false, Style.INK), "threshold of decisions"));
        }
        if (outside() > 0) {
            key.add(new Key.Entry(new Key.Cut(false), "in its colour, towards a point outside"));
        }
        return key;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (outside() > 0) {
            notes.add(Texts.format("%s outside of the planes.",
                    outside() == 1 ? "1 point lies" : outside() + " points lie"));
        }
        notes.addAll(remarks);
        return notes;
    }

    @Override
    public String summary() {
        return Texts.format("Planes of two features with %s%s: %s.",
                LineChart.words(
                        panels.stream().flatMap(panel -> panel.layers().stream())
                                .map(Layer::name).distinct().toList()),
                shaded() ? " over shades of a classifier's score" : "",
                String.join("; ", panels.stream().map(Panel::title).toList()));
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        details.add(Texts.format(
                "Feature 1 to the right and feature 2 upwards, both from -%s to %s.",
                Axis.text(extent), Axis.text(extent)));
        for (Panel panel : panels) {
            details.add(Texts.format("%s: %s%s.", panel.title(),
                    panel.scores() == null && shaded() ? "no scores; " : "",
                    LineChart.words(panel.layers().stream()
                            .map(layer -> layer.points().length + " " + layer.name())
                            .toList())));
        }
        return details;
    }
}
