package org.metabalance.meta.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
    private static final int ROWS = 400;

    private final int[] labels = new int[ROWS];

    /** Rows of which a fifth is positive, whose log-odds are right if slope is 1 and shift 0. */
    private double[][] rows(double slope, double shift) {
        Random random = new Random(5);
        double[][] rows = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            double odds = -2 + 1.8 * random.nextGaussian();
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            double p = 1 / (1 + Math.exp(-(odds * slope + shift)));
            rows[i] = new double[] {1 - p, p};
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreReadBackAsTheyWere(Calibration kind) {
        double[][] rows = rows(2, 1);
        Calibrator fitted = kind.fit(rows, labels);
        assertEquals(kind, fitted.kind());
        Calibrator again = kind.of(fitted.parameters());
        for (double[] row : rows) {
            assertArrayEquals(fitted.apply(row), again.apply(row));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfRowsStays(Calibration kind) {
        double[][] rows = rows(2, 1);
        Calibrator fitted = kind.fit(rows, labels);
        Arrays.sort(rows, (a, b) -> Double.compare(a[1], b[1]));
        double before = 0;
        for (double[] row : rows) {
            double[] calibrated = fitted.apply(row);
            assertTrue(calibrated[1] >= before && calibrated[1] <= 1);
            assertEquals(1, calibrated[0] + calibrated[1], 1e-12);
            before = calibrated[1];
        }
    }

    @Test
    void whatIsRightAlreadyIsLeftAlone() {
        assertEquals(
                Calibration.NONE,
                CalibrationChoice.AUTO.on(rows(1, 0), labels).calibrator().kind());
    }

    @Test
    void theSimplestKindThatMendsIsTaken() {
        Calibrator sure = CalibrationChoice.AUTO.on(rows(3, 0), labels).calibrator();
        assertEquals(Calibration.TEMPERATURE, sure.kind());
        assertEquals(3, ((Temperature) sure).temperature(), .5);
        CalibrationChoice.Fitted shifted = CalibrationChoice.AUTO.on(rows(2, 3), labels);
        assertEquals(Calibration.PLATT, shifted.calibrator().kind());
        assertEquals(EnumSet.allOf(Calibration.class), shifted.logLoss().keySet());
        assertEquals(shifted, CalibrationChoice.AUTO.on(rows(2, 3), labels));
    }

    @Test
    void ofMoreClassesTheMostProbableStays() {
        double[][] rows = new double[60][];
        int[] classes = new int[60];
        for (int i = 0; i < 60; i++) {
            classes[i] = i % 3;
            rows[i] = new double[] {.005, .005, .005};
            rows[i][i % 4 == 0 ? (i + 1) % 3 : i % 3] = .99;
        }
        CalibrationChoice.Fitted fitted = CalibrationChoice.AUTO.on(rows, classes);
        assertEquals(
                Set.of(Calibration.NONE, Calibration.TEMPERATURE), fitted.logLoss().keySet());
        assertEquals(Calibration.TEMPERATURE, fitted.calibrator().kind());
        assertTrue(fitted.calibrator().apply(rows[1])[1] < .9);
        assertEquals(
                "calibration: platt needs two classes, got 60 rows of 3 classes, 3 of which occur",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Calibration.PLATT.fit(rows, classes)).getMessage());
    }

    @Test
    void oneClassLeavesTemperatureAtMost() {
        double[][] rows = {{.4, .6}, {.5, .5}, {.9, .1}};
        CalibrationChoice.Fitted fitted = CalibrationChoice.AUTO.on(rows, new int[3]);
        assertEquals(
                Set.of(Calibration.NONE, Calibration.TEMPERATURE), fitted.logLoss().keySet());
    }

    @Test
    void extremeProbabilitiesStayProbabilities() {
        double[][] rows = {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1e-30, 1}, {1, 1e-30}};
        int[] own = {0, 1, 1, 0, 1, 0};
        for (Calibration kind : Calibration.values()) {
            for (double[] row : kind.fit(rows, own).apply(rows)) {
                assertTrue(row[1] >= 0 && row[1] <= 1, kind + " " + Arrays.toString(row));
                assertEquals(1, row[0] + row[1], 1e-12);
            }
        }
    }

    /** 5 rows of one class above 40 of the other: whoever comes next is not certain. */
    @Test
    void fewRowsThatCanBeToldApartAreNotCertain() {
        double[][] rows = new double[45][];
        int[] own = new int[45];
        for (int i = 0; i < 45; i++) {
            own[i] = i < 5 ? 1 : 0;
            double p = own[i] == 1 ? .9 + .01 * i : .001 * i;
            rows[i] = new double[] {1 - p, p};
        }
        for (Calibration kind : EnumSet.of(
                Calibration.TEMPERATURE, Calibration.PLATT, Calibration.BETA,
                Calibration.ISOTONIC)) {
            double[][] calibrated = kind.fit(rows, own).apply(rows);
            double mean = 0;
            double likelihood = 0;
            for (int i = 0; i < 45; i++) {
                assertTrue(
                        calibrated[i][1] > 1e-4 && calibrated[i][1] < .995,
                        kind + " " + calibrated[i][1]);
                mean += calibrated[i][1] / 45;
                likelihood += Math.log(calibrated[i][own[i]]) / 5;
            }
            assertEquals(5 / 45., mean, .03, kind.label());
            assertTrue(likelihood > -.8, kind + " " + likelihood);
        }
        Isotonic isotonic = (Isotonic) Calibration.ISOTONIC.fit(rows, own);
        assertArrayEquals(
                new double[] {1 / 42., 1 / 42., 6 / 7., 6 / 7.}, isotonic.values(), 1e-15);
    }

    @Test
    void choicesHaveNames() {
        for (Calibration kind : Calibration.values()) {
            assertEquals(
                    new CalibrationChoice.Named(kind), CalibrationChoice.parse(kind.label()));
        }
        assertEquals(CalibrationChoice.AUTO, CalibrationChoice.parse(" Auto "));
        assertEquals(
                "calibration: must be auto, none, temperature, prior, platt, beta, isotonic, got"
                        + " 'plat'",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CalibrationChoice.parse("plat")).getMessage());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        for (Runnable wrong : new Runnable[] {
            () -> new Platt(-1, 0), () -> new Platt(1, Double.NaN), () -> new Beta(-1, 0, 0),
            () -> new Temperature(0), () -> new PriorShift(new double[] {1}),
            () -> new PriorShift(new double[] {1, 0}),
            () -> new Isotonic(new double[] {.5, .5}, new double[] {0, 1}),
            () -> new Isotonic(new double[] {.2, .5}, new double[] {1, 0}),
            () -> Calibration.PLATT.of(Map.of("slope", new double[] {1})),
            () -> Calibration.PLATT.of(
                    Map.of("slope", new double[2], "intercept", new double[1])),
            () -> Calibration.NONE.fit(new double[][] {{Double.NaN, .5}}, new int[1]),
        }) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}
