package org.metabalance.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<String> labels(Axis axis, int most) {
        return axis.ticks(most).stream().map(Axis.Tick::label).toList();
    }

    @Test
    void ticksAreRoundAndAtLeastTwo() {
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"),
                labels(Axis.exactly(0, 1), 7));
        assertEquals(List.of("-1,000", "0", "1,000"), labels(Axis.exactly(-1200, 1100), 4));
        for (double low : new double[] {0, .0993, -17.3, 1234.5}) {
            for (double length : new double[] {1e-4, .0037, .99, 13, 4e5}) {
                for (int most : new int[] {0, 2, 3, 7}) {
                    Axis axis = Axis.exactly(low, low + length);
                    List<Axis.Tick> ticks = axis.ticks(most);
                    assertTrue(ticks.size() >= 2, axis + " " + ticks);
                    assertTrue(ticks.size() <= Math.max(5, most), axis + " " + ticks);
                    for (Axis.Tick tick : ticks) {
                        assertTrue(tick.value() >= low - 1e-9 * length
                                && tick.value() <= low + length * (1 + 1e-9), axis + " " + tick);
                    }
                }
            }
        }
    }

    @Test
    void decadesHaveRoomForEveryPositiveNumber() {
        Axis axis = Axis.decades(0, 3e-12, 40, Double.NaN);
        assertEquals(1e-12, axis.low());
        assertEquals(100, axis.high());
        assertEquals(Double.NEGATIVE_INFINITY, axis.share(0));
        assertEquals(1, axis.share(100), 1e-12);
        assertTrue(labels(axis, 7).contains("1e-12"));
        assertEquals(List.of("10", "100", "1,000"), labels(Axis.decades(20, 700), 7));
        assertEquals(new Axis(1, 10, true), Axis.decades(0, 0));
        assertEquals(new Axis(1, 10, true), Axis.decades(1));
    }

    @Test
    void anAxisOfOneNumberHasALength() {
        Axis axis = Axis.around(.25, Double.NaN);
        assertEquals(.5, axis.share(.25), 1e-12);
        assertEquals(.5, Axis.around(0, 0).share(0), 1e-12);
        assertTrue(Axis.around().high() > Axis.around().low());
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals("0.0973", Axis.text(.09734));
        assertEquals("-1.5", Axis.text(-1.5));
        assertEquals("1,230", Axis.text(1234));
        assertEquals("3.0e-12", Axis.text(3e-12));
        assertEquals("0", Axis.text(0));
    }
}
