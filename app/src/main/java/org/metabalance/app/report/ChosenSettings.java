package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.protocol.Run;

/**
 * Which settings tuning has chosen.
 *
 * @param choices one for each method that was tuned, in the order of its first run
 */
public record ChosenSettings(List<Choice> choices) {
    /**
     * The setting of a method that was kept most often; of equally many the one with the best mean average
     * precision.
     *
     * @param method its name
     * @param setting the variant
     * @param times how often it was kept
     * @param runs of the method
     */
    public record Choice(String method, String setting, int times, int runs) {
        /** Returns one line: {@code smote: ratio 0.1, learning rate x 3 (4 of 5)}. */
        public String text() {
            return Texts.format("%s: %s (%d of %d)", method, setting, times, runs);
        }
    }

    /** Copies the list. */
    public ChosenSettings {
        choices = List.copyOf(choices);
    }

    /** Returns the settings chosen in some runs; those without a setting are left out. */
    public static ChosenSettings of(List<Run> runs) {
        Map<String, List<Run>> byMethod = new LinkedHashMap<>();
        runs.stream().filter(run -> !run.setting().isEmpty()).forEach(
                run -> byMethod.computeIfAbsent(run.method(), _ -> new ArrayList<>()).add(run));
        List<Choice> choices = new ArrayList<>();
        byMethod.forEach((method, own) -> {
            List<Run> most = mostOften(own);
            choices.add(new Choice(
                    method, most.getFirst().setting(), most.size(), own.size()));
        });
        return new ChosenSettings(choices);
    }

    private static List<Run> mostOften(List<Run> runs) {
        Map<String, List<Run>> bySetting = new LinkedHashMap<>();
        runs.forEach(run -> bySetting.computeIfAbsent(run.setting(), _ -> new ArrayList<>())
                .add(run));
        return bySetting.values().stream()
                .max(Comparator.<List<Run>>comparingInt(List::size)
                        .thenComparingDouble(ChosenSettings::averagePrecision))
                .orElseThrow();
    }

    private static double averagePrecision(List<Run> runs) {
        return runs.stream().mapToDouble(run -> run.metrics().averagePrecision()).average()
                .orElse(Double.NaN);
    }

    /** Returns the lines that say so, with a title; none if nothing was tuned. */
    public List<String> lines() {
        if (choices.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("Settings chosen most often:"));
        choices.forEach(choice -> lines.add("  " + choice.text()));
        return lines;
    }
}
