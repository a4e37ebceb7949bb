package org.metabalance.studies.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.metabalance.meta.statistics.Estimate;

/** How all figures look: readable at the width of a page, and without telling red from green. */
public final class Style {
    /** The width of a figure that fills the page, in points. */
    public static final int WIDTH = 720;

    /** The usual height. */
    public static final int HEIGHT = 420;

    /** Colours for series that can be told apart by everybody (Okabe and Ito, 2008), and two more. */
    public static final List<Color> COLOURS = List.of(
            new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
            new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000), new Color(0x999999),
            new Color(0x8B5A2B));

    /** What is written. */
    public static final Color INK = new Color(0x333333);

    private static final Color GRID = new Color(0xE4E4E4);
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS,
        SeriesMarkers.PLUS, SeriesMarkers.OVAL, SeriesMarkers.TRAPEZOID
    };

    private Style() {}

    /** Returns the font of a size in points. */
    public static Font font(int weight, int size) {
        return new Font(Font.SANS_SERIF, weight, size);
    }

    /** Returns an empty chart of lines over names, its axes named. */
    public static CategoryChart categories(String title, String x, String y) {
        return categories(title, x, y, WIDTH, HEIGHT);
    }

    /** Returns an empty chart of another size. */
    public static CategoryChart categories(
            String title, String x, String y, int width, int height) {
        CategoryChart chart = new CategoryChartBuilder()
                .title(title).xAxisTitle(x).yAxisTitle(y).width(width).height(height).build();
        common(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(
                CategorySeries.CategorySeriesRenderStyle.Line);
        // points of one name stand side by side, so that their bars can be seen, but close
        chart.getStyler().setAvailableSpaceFill(.15);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        return chart;
    }

    private static void common(AxesChartStyler style) {
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderColor(GRID);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setChartFontColor(INK);
        style.setChartTitleFont(font(Font.BOLD, 15));
        style.setAxisTitleFont(font(Font.PLAIN, 13));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 12));
        style.setAxisTickLabelsColor(INK);
        style.setAxisTickMarksColor(GRID);
        style.setLegendFont(font(Font.PLAIN, 12));
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setChartPadding(10);
        style.setYAxisDecimalPattern("0.####"); // by itself it would be .05 beside 0.1
        style.setAntiAlias(true);
        style.setSeriesColors(COLOURS.toArray(Color[]::new));
    }

    /** Adds a line through means over names, with bars of a standard error. */
    public static CategorySeries line(
            CategoryChart chart, String name, List<String> x, List<Estimate> y) {
        return line(chart, name, x, y, chart.getSeriesMap().size());
    }

    /** Adds a line with the colour and marker of {@code number}, from 0: the same in several charts. */
    public static CategorySeries line(
            CategoryChart chart, String name, List<String> x, List<Estimate> y,
            int number) {
        boolean bars = y.stream().anyMatch(value -> !Double.isNaN(value.standardError()));
        CategorySeries series = chart.addSeries(
                name, x, y.stream().map(Estimate::mean).toList(),
                bars ? y.stream().map(value -> bar(value.standardError())).toList() : null);
        series.setLineColor(colour(number));
        series.setLineStyle(new BasicStroke(2));
        series.setMarker(marker(number));
        series.setMarkerColor(colour(number));
        return series;
    }

    /** Returns the colour of the line of a number. */
    static Color colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    /** Returns the marker of the line of a number. */
    static Marker marker(int number) {
        return MARKERS[number % MARKERS.length];
    }

    /** Returns a number without bars. */
    public static Estimate exactly(double value) {
        return new Estimate(value, Double.NaN);
    }

    /** Returns half the length of an error bar: none for a value that is not a number. */
    private static double bar(double standardError) {
        return Double.isNaN(standardError) ? 0 : standardError;
    }
}
