package org.metabalance.studies.longtail;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.DotPlot;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.HeatMap;
import org.metabalance.studies.image.ImageResults;
import org.metabalance.studies.image.ImageResults.Place;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Result;

/** The figures of study {@code longtail}. */
final class LongTailFigures {
    private static final Set<String> OURS = Set.of(
            LongTailMethods.EXACT, LongTailMethods.FIRST_ORDER);

    private LongTailFigures() {}

    /** The accuracy of every method by group of classes, means over sets. */
    static Figure groups(String network, ImageResults results, List<String> methods) {
        List<Place> places = results.places();
        List<DotPlot.Panel> panels = ImageTraining.PLACES.stream()
                .filter(group -> places.stream().anyMatch(place -> results.has(place, group)))
                .map(group -> new DotPlot.Panel(
                        group.equals(ImageTraining.ALL) ? "all classes" : group,
                        methods.stream().map(method -> results.estimate(places, method, group))
                                .toList(),
                        results.estimate(places, LongTailMethods.PLAIN, group).mean()))
                .toList();
        return new DotPlot(
                Texts.format("Accuracy by group of classes, %s", network),
                new DotPlot.Axes(
                        "accuracy",
                        NumberTexts.bars(results.seeds(), "seed"), "MetaBalance",
                        "other methods", "plain training"),
                methods, OURS, panels,
                List.of(
                        places.size() == 1
                                ? "On " + places.getFirst() + "."
                                : Texts.format("Means over %d imbalanced sets.", places.size()),
                        "Test images are the same for all seeds: bars do not tell what others would"
                                + " change."));
    }

    /** The recall of every class by every method, the largest class first. */
    static Figure classes(
            String network, ImageResults results, Place place, List<String> methods) {
        Result one = results.one(place);
        int[] counts = ImageResults.numbers(one, ImageTraining.COUNTS);
        String[] names = ImageResults.texts(one, ImageTraining.CLASSES);
        List<Integer> order = IntStream.range(0, counts.length).boxed()
                .sorted((a, b) -> Integer.compare(counts[b], counts[a])).toList();
        double[][] values = new double[methods.size()][order.size()];
        for (int m = 0; m < values.length; m++) {
            for (int k = 0; k < values[m].length; k++) {
                values[m][k] = results.of(place, methods.get(m))
                        .estimate(ImageTraining.recall(order.get(k))).mean();
            }
        }
        return new HeatMap(
                Texts.format("Accuracy by class on %s, %s", place, network),
                new HeatMap.Axes("method", "class (training images)", "accuracy", "%.2f"),
                methods,
                order.stream().map(c -> Texts.format("%s (%,d)", names[c], counts[c])).toList(),
                values,
                List.of("Means over " + Texts.count(results.seeds(), "seed") + "."));
    }
}
