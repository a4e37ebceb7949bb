package org.metabalance.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.divide.DivisionText;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.protocol.Verdict;
import org.metabalance.meta.statistics.PairedDifference;

/** What a comparison has shown, in sentences. */
final class VerdictText {
    private VerdictText() {}

    /** Returns the sentences, of which each begins a line. */
    static List<String> of(Summary summary, Division division) {
        List<String> sentences = new ArrayList<>();
        String metric = MetricWords.of(summary.yardstick().decisive());
        if (summary.rows().isEmpty()) {
            sentences.add("No method ended well: there is nothing to compare.");
        } else if (summary.verdicts().isEmpty()) {
            sentences.add("One method, so nothing to compare.");
        }
        summary.verdicts().forEach(verdict -> sentences.add(against(verdict, metric, division)));
        summary.verdicts().stream().limit(1).filter(verdict -> !verdict.worse().isEmpty())
                .forEach(verdict -> sentences.add(
                        "Worse than %s beyond noise: %s.".formatted(
                                verdict.baseline(), String.join(", ", verdict.worse()))));
        summary.againstReferences().forEach(against -> sentences.add(reference(against, metric)));
        if (tested(summary)) {
            sentences.add(test(summary));
        }
        return sentences;
    }

    private static String measured(String metric, double difference) {
        return metric + TextWidth.NO_BREAK + Decimals.difference(difference);
    }

    private static String against(Verdict verdict, String metric, Division division) {
        Verdict.Versus best = verdict.best();
        double difference = best.difference().difference();
        String by = measured(metric, difference);
        if (best.difference().pairs() < 2) {
            return "One split says nothing about noise: whether %s really beats %s (%s) needs --seeds 5 or more."
                    .formatted(best.method(), verdict.baseline(), by);
        }
        String p = Decimals.p(best.pValue());
        if (best.better()) {
            return "Against %s: %s is better beyond noise, %s, %s."
                    .formatted(verdict.baseline(), best.method(), by, p);
        }
        if (difference <= 0) {
            return "Against %s: no method is better; the next is %s, %s, %s."
                    .formatted(verdict.baseline(), best.method(), by, p);
        }
        return "Against %s: %s, the best, is not better beyond noise, %s, %s; %s.".formatted(
                verdict.baseline(), best.method(), by, p, splits(verdict.splitsToShow(), division));
    }

    private static String splits(OptionalInt splits, Division division) {
        return splits.isPresent()
                ? DivisionText.asking(division, splits.getAsInt())
                        + " would show such a difference"
                : "no number of splits of this table would show such a difference";
    }

    private static String reference(Summary.AgainstReference against, String metric) {
        PairedDifference difference = against.difference();
        String by = measured(metric, difference.difference());
        if (difference.pairs() < 2) {
            return "%s, the reference, against %s on this split: %s."
                    .formatted(against.reference(), against.method(), by);
        }
        return "%s, the reference, is %s %s beyond noise: %s, %s.".formatted(
                against.reference(),
                difference.beyondNoise()
                        ? "ahead of"
                        : difference.reversed().beyondNoise() ? "behind"
                                : "neither ahead of nor behind",
                against.method(), by, Decimals.p(difference.pValue()));
    }

    private static boolean tested(Summary summary) {
        return summary.verdicts().stream()
                .anyMatch(verdict -> verdict.best().difference().pairs() > 1)
                || summary.againstReferences().stream()
                        .anyMatch(against -> against.difference().pairs() > 1);
    }

    private static String test(Summary summary) {
        int methods = summary.rows().size() - 1;
        boolean oneSplit = summary.verdicts().stream()
                .anyMatch(verdict -> verdict.testOverTrain() == 0);
        return "p: t test %s%s."
                .formatted(
                        oneSplit
                                ? "over runs on one split"
                                : "corrected for splits that share rows (Nadeau and Bengio 2003)",
                        methods > 1
                                ? " and, between methods, for the choice among %d (Holm)"
                                        .formatted(methods)
                                : "");
    }
}
