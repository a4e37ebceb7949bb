package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.meta.statistics.PairwiseComparisons;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;

/**
 * What study {@code tabular} says of single methods: those of the two papers against the best simple
 * one, methods with a balanced set against plain training on all rows, networks against boosted trees.
 *
 * @param results by table and method
 * @param ranking of the networks, by average precision
 */
record TabularVerdicts(TabularResults results, Ranking ranking) {
    /** Slots; without a simple method, boosted trees or plain training what is said of them is null. */
    record Slots(
            Simple simple, List<Against> metaSets, Against trees, Chosen chosen) {}

    /** The best simple method, and those of the papers against it. */
    record Simple(String method, String rank, List<Against> papers) {}

    /** {@code single} on one table, else {@code several}. */
    record Against(String method, String other, NumberTexts.Parts single, Several several) {}

    /** {@code tested} with two splits; {@code overall} is the test over all tables, null if there is none. */
    record Several(
            String mean, int larger, int tables, boolean tested, List<String> better,
            List<String> worse, Overall overall) {}

    record Overall(String rank, String otherRank, boolean different, String p, String corrected) {}

    /** Test AP by choosing on every split, and of plain training. */
    record Chosen(String ap, String plain) {}

    Slots slots() {
        List<String> ordered = ranking.order().stream().map(results.networks()::get).toList();
        String simple = ordered.stream().filter(method -> !StudyMethods.learnsTwice(method))
                .findFirst().orElse(null);
        return new Slots(
                simple == null
                        ? null
                        : new Simple(
                                simple, rank(simple),
                                ordered.stream().filter(StudyMethods::learnsTwice)
                                        .map(method -> against(method, simple)).toList()),
                results.networks().contains("plain")
                        ? ordered.stream().filter(StudyMethods::usesMetaSet)
                                .map(method -> against(method, "plain")).toList()
                        : List.of(),
                results.methods().contains(BoostedTrees.NAME)
                        ? against(ordered.getFirst(), BoostedTrees.NAME)
                        : null,
                chosen());
    }

    private String rank(String method) {
        return Texts.format(
                "%.2f", ranking.ranks().means()[results.networks().indexOf(method)]);
    }

    private Against against(String method, String other) {
        return results.tables().size() == 1
                ? new Against(
                        method, other,
                        NumberTexts.parts(test(results.tables().getFirst(), method, other)), null)
                : new Against(method, other, null, several(method, other));
    }

    private Several several(String method, String other) {
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        double sum = 0;
        int larger = 0;
        int splits = 0;
        for (StudyTable table : results.tables()) {
            PairedDifference test = test(table, method, other);
            sum += test.difference();
            larger += test.difference() > 0 ? 1 : 0;
            splits = Math.max(splits, test.pairs());
            if (test.beyondNoise()) {
                better.add(table.name());
            } else if (test.reversed().beyondNoise()) {
                worse.add(table.name());
            }
        }
        int tables = results.tables().size();
        return new Several(
                Texts.format("%+.4f", sum / tables), larger, tables, splits >= 2, better, worse,
                overall(method, other));
    }

    private PairedDifference test(StudyTable table, String method, String other) {
        return results.of(table, method)
                .against(results.of(table, other), Measures.AP, Tabular.SEED)
                .corrected(Splits.TEST_OVER_TRAIN);
    }

    private Overall overall(String method, String other) {
        int a = results.networks().indexOf(method);
        int b = results.networks().indexOf(other);
        if (b < 0 || results.tables().size() < TabularFindings.FEWEST_RANKED) {
            return null;
        }
        PairwiseComparisons.Pair pair = ranking.comparisons().pairs().stream()
                .filter(each -> each.a() == Math.min(a, b) && each.b() == Math.max(a, b))
                .findFirst().orElseThrow();
        return new Overall(
                rank(method), rank(other), pair.different(), Texts.format("%.2g", pair.pValue()),
                Texts.format("%.2g", pair.corrected()));
    }

    /** What somebody gets who takes, of all methods, the one with the best validation AP. */
    private Chosen chosen() {
        double chosen = 0;
        double plain = 0;
        int count = 0;
        for (StudyTable table : results.tables()) {
            Results own = results.all().where(Tabular.TABLE, table.name())
                    .where(result -> results.networks().contains(result.text(Tabular.METHOD)));
            for (Object seed : own.settings(Tabular.SEED)) {
                Results split = own.where(Tabular.SEED, seed);
                Results first = split.where(Tabular.METHOD, "plain");
                if (!first.isEmpty()) {
                    chosen += split.best(Measures.VALIDATION).number(Measures.AP);
                    plain += first.all().getFirst().number(Measures.AP);
                    count++;
                }
            }
        }
        return count == 0
                ? null
                : new Chosen(
                        Texts.format("%.4f", chosen / count), Texts.format("%.4f", plain / count));
    }
}
