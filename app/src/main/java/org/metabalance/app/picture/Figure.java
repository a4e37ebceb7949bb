package org.metabalance.app.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to look at, and the same in words. What is drawn here stands on a page with the title above
 * it and below it a colour bar, a key of all other colours and signs, and notes; the words are made of
 * the same.
 */
public sealed interface Figure
        permits LineChart, DotPlot, CriticalDifference, HeatMap, ImageGrid, ScoreMaps, Diagram {
    /** Returns the title. */
    String title();

    /** Returns what is shown, in one sentence. */
    String summary();

    /** Returns what stands where the picture cannot be seen: title and summary. */
    default String alternative() {
        return title() + " - " + Character.toLowerCase(summary().charAt(0))
                + summary().substring(1);
    }

    /** Returns more about it in sentences: ranges of axes, how much there is of what. */
    List<String> details();

    /** Returns how high the drawing is, in points; it is {@link Style#WIDTH} wide. */
    int height();

    /** Draws it with its upper left corner at the origin. */
    void paint(Pen pen);

    /** Returns what its colours and signs stand for. */
    List<Key.Entry> key();

    /** Returns what its colours stand for where these are numbers. */
    default Optional<ColourBar> bar() {
        return Optional.empty();
    }

    /** Returns what else must be known to read it, in sentences. */
    List<String> notes();

    /** Returns everything in words. */
    default String description() {
        List<String> sentences = new ArrayList<>();
        sentences.add(summary());
        sentences.addAll(details());
        bar().ifPresent(bar -> sentences.add(bar.inWords()));
        if (!key().isEmpty()) {
            sentences.add(
                    "Key: " + String.join("; ", key().stream().map(Key.Entry::inWords).toList())
                            + ".");
        }
        sentences.addAll(notes());
        return String.join(" ", sentences);
    }
}
