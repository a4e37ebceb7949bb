package org.metabalance.app.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * A table of numbers as colours, each written in its cell: from yellow, the smallest, to dark blue, the
 * largest. A few that are far below the others must not make these all alike: if the smallest tenth would
 * take a third of the colours, it gets the first one, and is marked.
 *
 * @param title above it
 * @param axes what is shown
 * @param rows their names
 * @param columns their names
 * @param values {@code [rows][columns]}; cells without a number stay empty
 * @param remarks what else must be known, in sentences
 */
public record HeatMap(
        String title, Axes axes, List<String> rows, List<String> columns, double[][] values,
        List<String> remarks) implements Figure {
    private static final int CELL_HEIGHT = 30;
    private static final int HEAD = 26;

    /** Light to dark in even steps of lightness, which a printer without colours keeps. */
    private static final List<Color> SCALE = List.of(
            new Color(0xFFFFD9), new Color(0xC7E9B4), new Color(0x7FCDBB), new Color(0x41B6C4),
            new Color(0x1D91C0), new Color(0x225EA8), new Color(0x0C2C84));

    /**
     * What is shown.
     *
     * @param rows what they are
     * @param columns what they are
     * @param quantity what the numbers are
     * @param format of a number in its cell
     */
    public record Axes(String rows, String columns, String quantity, String format) {}

    private double left() {
        return Style.MARGIN + 12
                + Math.max(
                        TextWidth.widest(rows, Style.TEXT, false),
                        TextWidth.of(axes.rows() + " \u2193", Style.TEXT, true));
    }

    /** Names of columns are turned by half a right angle. */
    private double top() {
        return HEAD + TextWidth.widest(columns, Style.TEXT, false) * Math.sqrt(.5) + 22;
    }

    /** Of the last column's name something stands out to the right. */
    private double right() {
        return TextWidth.of(columns.getLast(), Style.TEXT, false) * Math.sqrt(.5);
    }

    private double cell() {
        return (Style.WIDTH - left() - Math.max(Style.MARGIN, right() - 16)) / columns.size();
    }

    @Override
    public int height() {
        return (int) Math.ceil(top()) + CELL_HEIGHT * rows.size();
    }

    private double[] sorted() {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite)
                .sorted().toArray();
    }

    private ColourBar colours() {
        double[] all = sorted();
        double smallest = all.length == 0 ? 0 : all[0];
        double tenth = all.length == 0 ? 0 : all[all.length / 10];
        double most = all.length == 0 ? 1 : all[all.length - 1];
        boolean cut = tenth - smallest > (most - smallest) / 3;
        return new ColourBar(
                axes.quantity(), SCALE, cut ? tenth : smallest, most, 0, cut);
    }

    @Override
    public Optional<ColourBar> bar() {
        return Optional.of(colours());
    }

    @Override
    public void paint(Pen pen) {
        titles(pen);
        ColourBar colours = colours();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                if (Double.isFinite(values[r][c])) {
                    cell(pen, colours, r, c);
                }
            }
        }
    }

    private void titles(Pen pen) {
        pen.colour(Style.INK).font(true, Style.TEXT)
                .text(axes.columns() + " \u2192", left(), 14, Anchor.START)
                .text(axes.rows() + " \u2193", Style.MARGIN, top() - 8, Anchor.START);
        pen.font(false, Style.TEXT);
        for (int r = 0; r < rows.size(); r++) {
            pen.text(rows.get(r), left() - 8, top() + CELL_HEIGHT * (r + .5) + 4, Anchor.END);
        }
        for (int c = 0; c < columns.size(); c++) {
            pen.turned(columns.get(c), left() + cell() * (c + .5), top() - 6, 45, Anchor.START);
        }
    }

    private void cell(Pen pen, ColourBar colours, int r, int c) {
        double x = left() + cell() * c;
        double y = top() + CELL_HEIGHT * (double) r;
        Color colour = colours.of(values[r][c]);
        pen.colour(colour).fill(x, y, cell() - 1, CELL_HEIGHT - 1);
        pen.colour(Style.readableOn(colour)).font(false, Style.SMALL).text(
                Texts.format(axes.format(), values[r][c]), x + cell() / 2,
                y + CELL_HEIGHT / 2.0 + 4, Anchor.MIDDLE);
        if (values[r][c] < colours.low()) {
            pen.fill(Marker.at(Marker.SMALL_DOWN, x + cell() - 6, y + 5));
        }
    }

    private long cut() {
        double least = colours().low();
        return Arrays.stream(sorted()).filter(value -> value < least).count();
    }

    @Override
    public List<Key.Entry> key() {
        return cut() == 0
                ? List.of()
                : List.of(
                        new Key.Entry(
                                new Key.Cut(true),
                                Texts.format("less than %s, in the lightest colour too",
                                        Axis.text(colours().low()))));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (sorted().length < rows.size() * columns.size()) {
            notes.add("Empty cells: no result.");
        }
        notes.addAll(remarks);
        return notes;
    }

    @Override
    public String summary() {
        return Texts.format("Heat map of %s, %s as rows and %s as columns, %d by %d.",
                axes.quantity(), axes.rows(), axes.columns(), rows.size(), columns.size());
    }

    @Override
    public List<String> details() {
        double[] all = sorted();
        List<String> details = new ArrayList<>();
        details.add("Rows: " + String.join(", ", rows) + ".");
        details.add("Columns: " + String.join(", ", columns) + ".");
        if (all.length > 0) {
            details.add(Texts.format("%s, from %s to %s; %d below the scale.",
                    Texts.count(all.length, "number"), Axis.text(all[0]),
                    Axis.text(all[all.length - 1]), cut()));
        }
        return details;
    }
}
