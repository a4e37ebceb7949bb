package org.metabalance.studies.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.page.ReportPage;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.Figures;
import org.metabalance.scoring.folder.Release;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what a study found: a text in Markdown by its template, the numbers in JSON, and figures.
 *
 * @param directory where to
 * @param terminal is told of figures that cannot be drawn
 */
public record ReportWriter(OutputDirectory directory, Terminal terminal) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A trial as the report names it. */
    private record Failure(String trial, String reason) {}

    /**
     * Writes the report, over an earlier one.
     *
     * @param trials how many there should be
     * @param results of the trials that ended well; not empty
     * @param failed the other results
     * @return the file of the text
     */
    public String write(
            Study study, StudyOptions options, int trials, List<Result> results,
            List<Result> failed) throws IOException {
        Findings findings = study.findings(options, new Results(results));
        String command = "metabalance study " + study.name() + options.text();
        Map<String, Object> slots = new LinkedHashMap<>(
                MarkdownTemplate.components(findings.slots()));
        slots.put("drawn", draw(findings));
        for (String name : findings.withheld()) {
            Files.deleteIfExists(directory.file(name + ".svg"));
            Files.deleteIfExists(directory.file(name + ".png"));
        }
        slots.put("study", study.name());
        slots.put("summary", study.summary());
        slots.put("command", command);
        slots.put("trials", trials);
        slots.put("endedWell", results.size());
        slots.put("log", TrialLog.FILE);
        slots.put("failures",
                failed.stream().map(f -> new Failure(f.key(), f.failure())).toList());
        List<String> verdicts = new ArrayList<>();
        String text = new MarkdownTemplate(study.getClass(), study.name()).fill(slots, verdicts);

        ObjectNode root = JSON.createObjectNode();
        root.put("format", "metabalance-study");
        root.put("version", 1);
        root.put("madeWith", "metabalance " + Release.number());
        root.put("study", study.name());
        root.put("command", command);
        ObjectNode numbers = JSON.createObjectNode();
        findings.numbers(numbers, verdicts);
        if (!numbers.isEmpty()) {
            root.set("numbers", numbers);
        }
        root.put("trials", trials);
        root.put("endedWell", results.size());
        failed.forEach(
                result -> root.withArray("/failures").addObject()
                        .put("trial", result.key()).put("reason", result.failure()));
        directory.write(study.name() + ".json",
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        directory.write(study.name() + ".md", text);
        ReportPage.writeStudy(directory, study.name());
        return directory.file(study.name() + ".md").toString();
    }

    /** Saves all figures; returns of each what stands where it is not seen, of one that failed nothing. */
    private Map<String, String> draw(Findings findings) {
        Map<String, String> drawn = new LinkedHashMap<>();
        findings.figures((name, figure) -> drawn.put(name, draw(name, figure)));
        return drawn;
    }

    private String draw(String name, Figure figure) {
        try {
            Figures.save(
                    figure, directory.output(name + ".svg"), directory.output(name + ".png"));
            return figure.alternative();
        } catch (IOException e) {
            failed(name, Texts.reason(e));
        } catch (UserError e) {
            throw e; // it was drawn, and cannot be written: nor can the rest
        } catch (RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError
                | InternalError e) {
            // machines without fonts or with a JDK without its desktop part
            failed(name, Texts.oneLine(String.valueOf(e.getMessage())));
        }
        return "";
    }

    private void failed(String name, String reason) {
        terminal.error("figure " + name + " could not be drawn: " + reason);
    }
}
