package org.metabalance.app.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.page.PageTemplate;
import org.metabalance.app.picture.Diagram;
import org.metabalance.engine.Tape;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Exploration;
import org.metabalance.engine.inspect.explore.JavaSource;
import org.metabalance.engine.inspect.explore.Recording;
import org.metabalance.scoring.folder.Release;

/** The page about one computation. */
public final class ExplorerPage {
    private static final List<String> SCRIPTS = List.of(
            "model.js", "graph.js", "details.js", "charts.js", "explorer.js");

    private final String title;
    private final String text;
    private final Exploration told;

    private ExplorerPage(String title, String text, Exploration told) {
        this.title = title;
        this.text = text;
        this.told = told;
    }

    /**
     * Explores a computation, in F32, and returns the page.
     *
     * @throws IllegalArgumentException if what it records cannot be explored
     */
    public static ExplorerPage of(Explorable explorable) {
        Recording recording = explorable.record(Tape.f32());
        boolean twoLevels = !recording.from().isEmpty();
        Exploration told = Exploration.of(recording);
        Map<String, Object> slots = new LinkedHashMap<>();
        slots.put("title", explorable.title());
        slots.put("data", ExplorerData.of(told, twoLevels).toString().replace("<", "\\u003c"));
        slots.put("source", told.source().map(JavaSource::text).orElse(""));
        slots.put("sourceMissing", told.sourceMissing());
        slots.put("hasFirstOrder", told.firstOrder().isPresent());
        slots.put("hasLandscape", told.landscape().isPresent());
        slots.put("release", Release.number());
        slots.put("style", PageTemplate.resource(ExplorerPage.class, "explorer.css"));
        StringBuilder script = new StringBuilder();
        SCRIPTS.forEach(name -> script
                .append(PageTemplate.resource(ExplorerPage.class, name)).append('\n'));
        slots.put("script", script.toString());
        return new ExplorerPage(
                explorable.title(), PageTemplate.fill(ExplorerPage.class, "explorer.ftlh", slots),
                told);
    }

    /** Returns the page's text. */
    public String text() {
        return text;
    }

    /** Returns the tape as a picture: every operation if they are few, else its outermost groups. */
    public Diagram picture() {
        return TapePicture.of(title, told);
    }

    /** Returns what it tells. */
    public Exploration told() {
        return told;
    }
}
