package org.metabalance.app.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.Figures;
import org.metabalance.app.picture.HeatMap;
import org.metabalance.app.picture.ImageGrid;
import org.metabalance.app.results.KeptRun;
import org.metabalance.app.results.Mistake;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.meta.protocol.Summary;

/**
 * The pictures of a comparison on images: accuracy by class of all methods; and of plain training and the
 * best method, what is mistaken for what, and images of the tail that were.
 */
public final class ComparisonPictures {
    /** Classes that fit on a page as names of columns. */
    private static final int MOST_COLUMNS = 25;

    private static final int MOST_ROWS = 100;

    private final Subject.OfImages images;
    private final Map<String, List<KeptRun>> byMethod = new LinkedHashMap<>();
    private final List<String> ranking;

    private ComparisonPictures(Subject.OfImages images, List<KeptRun> runs) {
        this.images = images;
        runs.forEach(kept -> byMethod
                .computeIfAbsent(kept.run().method(), _ -> new ArrayList<>()).add(kept));
        List<Run> all = runs.stream().map(KeptRun::run).toList();
        ranking = Summary.of(all, images.testOverTrain(Division.BY_SEED), images.yardstick()).rows()
                .stream()
                .map(Summary.Row::method).toList();
    }

    /**
     * Writes them. What cannot be written is said and is not worth losing a result for.
     *
     * @param splits the comparison's
     * @param runs those that ended well
     */
    public static void write(
            Terminal terminal, OutputDirectory directory, Subject.OfImages images, Splits splits,
            List<KeptRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        try {
            new ComparisonPictures(images, runs).write(terminal, directory, splits);
        } catch (IOException | UserError e) {
            terminal.error("pictures cannot be written: " + e.getMessage());
        }
    }

    private void write(Terminal terminal, OutputDirectory directory, Splits splits)
            throws IOException {
        List<String> names = new ArrayList<>();
        save(directory, names, "accuracy-by-class", accuracyByClass());
        Set<String> shown = new LinkedHashSet<>(List.of(ranking.getFirst()));
        if (byMethod.containsKey("plain")) {
            shown.add("plain");
        }
        for (String method : shown) {
            save(directory, names, "confusion-" + method, confusion(method));
            KeptRun first = byMethod.get(method).getFirst();
            if (!first.mistakes().isEmpty()) {
                String name = "tail-mistakes-" + method + ".png";
                Figures.savePng(
                        mistakes(first, splits), directory.output(name));
                names.add(name);
            }
        }
        terminal.note("pictures beside it: " + String.join(", ", names));
    }

    private static void save(
            OutputDirectory directory, List<String> names, String name, Figure figure)
            throws IOException {
        Figures.save(figure, directory.output(name + ".svg"), directory.output(name + ".png"));
        names.add(name + ".svg");
    }

    private List<Integer> largestFirst() {
        int[] counts = images.counts();
        return IntStream.range(0, counts.length).boxed()
                .sorted(Comparator.comparingInt((Integer c) -> counts[c]).reversed()).toList();
    }

    private String name(int label) {
        return Texts.oneLine(images.classes().get(label));
    }

    private HeatMap accuracyByClass() {
        List<Integer> all = largestFirst();
        // of many classes those of few images say most
        List<Integer> classes = all.subList(Math.max(0, all.size() - MOST_ROWS), all.size());
        int[] counts = images.counts();
        double[][] recalls = new double[classes.size()][ranking.size()];
        for (int r = 0; r < recalls.length; r++) {
            for (int m = 0; m < ranking.size(); m++) {
                int label = classes.get(r);
                recalls[r][m] = byMethod.get(ranking.get(m)).stream()
                        .mapToDouble(kept -> kept.run().metrics().confusion().recall(label))
                        .average().orElse(Double.NaN);
            }
        }
        List<String> remarks = new ArrayList<>();
        remarks.add("Classes from the largest to the smallest, with their images to train on.");
        if (classes.size() < all.size()) {
            remarks.add(Texts.format(
                    "The %d smallest of %d classes.", classes.size(), all.size()));
        }
        return new HeatMap(
                "Accuracy by class",
                new HeatMap.Axes(
                        "class", "method", "the share of a class's images that were found",
                        "%.2f"),
                classes.stream().map(c -> Texts.format("%s (%,d)", name(c), counts[c])).toList(),
                ranking, recalls, remarks);
    }

    private HeatMap confusion(String method) {
        List<KeptRun> runs = byMethod.get(method);
        int n = images.classes().size();
        double[][] sum = new double[n][n];
        for (KeptRun kept : runs) {
            ConfusionMatrix matrix = kept.run().metrics().confusion();
            for (int actual = 0; actual < n; actual++) {
                for (int predicted = 0; predicted < n; predicted++) {
                    sum[actual][predicted] += matrix.count(actual, predicted);
                }
            }
        }
        List<Integer> all = largestFirst();
        List<Integer> classes = all.subList(Math.max(0, n - MOST_COLUMNS), n);
        double[][] shares = new double[classes.size()][classes.size()];
        for (int a = 0; a < shares.length; a++) {
            double total = 0;
            for (double count : sum[classes.get(a)]) {
                total += count;
            }
            for (int p = 0; p < shares.length; p++) {
                shares[a][p] = 100 * sum[classes.get(a)][classes.get(p)] / total;
            }
        }
        List<String> remarks = new ArrayList<>();
        remarks.add(Texts.format(
                "Of %s of %s, added up. Classes from the largest to the smallest.",
                Texts.count(runs.size(), "run"), method));
        if (classes.size() < n) {
            remarks.add(Texts.format(
                    "The %d smallest of %d classes; what was given another class is not shown.",
                    classes.size(), n));
        }
        List<String> names = classes.stream().map(this::name).toList();
        return new HeatMap(
                "What is mistaken for what: " + method,
                new HeatMap.Axes("is", "predicted", "the share of a class in per cent", "%.0f"),
                names, names, shares, remarks);
    }

    private ImageGrid mistakes(KeptRun kept, Splits splits) {
        int seed = kept.run().seed();
        ImageExamples test = (ImageExamples) splits.of(seed).test();
        List<ImageGrid.Cell> cells = new ArrayList<>();
        for (Mistake mistake : kept.mistakes()) {
            cells.add(new ImageGrid.Cell(
                    ImagePixels.of(test.images(), mistake.image()),
                    name(mistake.actual()),
                    Texts.format("%s, %.0f %%", name(mistake.predicted()),
                            100 * mistake.probability())));
        }
        return new ImageGrid(
                "Mistaken images of the tail: " + kept.run().method(), cells,
                List.of(
                        Texts.format(
                                "Test images of split %d, class by class in turn, the surest first.",
                                seed)));
    }
}
