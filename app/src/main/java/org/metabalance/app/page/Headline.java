package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.Decimals;
import org.metabalance.app.report.MetricWords;
import tools.jackson.databind.JsonNode;

/** What a comparison has shown, in the sentences that a page begins with; the tests stand in the results. */
final class Headline {
    private static final String PLAIN = "plain";

    private final JsonNode summary;
    private final String best;

    private Headline(JsonNode summary) {
        this.summary = summary;
        this.best = summary.path("methods").path(0).path("method").asString("");
    }

    /** Returns the sentences of a results file's summary. */
    static List<String> of(JsonNode summary) {
        return new Headline(summary).sentences();
    }

    private List<String> sentences() {
        if (summary.path("methods").isEmpty()) {
            return List.of("No method ended well: there is nothing to compare.");
        }
        List<String> sentences = new ArrayList<>();
        Optional<JsonNode> plain = summary.path("verdicts").valueStream()
                .filter(verdict -> verdict.path("baseline").asString("").equals(PLAIN))
                .findFirst();
        if (best.equals(PLAIN)) {
            sentences.add("No method is better than plain training.");
        }
        plain.ifPresent(verdict -> {
            if (!best.equals(PLAIN)) {
                sentences.add(beats(verdict, "plain training"));
            }
        });
        JsonNode runnerUp = summary.path("runnerUp");
        String second = runnerUp.path("baseline").asString("");
        if (second.isEmpty()) {
            sentences.add("One method, so nothing to compare: " + best + ".");
        } else if (!second.equals(PLAIN)) {
            sentences.add(beats(runnerUp, "the runner-up, " + second + ","));
        } else if (plain.isPresent()) {
            sentences.add("Plain training is the runner-up.");
        }
        summary.path("againstReferences").valueStream()
                .forEach(node -> sentences.add(reference(node)));
        return sentences;
    }

    private String beats(JsonNode verdict, String whom) {
        JsonNode versus = verdict.path("others").valueStream()
                .filter(node -> node.path("method").asString("").equals(best)).findFirst()
                .orElseThrow();
        String by = "%s %s".formatted(
                MetricWords.of(verdict.path("metric").asString("")),
                Decimals.difference(versus.path("difference").asDouble(Double.NaN)));
        if (versus.path("pairs").asInt(0) < 2) {
            return "Whether %s beats %s (%s) one split cannot say: --seeds 5 or more would."
                    .formatted(best, whom.replaceFirst(",$", ""), by);
        }
        String p = Decimals.p(versus.path("pValueHolm").asDouble(Double.NaN));
        return versus.path("beyondNoise").asString("").equals("better")
                ? "%s beats %s beyond noise: %s, %s.".formatted(best, whom, by, p)
                : "%s does not beat %s beyond noise: %s, %s%s.".formatted(
                        best, whom, by, p,
                        verdict.path("splitsToShow").isNumber()
                                ? Texts.format("; %d splits would show such a difference",
                                        verdict.path("splitsToShow").intValue())
                                : "");
    }

    private String reference(JsonNode node) {
        String by = Decimals.difference(node.path("difference").asDouble(Double.NaN));
        String name = node.path("reference").asString("");
        return switch (node.path("beyondNoise").asString("")) {
            case "better" -> "%s, the reference, is ahead of it beyond noise: %s."
                    .formatted(name, by);
            case "worse" -> "%s, the reference, is behind it beyond noise: %s.".formatted(name, by);
            default -> "%s, the reference, is neither ahead nor behind beyond noise: %s."
                    .formatted(name, by);
        };
    }
}
