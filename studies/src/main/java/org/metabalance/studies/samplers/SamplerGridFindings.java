package org.metabalance.studies.samplers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.HeatMap;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** What {@link SamplerGrid} found. */
final class SamplerGridFindings implements Findings {
    private static final List<String> NAMES = SamplerGrid.SAMPLERS;

    /** How many of the best pairs are named. */
    private static final int BEST = 5;

    /** Pairs of the paper, inner and outer. */
    private static final List<List<String>> TOLD = List.of(
            List.of("natural", "random-over"), List.of("natural", "random-under"),
            List.of("random-under", "all-knn"), List.of("natural", "natural"),
            List.of("svm-smote", "random-under"));

    private final String budget;
    private final List<Grid> grids = new ArrayList<>();

    SamplerGridFindings(List<StudyTable> tables, String budget, Results results) {
        this.budget = budget;
        for (StudyTable table : tables) {
            grids.add(
                    Grid.of(table.name(), results.where(SamplerGrid.TABLE, table.name())));
        }
        if (tables.size() > 1) {
            grids.add(Grid.of("mean of the tables", results));
        }
    }

    /** AP of every pair of samplers, with means at the right and lower edges. */
    private record Grid(String title, Results results, double[][] values) {
        static Grid of(String title, Results results) {
            int n = NAMES.size();
            double[][] values = new double[n + 1][n + 1];
            for (int i = 0; i < n; i++) {
                for (int o = 0; o < n; o++) {
                    values[i][o] = cell(results, NAMES.get(i), NAMES.get(o))
                            .estimate(Measures.AP).mean();
                }
                values[i][n] = Arrays.stream(values[i], 0, n).average().orElse(Double.NaN);
            }
            for (int o = 0; o <= n; o++) {
                int column = o;
                values[n][o] = IntStream.range(0, n).mapToDouble(i -> values[i][column]).average()
                        .orElse(Double.NaN);
            }
            return new Grid(title, results, values);
        }

        private static Results cell(Results results, String inner, String outer) {
            return results.where(SamplerGrid.INNER, inner).where(SamplerGrid.OUTER, outer);
        }

        String file() {
            return "samplers-" + title.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
        }

        Results plain() {
            return cell(results, SamplerGrid.PLAIN, SamplerGrid.PLAIN);
        }

        PairedDifference againstPlain(String inner, String outer) {
            // only splits of the same table share rows
            int tables = results.settings(SamplerGrid.TABLE).size();
            return cell(results, inner, outer)
                    .against(plain(), Measures.AP, SamplerGrid.TABLE, SamplerGrid.SEED)
                    .corrected(Splits.TEST_OVER_TRAIN / tables);
        }
    }

    /** Slots of the report. */
    private record Slots(String budget, List<String> names, List<Section> sections) {}

    /** {@code verdicts} is null without plain training. */
    private record Section(
            String title, String file, List<List<Object>> rows, Verdicts verdicts) {}

    /** {@code chance} is how many of all pairs are better, or worse, by chance. */
    private record Verdicts(
            String plain, int pairs, int above, long better, long worse, long chance,
            List<Pair> best, ViewMeans inner, ViewMeans outer, boolean outerMatters,
            List<Told> told) {}

    private record Pair(String inner, String outer, String ap) {}

    /** The means of one view over the samplers of the other. */
    private record ViewMeans(String best, String bestAp, String worst, String worstAp) {}

    private record Told(String inner, String outer, NumberTexts.Parts parts, String p) {}

    @Override
    public Record slots() {
        return new Slots(budget, edged(),
                grids.stream().map(SamplerGridFindings::section).toList());
    }

    /** The names of all rows and columns. */
    private static List<String> edged() {
        List<String> names = new ArrayList<>(NAMES);
        names.add("mean");
        return names;
    }

    private static Section section(Grid grid) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i <= NAMES.size(); i++) {
            rows.add(List.of(
                    edged().get(i),
                    Arrays.stream(grid.values()[i]).mapToObj(SamplerGridFindings::ap).toList()));
        }
        return new Section(
                grid.title(), grid.file(), rows, grid.plain().isEmpty() ? null : verdicts(grid));
    }

    private static String ap(double value) {
        return Texts.format("%.3f", value);
    }

    private static Verdicts verdicts(Grid grid) {
        List<PairedDifference> differences = new ArrayList<>();
        List<double[]> cells = new ArrayList<>();
        int n = NAMES.size();
        for (int i = 0; i < n; i++) {
            for (int o = 0; o < n; o++) {
                differences.add(grid.againstPlain(NAMES.get(i), NAMES.get(o)));
                cells.add(new double[] {i, o, grid.values()[i][o]});
            }
        }
        cells.sort(Comparator.comparingDouble(cell -> -cell[2]));
        double[] inner = IntStream.range(0, n).mapToDouble(i -> grid.values()[i][n]).toArray();
        double[] outer = Arrays.copyOf(grid.values()[n], n);
        return new Verdicts(
                NumberTexts.text(grid.plain().estimate(Measures.AP)), cells.size(),
                (int) differences.stream().filter(d -> d.difference() > 0).count(),
                differences.stream().filter(PairedDifference::beyondNoise).count(),
                differences.stream().filter(d -> d.reversed().beyondNoise()).count(),
                Math.round(cells.size() * .025),
                cells.stream().limit(BEST).map(cell -> new Pair(
                        NAMES.get((int) cell[0]), NAMES.get((int) cell[1]), ap(cell[2])))
                        .toList(),
                side(inner), side(outer), spread(outer) > spread(inner),
                TOLD.stream().map(pair -> told(grid, pair.getFirst(), pair.getLast())).toList());
    }

    private static ViewMeans side(double[] means) {
        int best = at(means, true);
        int worst = at(means, false);
        return new ViewMeans(NAMES.get(best), ap(means[best]), NAMES.get(worst), ap(means[worst]));
    }

    private static int at(double[] values, boolean largest) {
        Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
        return IntStream.range(0, values.length).boxed()
                .max(largest ? byValue : byValue.reversed()).orElseThrow();
    }

    /** Which view matters: the one whose means lie farther apart. */
    private static double spread(double[] values) {
        return values[at(values, true)] - values[at(values, false)];
    }

    private static Told told(Grid grid, String inner, String outer) {
        PairedDifference test = grid.againstPlain(inner, outer);
        return new Told(
                inner, outer, NumberTexts.parts(test), Texts.format("%.2g", test.pValue()));
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        grids.forEach(grid -> take.accept(
                grid.file(),
                new HeatMap(
                        "AP of MetaBalance by samplers: " + grid.title(),
                        new HeatMap.Axes(
                                "inner view", "outer view", "mean AP on test rows", "%.3f"),
                        edged(), edged(), grid.values(),
                        List.of("The last row and column are means of the others."))));
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        JsonNumbers.verdicts(node, verdicts);
        for (Grid grid : grids) {
            ObjectNode own = node.withObject("/grids").putObject(grid.title());
            for (int i = 0; i < NAMES.size(); i++) {
                ObjectNode row = own.putObject(NAMES.get(i));
                for (int o = 0; o < NAMES.size(); o++) {
                    row.put(NAMES.get(o), grid.values()[i][o]);
                }
            }
        }
    }
}
