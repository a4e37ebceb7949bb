package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.metabalance.app.console.Texts;
import org.metabalance.app.results.TunedRun;

/** What every method of a comparison was tuned to. */
public final class TuningTable {
    private static final int WIDTH = 80;

    private TuningTable() {}

    /**
     * Returns a table of a row a method: how many trials there were, how many trainings with the whole budget they
     * took, and the setting that was kept most often, of equally many the one of the best mean on test rows, as {@code
     * train --from} takes it, with its mean on validation rows; no lines if nothing was tuned.
     */
    public static List<String> lines(List<TunedRun> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        WrappedTable table = new WrappedTable(
                "method", ">trials", ">budgets", ">valid. AP", ">kept", "settings");
        Map<String, List<TunedRun>> byMethod = new LinkedHashMap<>();
        runs.forEach(run -> byMethod.computeIfAbsent(run.method(), _ -> new ArrayList<>())
                .add(run));
        byMethod.forEach((method, own) -> {
            List<TunedRun> most = mostOften(own);
            TunedRun first = most.getFirst();
            double precision = mean(most, TunedRun::averagePrecision);
            table.add(
                    method, WrappedTable.number(first.trials()),
                    first.trials() == 0 ? "" : Texts.format("%.1f", first.budget()),
                    Double.isNaN(precision) ? "" : Decimals.of(precision),
                    Texts.format("%d of %d", most.size(), own.size()), first.setting());
        });
        List<String> lines = new ArrayList<>(List.of("Settings chosen most often:"));
        lines.addAll(table.lines(0, WIDTH));
        if (runs.stream().anyMatch(run -> run.trials() > 0)) {
            lines.add(
                    "Budgets: trainings of full length that all trials took together. AP: the mean on");
            lines.add("the rows that settings were chosen on, which flatters them.");
        }
        return lines;
    }

    private static List<TunedRun> mostOften(List<TunedRun> runs) {
        Map<String, List<TunedRun>> bySetting = new LinkedHashMap<>();
        runs.forEach(run -> bySetting.computeIfAbsent(run.setting(), _ -> new ArrayList<>())
                .add(run));
        return bySetting.values().stream()
                .max(Comparator.<List<TunedRun>>comparingInt(List::size)
                        .thenComparingDouble(its -> mean(its, TunedRun::test)))
                .orElseThrow();
    }

    private static double mean(List<TunedRun> runs, ToDoubleFunction<TunedRun> number) {
        return runs.stream().mapToDouble(number).average().orElse(Double.NaN);
    }
}
