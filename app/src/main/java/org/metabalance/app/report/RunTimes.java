package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.app.results.KeptRun;

/** How long the runs of a comparison took to train and to score their test rows, method by method. */
public final class RunTimes {
    private RunTimes() {}

    /** Returns a line for each method, in seconds by the clock of all its runs. */
    public static List<String> lines(List<KeptRun> runs) {
        Map<String, List<KeptRun>> byMethod = new LinkedHashMap<>();
        runs.forEach(run -> byMethod.computeIfAbsent(
                run.run().method(), _ -> new ArrayList<>()).add(run));
        List<String> lines = new ArrayList<>();
        lines.add(Texts.format(
                "%-28s %9s %9s %9s", "of the runs, s", "training", "scoring", "updates"));
        byMethod.forEach((method, its) -> lines.add(Texts.format(
                "%-28s %9.2f %9.3f %,9d", method,
                its.stream().mapToDouble(run -> run.run().seconds()).sum(),
                its.stream().mapToDouble(KeptRun::scoringSeconds).filter(Double::isFinite).sum(),
                its.stream().mapToLong(run -> run.run().updates()).sum())));
        return lines;
    }
}
