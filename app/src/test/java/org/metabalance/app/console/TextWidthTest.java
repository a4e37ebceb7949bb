package org.metabalance.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextWidthTest {
    @Test
    void wideCharactersTakeTwoColumnsAndAccentsNone() {
        assertEquals(3, TextWidth.of("abc"));
        assertEquals(6, TextWidth.of("\u65e5\u672c\u8a9e"));
        assertEquals(2, TextWidth.of("\ud83d\ude00"));
        assertEquals(1, TextWidth.of("e\u0301"));
        assertEquals(6, TextWidth.of("\u00b1.007\u2026"));
        assertEquals(0, TextWidth.of(""));
    }

    @Test
    void cutsBeforeACharacterThatWouldNotFit() {
        assertEquals("abc", TextWidth.cut("abc", 3));
        assertEquals("ab\u2026", TextWidth.cut("abcd", 3));
        assertEquals("\u65e5\u2026", TextWidth.cut("\u65e5\u672c\u8a9e", 4));
        assertEquals("\u65e5\u672c\u8a9e", TextWidth.cut("\u65e5\u672c\u8a9e", 6));
        assertEquals("\u2026", TextWidth.cut("\ud83d\ude00\ud83d\ude00", 2));
        assertEquals("\u2026", TextWidth.cut("abc", 1));
        assertEquals("", TextWidth.cut("abc", 0));
    }

    @Test
    void breaksLinesAtBlanks() {
        assertEquals(List.of("aa bb", "cc"), TextWidth.wrap("aa bb cc", 5));
        assertEquals(List.of("a", "toolongtofit", "b"), TextWidth.wrap("a toolongtofit b", 4));
        assertEquals(List.of("x,", "p = 1"), TextWidth.wrap("x, p\u00a0=\u00a01", 6));
        assertEquals(List.of("\u65e5\u672c", "\u8a9e"), TextWidth.wrap("\u65e5\u672c \u8a9e", 5));
    }
}
