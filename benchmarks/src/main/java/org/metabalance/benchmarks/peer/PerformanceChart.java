package org.metabalance.benchmarks.peer;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;

/** The figure of {@code docs/performance.md}: each peer's time over ours, a point for each peer that ran. */
final class PerformanceChart {
    /** Told apart by those who do not see all colours: Okabe and Ito's blue, orange and green. */
    private static final Map<Side, Color> COLORS = Map.of(
            Side.EAGER, new Color(0x0072b2),
            Side.COMPILED, new Color(0xe69f00),
            Side.JAX, new Color(0x009e73));

    private static final int WIDTH_OF_A_STEP = 56;

    private final List<String> names = new ArrayList<>();
    private final Map<Side, List<Double>> ratios = new EnumMap<>(Side.class);

    PerformanceChart() {
        Side.peers().forEach(side -> ratios.put(side, new ArrayList<>()));
    }

    /** Adds a step and how many times as long each peer takes; NaN where it did not run. */
    void add(String name, ToDoubleFunction<Side> ratio) {
        names.add(name);
        ratios.forEach((side, values) -> {
            double value = ratio.applyAsDouble(side);
            values.add(Double.isFinite(value) ? (Double) value : null);
        });
    }

    /** Writes it as PNG. */
    void write(Path file) throws IOException {
        List<Double> known = ratios.values().stream().flatMap(List::stream)
                .filter(value -> value != null).toList();
        if (known.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(160 + WIDTH_OF_A_STEP * names.size())
                .height(460)
                .title("One training step: each peer's time over ours")
                .yAxisTitle("times ours, logarithmic; above 1 ours is faster")
                .build();
        CategoryStyler style = chart.getStyler();
        style.setXAxisLabelRotation(45);
        // points, for bars have no beginning on a logarithmic axis
        style.setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        style.setYAxisLogarithmic(true);
        style.setMarkerSize(9);
        style.setLegendPosition(Styler.LegendPosition.InsideNE);
        style.setChartBackgroundColor(Color.WHITE);
        List<Color> colors = new ArrayList<>();
        ratios.forEach((side, values) -> {
            if (values.stream().anyMatch(value -> value != null)) {
                chart.addSeries(side.title(), names, values);
                colors.add(COLORS.get(side));
            }
        });
        style.setSeriesColors(colors.toArray(Color[]::new));
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
