package org.metabalance.studies.runner;

import java.io.IOException;
import java.util.List;
import org.metabalance.app.console.OutputDirectory;
import org.metabalance.app.console.Release;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.studies.figure.Figure;
import org.metabalance.studies.figure.Figures;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a study found, while it is written: a text in Markdown, the numbers in JSON, and figures. */
public final class Report {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final OutputDirectory directory;
    private final Terminal terminal;
    private final StringBuilder text = new StringBuilder();
    private final ObjectNode root = JSON.createObjectNode();

    private Report(String name, OutputDirectory directory, Terminal terminal) {
        this.name = name;
        this.directory = directory;
        this.terminal = terminal;
    }

    public static Report begin(
            Study study, StudyOptions options, OutputDirectory directory, Terminal terminal) {
        Report report = new Report(study.name(), directory, terminal);
        String command = "metabalance study " + study.name() + options.text();
        report.text.append("# Study: ").append(study.name()).append("\n\n");
        report.paragraph(study.summary());
        report.text.append("```sh\n").append(command).append("\n```\n\n");
        report.root.put("format", "metabalance-study");
        report.root.put("version", 1);
        report.root.put("madeWith", "metabalance " + Release.number());
        report.root.put("study", study.name());
        report.root.put("command", command);
        return report;
    }

    /** Begins a section. */
    public void section(String title) {
        text.append("## ").append(title).append("\n\n");
    }

    /** Adds a paragraph. */
    public void paragraph(String line) {
        text.append(line).append("\n\n");
    }

    /** Adds an item of a list; a paragraph or section ends the list. */
    public void item(String line) {
        if (text.length() > 1 && text.toString().endsWith("\n\n") && inList()) {
            text.setLength(text.length() - 1);
        }
        text.append("- ").append(line).append("\n\n");
    }

    /** Adds an item of a list that stands in the JSON too, among the {@code verdicts}. */
    public void verdict(String line) {
        item(line);
        numbers().withArray("/verdicts").add(line);
    }

    private boolean inList() {
        int last = text.lastIndexOf("\n", text.length() - 3);
        return text.charAt(last + 1) == '-' && text.charAt(last + 2) == ' ';
    }

    /** Adds a table. */
    public void table(TextTable table) {
        text.append(table.markdown()).append('\n');
    }

    /**
     * Adds a figure, in both formats.
     *
     * @param file its name without ending
     * @param caption what it shows
     */
    public void figure(String file, String caption, Figure figure) {
        try {
            Figures.save(figure, directory.file(file + ".svg"), directory.file(file + ".png"));
            text.append(Texts.format("![%s](%s.svg)\n\n%s\n\n", caption, file, caption));
        } catch (IOException e) {
            failed(file, Texts.reason(e));
        } catch (RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError
                | InternalError e) {
            // machines without fonts or with a JDK without its desktop part
            failed(file, Texts.oneLine(String.valueOf(e.getMessage())));
        }
    }

    private void failed(String file, String reason) {
        terminal.error("figure " + file + " could not be drawn: " + reason);
        paragraph("(The figure " + file + " could not be drawn here.)");
    }

    /** Returns where all numbers go. */
    public ObjectNode numbers() {
        return root.withObject("/numbers");
    }

    public void end(int trials, List<Result> results, List<Result> failed) throws IOException {
        double seconds = results.stream().mapToDouble(Result::seconds).sum();
        section("Trials");
        paragraph(
                Texts.format(
                        "%d of %d trials ended well; their times add up to %s."
                                + " Each is a line of `%s`, which the command leaves beside its"
                                + " report; the numbers above are in [%s.json](%s.json).",
                        results.size(), trials, Texts.duration(seconds), TrialLog.FILE, name,
                        name));
        failed.forEach(result -> item(result.key() + " failed: " + result.failure()));
        root.put("trials", trials);
        root.put("endedWell", results.size());
        root.put("seconds", seconds);
        failed.forEach(
                result -> root.withArray("/failures").addObject()
                        .put("trial", result.key()).put("reason", result.failure()));
        directory.write(name + ".json",
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        directory.write(name + ".md", text.toString().stripTrailing() + "\n");
    }

    /** Returns where the text is. */
    String file() {
        return directory.file(name + ".md").toString();
    }
}
