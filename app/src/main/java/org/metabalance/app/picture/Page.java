package org.metabalance.app.picture;

import java.util.List;
import org.metabalance.app.picture.Pen.Anchor;

/** A figure with what explains it: the title above, colour bar, key and notes below. */
record Page(Figure figure) {
    private static final int HEAD = 34;
    private static final int NOTE = 16;
    private static final int APART = 8;

    private Key key() {
        return new Key(figure.key(), inner());
    }

    private static double inner() {
        return Style.WIDTH - 2.0 * Style.MARGIN;
    }

    private List<String> notes() {
        return figure.notes().stream()
                .flatMap(note -> TextWidth.wrap(note, inner(), Style.SMALL).stream()).toList();
    }

    int width() {
        return Style.WIDTH;
    }

    int height() {
        return HEAD + figure.height() + figure.bar().map(_ -> ColourBar.HEIGHT + APART).orElse(0)
                + APART + key().height() + NOTE * notes().size() + Style.MARGIN;
    }

    void paint(Pen pen) {
        pen.colour(Style.PAPER).fill(0, 0, width(), height());
        pen.colour(Style.INK).font(true, Style.TITLE).text(
                TextWidth.fit(figure.title(), inner(), Style.TITLE, true), Style.MARGIN, 23,
                Anchor.START);
        pen.at(0, HEAD, () -> figure.paint(pen));
        double y = HEAD + figure.height();
        if (figure.bar().isPresent()) {
            pen.at(Style.MARGIN + APART, y + APART, () -> figure.bar().get().paint(pen));
            y += ColourBar.HEIGHT + APART;
        }
        y += APART;
        pen.at(Style.MARGIN, y, () -> key().paint(pen));
        y += key().height();
        pen.colour(Style.INK).font(false, Style.SMALL);
        for (String note : notes()) {
            y += NOTE;
            pen.text(note, Style.MARGIN, y - 3, Anchor.START);
        }
    }
}
