package org.metabalance.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.output.Output;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.Ranking;

/** Figures of made-up values: they explain themselves, in the picture and in words. */
class FigureTest {
    private static final String LONG = "a-method-of-a-user-with-a-name-far-longer-than-any-of-ours";

    private static LineChart.Line line(String name, int number, double... values) {
        return new LineChart.Line(
                name, number,
                Arrays.stream(values).mapToObj(v -> new Estimate(v, .1 * v)).toList());
    }

    private static LineChart chart(LineChart.Scale scale, LineChart.Line... lines) {
        return new LineChart(
                "Title",
                new LineChart.Axes("step", List.of("1", "2", "3"), "error", scale, "noise"),
                List.of(new LineChart.Panel("", List.of(lines))), List.of());
    }

    @Test
    void linesAreNamedInTheirColours() {
        SvgFile file = SvgFile.check(
                chart(LineChart.Scale.EVEN, line("first", 0, 1, 2, 3), line("second", 2, 3, 2, 1)));
        assertTrue(file.says("first") && file.says("second"));
        assertTrue(file.says("Bars: noise."));
        assertTrue(file.colours().containsAll(Set.of(Style.colour(0), Style.colour(2))));
        assertTrue(
                file.description().contains("blue line with discs: first; green line with"
                        + " squares: second"),
                file.description());
        assertTrue(file.description().contains("6 points"), file.description());
        assertFalse(file.says("logarithmic"));
    }

    @Test
    void zeroOnALogarithmicAxisIsMarkedNotDrawnAsANumber() {
        LineChart chart = chart(
                LineChart.Scale.LOGARITHMIC, line("a", 0, 0, 1e-9, 20), line("b", 1, 0, 0, 0));
        SvgFile file = SvgFile.check(chart);
        assertTrue(file.says("0, which a logarithmic axis cannot show"));
        assertTrue(file.says("1e-"));
        assertTrue(file.description().contains("from 1.0e-10 to 100"), file.description());
        assertTrue(file.description().contains("triangle that points down"), file.description());
        assertEquals(
                List.of(), chart(LineChart.Scale.LOGARITHMIC, line("a", 0, 1, 2, 3)).key().stream()
                        .filter(entry -> entry.sample() instanceof Key.Cut).toList());
    }

    @Test
    void severalPanelsShareTheirKey() {
        List<LineChart.Panel> panels = IntStream.range(0, 3)
                .mapToObj(p -> new LineChart.Panel(
                        "panel " + p,
                        IntStream.range(0, 9)
                                .mapToObj(i -> line("line number " + i, i, 1 + i, Double.NaN, p))
                                .toList()))
                .toList();
        LineChart chart = new LineChart(
                "Title",
                new LineChart.Axes(
                        "step", List.of("a long name", "another one", "the third"), "value",
                        LineChart.Scale.FROM_ZERO, "noise"),
                panels, List.of("A remark that is so long that it must be broken into lines: "
                        + "word ".repeat(60) + "end."));
        SvgFile file = SvgFile.check(chart);
        assertEquals(9, chart.key().size());
        assertTrue(file.says("panel 2") && file.says("line number 8") && file.says("end."));
    }

    private static DotPlot dots(int panels, Estimate missing) {
        List<String> rows = List.of("plain", "metabalance", LONG);
        return new DotPlot(
                "Title", new DotPlot.Axes("AP", "noise", "ours", "others", "plain training"), rows,
                Set.of("metabalance"),
                IntStream.range(0, panels).mapToObj(p -> new DotPlot.Panel(
                        p == 1 ? LONG : "table " + p,
                        List.of(new Estimate(.8001 + p, .0001), new Estimate(.8003 + p, .0002),
                                missing),
                        .8001 + p)).toList(),
                List.of());
    }

    @Test
    void dotsHaveAxesAndAReference() {
        SvgFile file = SvgFile.check(dots(4, new Estimate(Double.NaN, Double.NaN)));
        assertTrue(file.says("AP") && file.says("plain training") && file.says("none"));
        assertTrue(file.description().contains("orange-red dot with a bar: ours"),
                file.description());
        assertTrue(file.description().contains("broken dark grey line: plain training"));
        assertTrue(file.description().contains("2 dots"), file.description());
        SvgFile.check(dots(1, new Estimate(.8, .01)));
    }

    @Test
    void ranksOfManyMethodsHaveRoom() {
        for (int k : new int[] {2, 5, 26}) {
            List<String> methods = IntStream.range(0, k)
                    .mapToObj(i -> i == 1 ? LONG : "method-" + i).toList();
            double[][] values = new double[12][k];
            for (int d = 0; d < values.length; d++) {
                for (int m = 0; m < k; m++) {
                    values[d][m] = (m * 7 + d * (m % 3)) % (k + 3);
                }
            }
            SvgFile file = SvgFile.check(
                    new CriticalDifference("average precision", Ranking.of(methods, values)));
            assertTrue(file.says("mean rank over 12 tables (1 is best)"));
            assertTrue(file.description().contains("method-0 "), file.description());
        }
    }

