package org.metabalance.studies.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownTemplateTest {
    private static Map<String, Object> slots(Object squares) {
        Map<String, Object> slots = new LinkedHashMap<>(
                Map.of(
                        "study", "squares", "summary", "-", "command", "-", "trials", 2000,
                        "endedWell", 1999, "log", "-", "failures", List.of(),
                        "drawn", Map.of("chart", "")));
        slots.put("squares", squares);
        return slots;
    }

    private static String fill(Object squares) {
        return new MarkdownTemplate(MarkdownTemplateTest.class, "squares")
                .fill(slots(squares), new java.util.ArrayList<>());
    }

    @Test
    void blocksAreOneLineAndOneEmptyLineApart() {
        assertEquals("""
                # T

                a b

                - c d
                - e

                | f |
                | g |

                ![h](i)

                j
                """, MarkdownTemplate.tidy("""

                # T
                a
                  b


                - c
                d

                - e

                | f |
                | g |

                ![h](i)


                j
                """.replace("# T\n", "# T\n\n")));
    }

    @Test
    void wholeNumbersArePlainAndBarsInCellsEscaped() {
        String text = fill(List.of(Map.of("x", 12345, "y", "a|b")));
        assertTrue(text.contains("| 12345 | a\\|b |"), text);
        assertTrue(text.contains("1999 of 2000 trials"), text);
    }

    @Test
    void aFigureThatCouldNotBeDrawnIsTold() {
        String text = fill(List.of());
        assertTrue(text.contains("(The figure chart could not be drawn here.)"), text);
    }

    @Test
    void aSlotWithoutAValueIsAnError() {
        String message = assertThrows(
                IllegalStateException.class, () -> fill(List.of(Map.of("x", 1)))).getMessage();
        assertTrue(message.contains("square.y"), message);
        assertTrue(message.contains("squares.md.ftl"), message);
    }

    @Test
    void onlyPlainValuesHaveSlots() {
        String message = assertThrows(
                IllegalStateException.class, () -> fill(new StringBuilder())).getMessage();
        assertTrue(message.contains("got java.lang.StringBuilder"), message);
    }

    @Test
    void aTemplateThatIsNotThereIsNamed() {
        String message = assertThrows(
                IllegalStateException.class,
                () -> new MarkdownTemplate(MarkdownTemplateTest.class, "cubes")).getMessage();
        assertTrue(message.contains("no file cubes.md.ftl"), message);
    }
}
