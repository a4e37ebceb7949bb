package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        Optional<JsonNode> plain = summary.path("verdicts").valueStream()
                .filter(verdict -> verdict.path("baseline").asString("").equals(PLAIN))
                .findFirst().filter(_ -> !best.equals(PLAIN));
        JsonNode runnerUp = summary.path("runnerUp");
        Optional<JsonNode> second = Optional.of(runnerUp)
                .filter(verdict -> !verdict.path("baseline").asString("").isEmpty())
                .filter(verdict -> !verdict.path("baseline").asString().equals(PLAIN)
                        || plain.isEmpty());
        List<String> sentences = new ArrayList<>();
        sentences.add(first(plain, second));
        plain.ifPresent(verdict -> sentences.add(beats(verdict, "plain training")));
        second.ifPresent(verdict -> sentences.add(beats(
                verdict, "the runner-up, " + verdict.path("baseline").asString() + ",")));
        summary.path("againstReferences").valueStream()
                .forEach(node -> sentences.add(reference(node)));
        return sentences;
    }

    /** Says in words alone whether the best method is ahead of both beyond noise. */
    private String first(Optional<JsonNode> plain, Optional<JsonNode> second) {
        if (plain.isEmpty() && second.isEmpty()) {
            return "One method, so nothing to compare: " + best + ".";
        }
        String runnerUp = second
                .map(verdict -> "the runner-up, " + verdict.path("baseline").asString())
                .orElse("");
        if (Stream.concat(plain.stream(), second.stream())
                .anyMatch(verdict -> versus(verdict).path("pairs").asInt(0) < 2)) {
            return best + " is ahead on one split, which says nothing about noise.";
        }
        boolean aheadOfPlain = plain.filter(this::better).isPresent();
        boolean aheadOfSecond = second.filter(this::better).isPresent();
        if (plain.isEmpty()) {
            return "%s%s %s %s beyond noise.".formatted(
                    best.equals(PLAIN) ? "No method is better than plain training: " : "", best,
                    aheadOfSecond ? "beats" : "does not beat", runnerUp
                            + (runnerUp.isEmpty() ? "" : ","));
        }
        if (second.isEmpty()) {
            return "%s %s plain training, the runner-up, beyond noise.".formatted(
                    best, aheadOfPlain ? "beats" : "does not beat");
        }
        return aheadOfPlain
                ? aheadOfSecond
                        ? "%s beats plain training and %s, beyond noise.".formatted(best, runnerUp)
                        : "%s beats plain training beyond noise, but not %s.".formatted(
                                best, runnerUp)
                : aheadOfSecond
                        ? "%s beats %s, beyond noise, but not plain training.".formatted(
                                best, runnerUp)
                        : "%s beats neither plain training nor %s, beyond noise.".formatted(
                                best, runnerUp);
    }

    private JsonNode versus(JsonNode verdict) {
        return verdict.path("others").valueStream()
                .filter(node -> node.path("method").asString("").equals(best)).findFirst()
                .orElseThrow();
    }

    private boolean better(JsonNode verdict) {
        return versus(verdict).path("beyondNoise").asString("").equals("better");
    }

    private String beats(JsonNode verdict, String whom) {
        JsonNode versus = versus(verdict);
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
