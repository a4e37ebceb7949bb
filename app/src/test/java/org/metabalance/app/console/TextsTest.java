package org.metabalance.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void durations() {
        assertEquals("0 s", Texts.duration(0.2));
        assertEquals("59 s", Texts.duration(59.4));
        assertEquals("1 min 00 s", Texts.duration(59.6));
        assertEquals("1 h 01 min", Texts.duration(3661));
    }

    @Test
    void counts() {
        assertEquals("1 row", Texts.count(1, "row"));
        assertEquals("9,857 rows", Texts.count(9857, "row"));
    }

    @Test
    void didYouMean() {
        List<String> names = List.of("metabalance", "plain", "focal", "smote");
        assertEquals(", did you mean 'plain'?", Texts.didYouMean("plian", names));
        assertEquals("", Texts.didYouMean("forest", names));
    }

    @Test
    void oneLine() {
        assertEquals("a b c", Texts.oneLine(" a\r\n\tb \u001b c\n"));
        assertEquals("a b 2J c", Texts.oneLine("a\u0085b\u009b2J\u2028\u202e c"));
    }
}
