package org.metabalance.app.picture;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Pen.Anchor;

/**
 * Images in rows, each with its class and the class it was given below it. Made of pixels, it is saved as
 * PNG alone.
 *
 * @param title above all
 * @param cells the images
 * @param remarks what else must be known, in sentences
 */
public record ImageGrid(String title, List<Cell> cells, List<String> remarks) implements Figure {
    private static final int COLUMNS = 8;
    private static final int GAP = 8;
    private static final int TEXT = 30;

    /**
     * An image.
     *
     * @param image what is drawn
     * @param actual its class
     * @param predicted the class it was given
     */
    public record Cell(BufferedImage image, String actual, String predicted) {}

    /** Copies the lists. */
    public ImageGrid {
        cells = List.copyOf(cells);
        remarks = List.copyOf(remarks);
    }

    private static double side() {
        return (Style.WIDTH - 2.0 * Style.MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
    }

    @Override
    public int height() {
        int rows = Math.ceilDiv(cells.size(), COLUMNS);
        return (int) Math.ceil(rows * (side() + TEXT + GAP));
    }

    @Override
    public void paint(Pen pen) {
        double side = side();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            double x = Style.MARGIN + i % COLUMNS * (side + GAP);
            double y = (double) (i / COLUMNS) * (side + TEXT + GAP);
            BufferedImage image = cell.image();
            double scale = side / Math.max(image.getWidth(), image.getHeight());
            double width = scale * image.getWidth();
            double height = scale * image.getHeight();
            pen.image(
                    image, x + (side - width) / 2, y + (side - height) / 2, width, height);
            pen.font(true, Style.SMALL).colour(Style.INK).text(
                    TextWidth.fit(cell.actual(), side, Style.SMALL, true), x + side / 2,
                    y + side + 12, Anchor.MIDDLE);
            pen.font(false, Style.SMALL).colour(Style.colour(1)).text(
                    TextWidth.fit(cell.predicted(), side, Style.SMALL, false), x + side / 2,
                    y + side + 25, Anchor.MIDDLE);
        }
    }

    @Override
    public List<Key.Entry> key() {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return Stream.concat(
                Stream.of(
                        "Bold: what it is. Below: what it was taken for, and how probable that was said to be."),
                remarks.stream()).toList();
    }

    @Override
    public String summary() {
        return Texts.count(cells.size(), "image")
                + " with the class of each and the class it was given.";
    }

    @Override
    public List<String> details() {
        return cells.stream().map(cell -> cell.actual() + " taken for " + cell.predicted() + ".")
                .toList();
    }
}
