package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.protocol.Verdict;
import org.metabalance.meta.protocol.Yardstick;

/** What a comparison on images has shown of large and small classes, in sentences; nothing of tables. */
final class LongTailText {
    private LongTailText() {}

    /** Returns what head, middle and tail are, with a blank before it. */
    static String groups(Subject subject) {
        if (!(subject instanceof Subject.OfImages images)) {
            return "";
        }
        int[] counts = images.counts();
        List<String> groups = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> group : images.groups().groups().entrySet()) {
            if (!group.getValue().isEmpty()) {
                int least = group.getValue().stream().mapToInt(c -> counts[c]).min().orElse(0);
                int most = group.getValue().stream().mapToInt(c -> counts[c]).max().orElse(0);
                groups.add(Texts.format(
                        "%s %s (%s images)", group.getKey(),
                        Texts.count(group.getValue().size(), "class").replace("classs", "classes"),
                        least == most
                                ? Texts.format("%,d", least)
                                : Texts.format("%,d-%,d", least, most)));
            }
        }
        return " Groups: " + images.groups().rule() + ": " + String.join(", ", groups)
                + "; their accuracy is the mean recall of their classes.";
    }

    /** Returns what methods gain or lose in the tail against plain training. */
    static List<String> tail(ResultsHeader comparison, List<Run> runs) {
        String tail = Yardstick.accuracyOf("tail");
        Yardstick yardstick = comparison.subject().yardstick();
        if (!yardstick.metrics().containsKey(tail)) {
            return List.of();
        }
        Summary summary = Summary.of(
                runs, comparison.subject().testOverTrain(comparison.division()),
                yardstick.decidedBy(tail));
        return summary.verdicts().stream().limit(1).map(LongTailText::tail).toList();
    }

    private static String tail(Verdict verdict) {
        List<String> parts = new ArrayList<>();
        add(parts, verdict, "better beyond noise", Verdict.Versus::better);
        add(parts, verdict, "worse beyond noise", Verdict.Versus::worse);
        add(parts, verdict, "neither beyond noise",
                versus -> !versus.better() && !versus.worse());
        return "Tail accuracy against %s: %s.".formatted(
                verdict.baseline(), String.join("; ", parts));
    }

    private static void add(
            List<String> parts, Verdict verdict, String words,
            Predicate<Verdict.Versus> which) {
        String methods = verdict.others().stream().filter(which)
                .map(versus -> versus.method() + TextWidth.NO_BREAK
                        + Decimals.difference(versus.difference().difference())
                        + (Double.isNaN(versus.pValue())
                                ? ""
                                : TextWidth.NO_BREAK + "(" + Decimals.p(versus.pValue()) + ")"))
                .collect(Collectors.joining(", "));
        if (!methods.isEmpty()) {
            parts.add(words + " " + methods);
        }
    }
}
