package org.metabalance.app.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.Scores;

/** How good predictions are on rows whose class is known, for people. */
public final class ScoresText {
    private static final int WIDTH = 80;

    private ScoresText() {}

    /** Prints the metrics, and how often each class was given each class. */
    public static void print(PrintWriter out, LabelledRows rows, Scores scores) {
        TextTable metrics = new TextTable(
                "rows with a label", "AP", "Brier", "ROC-AUC", "bal. acc.", "F1", "MCC");
        metrics.add(
                List.of(
                        Texts.format("%,d", rows.size()),
                        Decimals.of(scores.averagePrecision()), Decimals.of(scores.brier()),
                        Decimals.of(scores.rocAuc()), Decimals.of(scores.balancedAccuracy()),
                        Decimals.of(scores.f1()), Decimals.of(scores.mcc())));
        metrics.lines(WIDTH).forEach(out::println);
        out.println();
        confusion(rows.classes(), scores.confusion()).forEach(out::println);
        out.println();
        TextWidth.wrap(legend(rows, scores), WIDTH).forEach(out::println);
        out.flush();
    }

    private static List<String> confusion(List<String> classes, ConfusionMatrix matrix) {
        List<String> titles = new ArrayList<>(List.of("is \\ predicted"));
        titles.addAll(classes.stream().map(Texts::oneLine).toList());
        TextTable table = new TextTable(titles.toArray(String[]::new));
        for (int actual = 0; actual < classes.size(); actual++) {
            List<String> row = new ArrayList<>(List.of(Texts.oneLine(classes.get(actual))));
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                row.add(Texts.format("%,d", matrix.count(actual, predicted)));
            }
            table.add(row);
        }
        List<String> lines = table.lines(WIDTH);
        return lines.stream().allMatch(line -> TextWidth.of(line) <= WIDTH)
                ? lines
                : List.of(
                        "(The confusion matrix of %d classes is too wide to be shown.)"
                                .formatted(classes.size()));
    }

    private static String legend(LabelledRows rows, Scores scores) {
        String share = "";
        if (rows.classes().size() == 2 && rows.size() > 0) {
            int positives = 0;
            for (int label : rows.labels()) {
                positives += label;
            }
            share = Texts.format(
                    "'%s' is %,d of %,d rows, %s: the AP of a random ranking; threshold %.4g. ",
                    rows.classes().get(1), positives, rows.size(),
                    Decimals.of((double) positives / rows.size()), scores.threshold());
        }
        return share + "Lower Brier is better. Rows the model was trained on flatter it.";
    }
}
