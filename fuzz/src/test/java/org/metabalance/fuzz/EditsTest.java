package org.metabalance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.fuzz.Edits.Kind;

class EditsTest {
    @ParameterizedTest
    @CsvSource({
        "SET, 1, 88, aXc: 12",
        "FLIP, 0, 1, cbc: 12",
        "INSERT, 1, 88, aXbc: 12",
        "DELETE, 1, 2, a: 12",
        "DELETE, 5, 99, abc: ",
        "TRUNCATE, 2, 0, ab",
        "REPEAT, 0, 2, ababc: 12",
        "TOKEN, 3, 0, abcnull: 12",
        "WORD, 5, 1, abc: NaN",
        "WORD, 7, 1, NaN: 12",
        "OTHER, 0, 0, other",
        "APPEND, 0, 4, abc: 120"
    })
    void changes(Kind kind, int at, int with, String expected) {
        assertEquals(expected.strip(), apply(kind, at, with, "abc: 12").orElseThrow().strip());
    }

    @Test
    void everyKindWorksOnNothingToo() {
        for (Kind kind : Kind.values()) {
            assertEquals(kind == Kind.REMOVE, apply(kind, 300, 255, "").isEmpty());
        }
        assertTrue(Edits.of(new byte[0]).changes().isEmpty());
    }

    private static Optional<String> apply(Kind kind, int at, int with, String good) {
        byte[] input = {7, (byte) kind.ordinal(), (byte) (at >> 8), (byte) at, (byte) with};
        Edits edits = Edits.of(input);
        assertEquals(7, edits.file());
        return edits.apply(bytes(good), bytes("other"))
                .map(text -> new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
