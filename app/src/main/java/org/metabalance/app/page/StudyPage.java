package org.metabalance.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.metabalance.app.console.UserError;
import tools.jackson.databind.JsonNode;

/** The page of a study: its text, with the figures inside. */
final class StudyPage {
    private static final String FORMAT = "metabalance-study";
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private final Path folder;
    private final String study;
    private final String text;

    private StudyPage(Path folder, String study, String text) {
        this.folder = folder;
        this.study = study;
        this.text = text;
    }

    /**
     * Finds the study of a folder.
     *
     * @throws UserError if there is none
     */
    static StudyPage of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode root = ReportPage.read(file);
                String study = root.path("study").asString("");
                if (root.path("format").asString("").equals(FORMAT)
                        && Files.isRegularFile(folder.resolve(study + ".md"))) {
                    return of(folder, study);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UserError(
                folder + " holds nothing to report on: no results.json of 'metabalance compare', no"
                        + " model.json of 'metabalance train' and no text of a study");
    }

    /** Returns the page of a study whose text is there. */
    static StudyPage of(Path folder, String study) {
        try {
            return new StudyPage(folder, study, Files.readString(folder.resolve(study + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String html() {
        HtmlRenderer renderer = HtmlRenderer.builder().extensions(TABLES).escapeHtml(true)
                .attributeProviderFactory(_ -> (node, _, attributes) -> {
                    if (node instanceof Image image) {
                        attributes.put("src", inside(image.getDestination()));
                    }
                    if (node instanceof TableBlock || node instanceof FencedCodeBlock) {
                        attributes.put("tabindex", "0"); // it scrolls sideways, by keyboard too
                    }
                }).build();
        Map<String, Object> slots = new LinkedHashMap<>();
        slots.put("title", "Study: " + study);
        slots.put("body", renderer.render(
                Parser.builder().extensions(TABLES).build().parse(text)));
        return PageTemplate.fill("study.ftlh", slots);
    }

    /** A figure as part of the page; of another file nothing. */
    private String inside(String name) {
        Path file = folder.resolve(name).normalize();
        if (!name.endsWith(".svg") || !folder.normalize().equals(file.getParent())
                || !Files.isRegularFile(file)) {
            return "data:,";
        }
        try {
            return "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
