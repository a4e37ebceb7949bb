package org.metabalance.studies.defaults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.HeatMap;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Budget.UntilStalled;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What {@link Defaults} found. Differences are paired by table, seed and method. */
final class DefaultsFindings implements Findings {
    private static final UntilStalled LENGTH = (UntilStalled) Budget.DEFAULT.length();
    private static final double RATE = Budget.DEFAULT.learningRate();
    private static final String HIDDEN = Defaults.text(ModelFor.DEFAULT_HIDDEN);

    /** Lengths beside the default: fixed ones, and ones that end when validation stalls. */
    private static final List<UntilStalled> LENGTHS = List.of(
            fixed(150), fixed(300), fixed(500), fixed(1000), fixed(2000), fixed(4000),
            fixed(Defaults.MOST), new UntilStalled(500, 250, 4000),
            new UntilStalled(500, 500, 4000), new UntilStalled(1000, 250, 4000),
            new UntilStalled(1000, 500, 2000), new UntilStalled(1000, 500, 4000),
            new UntilStalled(1000, 500, 6000), new UntilStalled(1000, 1000, 4000),
            new UntilStalled(1000, 1000, 6000), new UntilStalled(2000, 1000, 6000));

    private final Map<Cell, List<Curve>> curves = new LinkedHashMap<>();
    private final Results tuned;

    private record Cell(double rate, String hidden) {}

    private record Curve(Result trial, LearningCurve curve) {}

    DefaultsFindings(Results results) {
        for (Result result : results.all()) {
            if (result.values().has(Defaults.CURVE)) {
                Cell cell = new Cell(
                        result.number(Defaults.RATE), result.text(Defaults.HIDDEN));
                curves.computeIfAbsent(cell, _ -> new ArrayList<>()).add(new Curve(
                        result,
                        new LearningCurve(
                                JsonNumbers.matrix(result.values().get(Defaults.CURVE)))));
            }
        }
        tuned = results.where(result -> result.text(Defaults.TUNED) != null);
    }

    private static UntilStalled fixed(int updates) {
        return new UntilStalled(updates, updates, updates);
    }

    /** Slots of the report. */
    private record Slots(
            int tables, String budget, String hidden, List<String> widths,
            List<List<Object>> grid, Choice network, List<List<Object>> logistic,
            Choice logisticRate, List<List<Object>> lengths, List<List<Object>> methods,
            Grids grids) {}

    /** The best, and the default against it. */
    private record Choice(
            String best, String ap, boolean isDefault, NumberTexts.Parts parts, boolean beyond) {}

    private record Grids(
            List<List<Object>> rows, int edges, int chosen, int lower, int upper) {}

    @Override
    public Record slots() {
        return new Slots(
                (int) curves.values().stream().flatMap(List::stream)
                        .map(curve -> curve.trial().text(Defaults.TABLE)).distinct().count(),
                Budget.DEFAULT.text(), HIDDEN, WIDTH_NAMES,
                Defaults.RATES.stream().map(this::gridRow).toList(),
                choice(
                        curves.keySet().stream().filter(cell -> WIDTH_NAMES.contains(cell.hidden()))
                                .toList(),
                        new Cell(RATE, HIDDEN)),
                Defaults.RATES.stream().filter(rate -> curves.containsKey(linear(rate)))
                        .<List<Object>>map(rate -> List.of(
                                rate.toString(),
                                NumberTexts.text(Estimate.of(values(linear(rate), LENGTH)))))
                        .toList(),
                choice(
                        curves.keySet().stream().filter(cell -> cell.equals(linear(cell.rate())))
                                .toList(),
                        linear(RATE)),
                LENGTHS.stream().map(this::lengthRow).toList(),
                Stream.concat(Defaults.NETWORKS.stream(), Stream.of(Defaults.BILEVEL))
                        .map(this::methodRow).toList(),
                grids());
    }

    private static final List<String> WIDTH_NAMES = Defaults.WIDTHS.stream().map(Defaults::text)
            .toList();

    private static Cell linear(double rate) {
        return new Cell(rate, Defaults.text(List.of()));
    }

    /** All methods but the one that is not tried at every width. */
    private double[] values(Cell cell, UntilStalled length) {
        return curves.getOrDefault(cell, List.of()).stream()
                .filter(curve -> !Defaults.BILEVEL.equals(curve.trial().text(Defaults.METHOD)))
                .mapToDouble(curve -> curve.curve().of(length).averagePrecision()).toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }

    private List<Object> gridRow(double rate) {
        List<Object> row = new ArrayList<>(List.of(Double.toString(rate)));
        WIDTH_NAMES.forEach(hidden -> row.add(
                ap(mean(values(new Cell(rate, hidden), LENGTH)))
                        + (rate == RATE && hidden.equals(HIDDEN) ? " (default)" : "")));
        return row;
    }

    private static String ap(double value) {
        return Texts.format("%.4f", value);
    }

    private Choice choice(List<Cell> cells, Cell ours) {
        Cell best = cells.stream()
                .max(Comparator.comparingDouble(cell -> mean(values(cell, LENGTH))))
                .orElse(null);
        if (best == null || values(best, LENGTH).length != values(ours, LENGTH).length) {
            return null; // trials are missing
        }
        PairedDifference test = PairedDifference.of(
                values(best, LENGTH), values(ours, LENGTH));
        return new Choice(
                best.rate() + ", hidden layers " + best.hidden(), ap(mean(values(best, LENGTH))),
                best.equals(ours), NumberTexts.parts(test), test.beyondNoise());
    }