    private static HeatMap heat(double least) {
        double[][] values = new double[11][12];
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                values[r][c] = .5 + .01 * r + .001 * c;
            }
        }
        values[3][3] = least;
        values[4][4] = Double.NaN;
        return new HeatMap(
                "Title", new HeatMap.Axes("inner", "outer", "mean AP", "%.3f"),
                IntStream.range(0, 11).mapToObj(i -> "row-number-" + i).toList(),
                IntStream.range(0, 12).mapToObj(i -> "a-long-column-" + i).toList(), values,
                List.of());
    }

    @Test
    void aHeatMapHasAColourBarAndMarksWhatIsBelowIt() {
        SvgFile file = SvgFile.check(heat(.01));
        assertTrue(file.says("mean AP") && file.says("less than 0.51"), file.description());
        assertTrue(file.says("Empty cells: no result."));
        assertTrue(file.description().contains("Colours from light, 0.511 and less, to dark"),
                file.description());
        assertTrue(file.description().contains("131 numbers, from 0.01 to 0.611"),
                file.description());
    }

    @Test
    void numbersThatAreNotFarBelowAreNotCutOff() {
        SvgFile file = SvgFile.check(heat(.5));
        assertFalse(file.description().contains("less"), file.description());
        assertFalse(file.says("less than"));
    }

    @Test
    void oneNumberIsAHeatMapToo() {
        HeatMap map = new HeatMap(
                "Title", new HeatMap.Axes("inner", "outer", "mean AP", "%.3f"), List.of("r"),
                List.of("c"), new double[][] {{.5}}, List.of());
        assertEquals(List.of(), map.key());
        assertFalse(Figures.svg(map).contains("NaN"));
    }

    private static ScoreMaps maps(double[][] scores, float... x) {
        float[][] points = new float[x.length][];
        for (int i = 0; i < x.length; i++) {
            points[i] = new float[] {x[i], .5f};
        }
        ScoreMaps.Panel panel = new ScoreMaps.Panel(
                "first-order, alpha 0.01: AP 0.56", scores, .5,
                List.of(
                        new ScoreMaps.Layer(
                                "majority rows", points, new double[] {1}, Style.colour(0), true),
                        new ScoreMaps.Layer(
                                "points", new float[][] {{0, 0}, {.1f, .1f}}, new double[] {1, 2},
                                Style.colour(2), false)));
        return new ScoreMaps("Title", 1, 3, List.of(panel, panel, panel, panel), List.of());
    }

    @Test
    void aMapOfScoresHasAScaleAndMarksPointsOutside() {
        SvgFile file = SvgFile.check(maps(new double[][] {{0, .3}, {.7, 1}}, .2f, 1.5f));
        assertTrue(file.says("score, the classifier's probability"), file.description());
        assertTrue(file.says("feature 1") && file.says("feature 2"));
        assertTrue(file.says("4 points lie outside of the planes."));
        assertTrue(file.says("threshold of decisions"));
        assertTrue(file.description().contains("triangle that points outward"));
        assertTrue(
                file.description().contains("2 majority rows and 2 points."), file.description());

        SvgFile without = SvgFile.check(maps(null, .2f, .3f));
        assertFalse(without.says("score") || without.says("threshold"));
        assertFalse(without.description().contains("triangle"), without.description());
    }

    @Test
    void thePictureIsTheSameInBothFormats(@TempDir Path folder) throws IOException {
        Path svg = folder.resolve("a.svg");
        Path png = folder.resolve("a.png");
        Figures.save(heat(.01), Output.of(svg), Output.of(png));
        assertEquals(1, SvgFile.checkAll(folder));
        BufferedImage image = ImageIO.read(png.toFile());
        Page page = new Page(heat(.01));
        assertEquals(2 * page.width(), image.getWidth());
        assertEquals(2 * page.height(), image.getHeight());
    }

    @Test
    void theAlternativeIsOneLine() {
        assertEquals(
                "Title - lines of error against step for a.",
                chart(LineChart.Scale.EVEN, line("a", 0, 1, 2, 3)).alternative());
    }

    /** Too wide for a page: drawn smaller, arrows and all; a text too long for its box is cut. */
    @Test
    void aDiagramFitsAndNamesItsBoxes() {
        Diagram diagram = new Diagram(
                "A tape", "What reads what.",
                List.of(new Diagram.Kind(0, "input"), new Diagram.Kind(1, "adjoint"),
                        new Diagram.Kind(2, "in no box")),
                List.of(new Diagram.Box(0, 20, 90, 40, 0, "x", "2"),
                        new Diagram.Box(800, 100, 90, 40, 1, "a name that has no room in its box",
                                "0.077")),
                List.of(new Diagram.Arrow(List.of(45.0, 60.0, 1400.0, 80.0, 845.0, 100.0))),
                List.of());
        SvgFile file = SvgFile.check(diagram);
        assertTrue(file.description().contains(
                "From top to bottom, 2 boxes: x, 2; a name that has no room in its box, 0.077."),
                file.description());
        assertTrue(file.description().contains("Key: blue box: input; orange-red box: adjoint."));
        assertTrue(file.says("…") || file.says("..."));
    }

    /** What the course shows is what {@code metabalance explain} draws. */
    @Test
    void theTapesOfTheCourseStandFree() throws IOException {
        assertEquals(3, SvgFile.checkAll(Path.of("../docs/course")));
    }
}
