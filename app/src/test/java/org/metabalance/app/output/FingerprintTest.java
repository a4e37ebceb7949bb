package org.metabalance.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void theKeyIsOfNamesAndValues() {
        Fingerprint one = Fingerprint.EMPTY.with("a", 1).with("b", "x");
        assertEquals(one.key(), Fingerprint.EMPTY.with("b", "x").with("a", 1).key());
        assertEquals(64, one.key().length());
        for (Fingerprint other : List.of(
                one.with("a", 2), one.with("c", ""), Fingerprint.EMPTY,
                Fingerprint.EMPTY.with("a", "11:b1:x"))) {
            assertNotEquals(one.key(), other.key());
        }
    }

    @Test
    void differencesAreNamed() {
        Fingerprint one = Fingerprint.EMPTY.with("seed", 1).with("data", "x").with("old", 0);
        assertEquals(List.of(), one.differences(one.with("seed", 1)));
        assertEquals(
                List.of("old", "seed", "new"),
                one.differences(Fingerprint.EMPTY.with("data", "x").with("seed", 2)
                        .with("new", 1)));
    }
}