    /** At the default rate and width, and at those of logistic. */
    private List<Curve> usual() {
        List<Curve> usual = new ArrayList<>(
                curves.getOrDefault(new Cell(RATE, HIDDEN), List.of()));
        usual.addAll(curves.getOrDefault(linear(RATE), List.of()));
        return usual;
    }

    private List<Object> lengthRow(UntilStalled length) {
        List<LearningCurve.Outcome> ours = outcomes(LENGTH);
        List<LearningCurve.Outcome> others = outcomes(length);
        double worst = IntStream.range(0, ours.size())
                .mapToDouble(i -> others.get(i).averagePrecision()
                        - ours.get(i).averagePrecision())
                .min().orElse(Double.NaN);
        PairedDifference test = PairedDifference.of(precisions(others), precisions(ours));
        return List.of(
                Texts.format("%,d", length.fewest()),
                length.patience() >= length.most() ? "-" : Texts.format("%,d", length.patience()),
                Texts.format("%,d", length.most())
                        + (length.equals(LENGTH) ? " (default)" : ""),
                ap(mean(precisions(others))),
                Texts.format("%+.4f ±%.4f", test.difference(), test.standardError()),
                Texts.format("%+.3f", worst),
                Texts.format(
                        "%,.0f",
                        others.stream().mapToDouble(LearningCurve.Outcome::updates).average()
                                .orElse(Double.NaN)));
    }

    private List<LearningCurve.Outcome> outcomes(UntilStalled length) {
        return usual().stream().map(curve -> curve.curve().of(length)).toList();
    }

    private static double[] precisions(List<LearningCurve.Outcome> outcomes) {
        return outcomes.stream().mapToDouble(LearningCurve.Outcome::averagePrecision).toArray();
    }

    /** The best rate and width of one method. */
    private List<Object> methodRow(String method) {
        Map<Cell, Double> means = new LinkedHashMap<>();
        curves.forEach((cell, all) -> {
            double[] own = all.stream()
                    .filter(curve -> method.equals(curve.trial().text(Defaults.METHOD)))
                    .mapToDouble(curve -> curve.curve().of(LENGTH).averagePrecision()).toArray();
            if (own.length > 0) {
                means.put(cell, mean(own));
            }
        });
        Cell best = means.keySet().stream().max(Comparator.comparingDouble(means::get))
                .orElse(new Cell(Double.NaN, "-"));
        return List.of(
                method, Double.toString(best.rate()), best.hidden(),
                ap(means.getOrDefault(best, Double.NaN)),
                ap(means.getOrDefault(new Cell(RATE, HIDDEN), Double.NaN)));
    }

    private Grids grids() {
        List<List<Object>> rows = new ArrayList<>();
        int[] all = new int[3];
        for (Object name : tuned.settings(Defaults.METHOD)) {
            Tuned grid = TuningGrids.tuned(Methods.find(name.toString()).orElseThrow());
            double least = grid.variants().stream().mapToDouble(Tuned.Variant::rate).min()
                    .orElseThrow();
            double largest = grid.variants().stream().mapToDouble(Tuned.Variant::rate).max()
                    .orElseThrow();
            Map<String, Integer> settings = new TreeMap<>();
            int lower = 0;
            int upper = 0;
            List<Result> own = tuned.where(Defaults.METHOD, name).all();
            for (Result result : own) {
                settings.merge(result.text("setting"), 1, Integer::sum);
                lower += result.number("timesRate") == least ? 1 : 0;
                upper += result.number("timesRate") == largest ? 1 : 0;
            }
            all[0] += lower;
            all[1] += upper;
            all[2] += own.size();
            rows.add(List.of(
                    name, own.size(), lower, upper,
                    Texts.format(
                            "%,.0f",
                            own.stream().mapToDouble(result -> result.number("updates")).average()
                                    .orElse(Double.NaN)),
                    settings.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                            .limit(3).map(entry -> entry.getKey() + ": " + entry.getValue())
                            .toList().stream().reduce((a, b) -> a + "; " + b).orElse("")));
        }
        return rows.isEmpty()
                ? null
                : new Grids(rows, all[0] + all[1], all[2], all[0], all[1]);
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        double[][] values = new double[Defaults.RATES.size()][WIDTH_NAMES.size()];
        for (int r = 0; r < values.length; r++) {
            for (int w = 0; w < WIDTH_NAMES.size(); w++) {
                values[r][w] = mean(
                        values(new Cell(Defaults.RATES.get(r), WIDTH_NAMES.get(w)), LENGTH));
            }
        }
        take.accept("defaults", new HeatMap(
                "AP by learning rate and hidden layers",
                new HeatMap.Axes("learning rate", "hidden layers", "mean AP", "%.3f"),
                Defaults.RATES.stream().map(String::valueOf).toList(), WIDTH_NAMES, values,
                List.of()));
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        JsonNumbers.verdicts(node, verdicts);
        curves.forEach((cell, all) -> {
            for (UntilStalled length : LENGTHS) {
                ObjectNode own = node.withArray("/cells").addObject()
                        .put("rate", cell.rate()).put("hidden", cell.hidden())
                        .put("fewest", length.fewest()).put("patience", length.patience())
                        .put("most", length.most());
                JsonNumbers.put(own, "averagePrecision", Estimate.of(values(cell, length)));
            }
        });
        for (Result result : tuned.all()) {
            node.withArray("/tuned").addObject()
                    .put("table", result.text(Defaults.TABLE))
                    .put("method", result.text(Defaults.METHOD))
                    .put("setting", result.text("setting"))
                    .put("updates", result.number("updates"));
        }
    }
}
