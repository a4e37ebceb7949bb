package org.metabalance.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.app.results.ResultsHeader;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.Criterion;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Run;
import org.metabalance.scoring.schema.Schema;

class SummaryTextTest {
    private static final ConfusionMatrix CONFUSION = ConfusionMatrix.of(
            new int[] {0, 1}, new int[] {0, 1}, 2);

    private static List<Run> runs(String method, double... precisions) {
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < precisions.length; seed++) {
            if (!Double.isNaN(precisions[seed])) {
                Scores scores = new Scores(
                        precisions[seed], .75, .5, .5, 0, -.25, .0625, .01, new double[] {1, 1},
                        CONFUSION, .5);
                runs.add(new Run(method, seed, "none", scores, 1 + seed, 100, .5, ""));
            }
        }
        return runs;
    }

    private static List<Run> reference(double... precisions) {
        return runs("trees", precisions).stream().map(Run::asReference).toList();
    }

    private static ResultsHeader header(
            int classes, int seeds, ThresholdRule rule, List<String> methods) {
        int[] labels = IntStream.range(0, 100).map(i -> i < 10 ? 1 : i < 20 ? classes - 1 : 0)
                .toArray();
        Target target = new Target(
                "y", List.of("no", "yes", "perhaps").subList(0, classes), labels,
                IntStream.range(0, 100).toArray(), 0);
        return new ResultsHeader(
                "test", "d.csv",
                new Subject.OfTable(target, new Schema(List.of()), "refuse", SplitColumn.NONE),
                methods,
                List.of("trees"), seeds, Division.BY_SEED,
                Budget.DEFAULT, "mlp", List.of(4), 0, rule, "", Map.of());
    }

    @SafeVarargs
    private static String text(ResultsHeader header, List<Run>... runs) {
        List<Run> all = new ArrayList<>();
        for (List<Run> each : runs) {
            all.addAll(each);
        }
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        SummaryText.print(
                new Terminal(writer, writer, false, false, 80), header, all);
        for (String line : out.toString().lines().toList()) {
            assertTrue(TextWidth.of(line) <= 80, line);
        }
        return out.toString();
    }

    private static ResultsHeader two(int seeds, String... methods) {
        return header(2, seeds, ThresholdRule.DEFAULT, List.of(methods));
    }

    @Test
    void allOfIt() {
        assertEquals(
                """
                                                               ROC-  bal.
                        method          AP        Brier         AUC  acc.    F1    MCC  sec
                        -------------------------------------------------------------------
                        good          .513 \u00b1.009   .063 \u00b1.000  .750  .500  .000  -.250  2.5
                        plain         .410 \u00b1.006   .063 \u00b1.000  .750  .500  .000  -.250  2.5
                        -------------------------------------------------------------------
                        trees (ref.)  .627 \u00b1.015   .063 \u00b1.000  .750  .500  .000  -.250  2.5

                        Mean \u00b1 standard error over 3 splits, best AP first. Brier: squared error of the
                        probabilities, lower is better. Thresholds: tuned for balanced accuracy. sec:
                        training a run, the median without the first, which warms up the JVM.
                        By chance: AP .200, a random ranking ('yes' is 20 of 100 rows); Brier .160, that
                        share for every row.
                        Against plain: good is better beyond noise, AP +.1033, p = .014.
                        trees, the reference, is ahead of good beyond noise: AP +.1133, p = .007.
                        p: t test corrected for splits that share rows (Nadeau and Bengio 2003).
                        """,
                text(
                        two(3, "plain", "good"), runs("plain", .4, .41, .42),
                        runs("good", .5, .53, .51), reference(.6, .65, .63)));
    }

    @Test
    void whatCouldNotBeShownSaysHowManySplitsWould() {
        String few = text(
                two(3, "plain", "a"), runs("plain", .40, .41, .42), runs("a", .43, .42, .44));
        assertTrue(few.contains("a, the best, is not better beyond noise"), few);
        assertTrue(few.replace('\n', ' ').matches("(?s).*--seeds \\d+ would show such a.*"), few);
        String never = text(
                two(3, "plain", "a"), runs("plain", .40, .41, .42), runs("a", .43, .39, .42));
        assertTrue(
                never.replace('\n', ' ').contains("no number of splits of this table would"),
                never);
    }

    @Test
    void noMethodMayBeBetterAndSomeWorse() {
        String text = text(
                two(4, "plain", "a", "b"), runs("plain", .4, .41, .42, .4),
                runs("a", .39, .42, .39, .4), runs("b", .2, .21, .21, .2));
        assertTrue(text.contains("Against plain: no method is better; the next is a, "), text);
        assertTrue(text.contains("\nWorse than plain beyond noise: b.\n"), text);
    }

    @Test
    void oneSplitSaysNothingAboutNoise() {
        String text = text(two(1, "plain", "a"), runs("plain", .4), runs("a", .5), reference(.3));
        assertTrue(
                text.replace('\n', ' ').contains(
                        "One split says nothing about noise: whether a really beats plain (AP"
                                + " +.1000) needs --seeds 5 or more."),
                text);
        assertTrue(text.contains("trees, the reference, against a on this split: AP -.2000."),
                text);
        assertTrue(text.replace('\n', ' ').contains("the JVM's warm-up included"), text);
        assertFalse(text.contains("\u00b1"), text);
        assertFalse(text.contains("t test"), text);
    }

    @Test
    void failuresAreNotHidden() {
        double nan = Double.NaN;
        String text = text(
                two(3, "plain", "a", "never"), runs("plain", .4, .41, .42),
                runs("a", nan, .53, nan), reference(.6, nan, .63));
        assertTrue(text.contains("No run ended well of: never."), text);
        assertTrue(
                text.contains("Only 1 of 3 runs ended well of: a; the means are over those."),
                text);
        assertTrue(
                text.contains("Only 2 of 3 runs ended well of: trees; the means are over those."),
                text);
        // its mean has no error, and still stands below the others'
        List<String> lines = text.lines().toList();
        assertEquals(lines.get(4).indexOf(" \u00b1.006"), lines.get(3).indexOf(".530") + 4, text);
        String none = text(two(3, "plain"), reference(.6, .61, .63));
        assertTrue(none.contains("No method ended well: there is nothing to compare."), none);
    }

    @Test
    void theLegendNamesThresholdsAndClasses() {
        String mcc = text(
                header(2, 2, new ThresholdRule.Tuned(Criterion.MCC), List.of("plain")),
                runs("plain", .4, .5));
        assertTrue(mcc.contains("Thresholds: tuned for mcc."), mcc);
        assertTrue(mcc.contains("One method, so nothing to compare."), mcc);
        String three = text(
                header(3, 2, ThresholdRule.DEFAULT, List.of("plain")), runs("plain", .4, .5));
        assertFalse(three.contains("Threshold"), three);
        // 1 - .8^2 - .1^2 - .1^2
        assertTrue(three.contains("By chance: AP .333, Brier .340. With 3 classes"), three);
    }

    @Test
    void allMethodsFitALine() {
        String[] names = Methods.all().stream().map(Method::name).toArray(String[]::new);
        List<Run> runs = Arrays.stream(names)
                .flatMap(name -> runs(name, 1, 1, .99999).stream()).toList();
        String text = text(two(3, names), runs,
                runs("a plugin's method of a very long name", 1, 0, 1));
        assertTrue(text.contains("metabalance-first-order "), text);
    }
}
