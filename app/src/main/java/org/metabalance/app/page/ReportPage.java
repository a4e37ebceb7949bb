package org.metabalance.app.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.results.ResultsFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page about what a folder holds: a comparison, a model, or a study. */
public final class ReportPage {
    /** The page's file. */
    public static final String NAME = "report.html";

    private static final String MODEL = "model.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReportPage() {}

    /**
     * Writes the page, over an earlier one, from the files in the folder.
     *
     * @param notes takes a line for what the page lacks
     * @throws UserError if the folder holds nothing to make it of, or that is damaged or of another version
     */
    public static void write(OutputDirectory directory, Consumer<String> notes) {
        Path folder = directory.path();
        if (Files.isRegularFile(folder.resolve(ResultsFile.NAME))) {
            Path file = folder.resolve(ResultsFile.NAME);
            JsonNode root = read(file);
            if (!root.path("format").asString("").equals(ResultsFile.FORMAT)
                    || root.path("version").asInt(0) != ResultsFile.VERSION) {
                throw new UserError(
                        file + " is no results.json of this version; compare again");
            }
            directory.write(NAME, new ComparisonPage(folder, root, notes).html());
        } else if (Files.isRegularFile(folder.resolve(MODEL))) {
            directory.write(
                    NAME, new ModelPage(folder, read(folder.resolve(MODEL)), notes).html());
        } else {
            directory.write(NAME, StudyPage.of(folder).html());
        }
    }

    /**
     * Returns what a comparison said of its best method, in a sentence and the name of its file; empty if another
     * method was the best.
     *
     * @param results its {@code results.json}
     */
    public static Optional<String> said(Path results, String method) {
        JsonNode summary = read(results).path("summary");
        return summary.path("methods").path(0).path("method").asString("").equals(method)
                ? Optional.of(Texts.format(
                        "%s (%s)", Headline.of(summary).getFirst().replaceFirst("\\.$", ""),
                        results))
                : Optional.empty();
    }

    /**
     * Writes the page of a study, whatever else the folder holds.
     *
     * @param study its name
     */
    public static void writeStudy(OutputDirectory directory, String study) {
        directory.write(NAME, StudyPage.of(directory.path(), study).html());
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        } catch (JacksonException e) {
            throw new UserError(file + " is not JSON", e);
        }
    }
}
