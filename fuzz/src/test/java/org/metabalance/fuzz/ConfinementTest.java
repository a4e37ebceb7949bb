package org.metabalance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfinementTest {
    private final Confinement confinement = new Confinement(Path.of("/box"), "rows", "constant");

    @Test
    void optionsWithPathsAreReadFromTheHelp() {
        assertTrue(
                confinement.pathOptions()
                        .containsAll(Set.of("--data", "--out", "--model", "--plugin")),
                confinement.pathOptions()::toString);
    }

    @Test
    void everyPathLeadsIntoTheFolder() {
        assertEquals(
                List.of("predict", "--out", "/box/__", "--model=/box/_etc", "_etc_passwd",
                        "--label",
                        "a_b"),
                confinement.of(List.of(
                        "predict", "--out", "..", "--model=/etc", "/etc/passwd", "--label",
                        "a/b")));
        assertEquals(
                List.of("--plugin", "/box/a,/box/_b"), confinement.of(List.of("--plugin", "a,/b")));
    }

    @Test
    void trainingIsCheap() {
        assertEquals(
                List.of("train", "--data", "/box/rows", "--hidden=3,3", "--hypergradient",
                        "gmres-3",
                        "--inner-rate", "0.125", "--epochs=1"),
                confinement.of(List.of(
                        "train", "--data", "rows", "--hidden=4096,3", "--hypergradient", "gmres-50",
                        "--inner-rate", "0.125")));
        assertEquals(
                List.of("compare", "--data", "/box/constant", "--methods", "all", "--seeds", "999"),
                confinement.of(List.of(
                        "compare", "--data", "rows", "--methods", "all", "--seeds", "999")));
        List<String> refused = List.of("compare", "--data", "/box/constant", "--seeds", "999");
        assertEquals(
                refused,
                confinement.of(List.of("compare", "--data", "constant", "--seeds", "999")));
    }
}
