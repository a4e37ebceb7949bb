package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Which package may use which, for the whole house: the table, no circles, and no room too full. It
 * stands here because this module is built on all the others.
 */
class HouseRulesTest {
    private static final int MOST_FILES = 20;

    /** The public face of the engine: it hands its work to rooms that are written with it. */
    private static final String FACE = "engine";

    /** A package, and those it may use. What has no line here may use anything. */
    private static final String TABLE = """
            engine:                  engine.op engine.compile engine.execute engine.kernel
            engine.op:               engine
            engine.compile.rewrite:  engine engine.op
            engine.compile.lower:    engine engine.op
            engine.compile.place:    engine.compile.lower
            engine.compile:          engine engine.compile.rewrite engine.compile.lower
                                     engine.compile.place
            engine.kernel:           engine.op engine.kernel.scalar engine.kernel.vector
                                     engine.kernel.gemm engine.kernel.blas
            engine.kernel.scalar:    engine.op engine.kernel
            engine.kernel.gemm:      engine.op engine.kernel
            engine.kernel.vector:    engine.op engine.kernel engine.kernel.gemm
            engine.kernel.blas:      engine.op engine.kernel
            engine.execute:          engine engine.op engine.compile engine.compile.lower
                                     engine.compile.place engine.kernel
            engine.inspect.model:    engine engine.op engine.compile engine.compile.lower
            engine.inspect.view:     engine engine.compile.lower engine.inspect.model
            engine.inspect:          engine engine.op engine.compile engine.compile.lower
                                     engine.execute engine.inspect.model engine.inspect.view
            nn:                      engine nn.layer
            nn.layer:                engine nn
            nn.loss:                 engine nn
            nn.optimize:             engine nn
            nn.format:               engine nn
            nn.model:                engine nn nn.layer
            """;

    /** Circles that are still there: to be emptied. */
    private static final List<Set<String>> CIRCLES_STILL_THERE = List.of(
            Set.of("engine.kernel", "engine.kernel.scalar", "engine.kernel.vector",
                    "engine.kernel.gemm", "engine.kernel.blas"),
            Set.of("nn", "nn.layer"),
            Set.of("meta.bilevel", "meta.bilevel.solver"),
            Set.of("meta.data", "meta.data.table"),
            Set.of("meta.method", "meta.catalog", "meta.method.blackbox", "meta.method.holdout",
                    "meta.method.metabalance", "meta.method.points", "meta.method.reweight",
                    "meta.method.supervised"),
            Set.of("meta.protocol", "meta.statistics"),
            Set.of("meta.sampler.clean", "meta.sampler.synthetic"),
            Set.of("studies", "studies.adult", "studies.augmentation", "studies.collapse",
                    "studies.data", "studies.hypergradients", "studies.runner", "studies.samplers",
                    "studies.tabular"));

    /** Rooms that are still too full: to be emptied. */
    private static final Set<String> STILL_TOO_FULL = Set.of("meta.method.points");

    private final House house;

    HouseRulesTest() throws IOException {
        house = House.read(Path.of("..").toRealPath());
    }

    @Test
    void theWholeHouseIsRead() {
        assertTrue(house.files().keySet()
                .containsAll(Set.of("engine", "nn", "meta.bilevel", "app", "studies")),
                house.files().keySet()::toString);
    }

    @Test
    void everyPackageUsesOnlyWhatTheTableAllows() {
        List<String> breaches = new ArrayList<>();
        table().forEach((from, allowed) -> house.uses().getOrDefault(from, Map.of())
                .forEach((to, where) -> {
                    if (!allowed.contains(to)) {
                        breaches.add(from + " uses " + to + " in " + String.join(", ", where));
                    }
                }));
        assertEquals(List.of(), breaches);
    }

    @Test
    void noPackagesUseEachOtherRoundAbout() {
        List<String> circles = house.circles(FACE::equals).stream()
                .filter(circle -> CIRCLES_STILL_THERE.stream()
                        .noneMatch(known -> known.containsAll(circle)))
                .map(circle -> "circle of " + circle + house.describe(circle))
                .toList();
        assertEquals(List.of(), circles, () -> String.join("\n", circles));
    }

    @Test
    void noRoomIsTooFull() {
        List<String> full = house.files().entrySet().stream()
                .filter(room -> room.getValue().size() > MOST_FILES
                        && !STILL_TOO_FULL.contains(room.getKey()))
                .map(room -> room.getKey() + " has " + room.getValue().size() + " files")
                .toList();
        assertEquals(List.of(), full);
    }

    @Test
    void commentsAndStringsAreNoUses() {
        House made = new House(new TreeMap<>(), new TreeMap<>());
        made.add("A.java", """
                package org.metabalance.a;
                /** See {@link org.metabalance.b.B}. */
                import static org.metabalance.c.Outer.Inner.NAME;
                class A { String s = "org.metabalance.d.D"; char q = '"'; // org.metabalance.e.E
                    org.metabalance.f.g.G g; }
                """);
        assertEquals(Set.of("c", "f.g"), made.uses().get("a").keySet());
    }

    @Test
    void aCircleIsFoundHoweverLong() {
        House made = new House(new TreeMap<>(), new TreeMap<>());
        made.add("A.java", "package org.metabalance.a; import org.metabalance.b.B;");
        made.add("B.java", "package org.metabalance.b; import org.metabalance.c.C;");
        made.add("C.java", "package org.metabalance.c; import org.metabalance.a.A;");
        made.add("D.java", "package org.metabalance.d; import org.metabalance.a.A;");
        assertEquals(Set.of(Set.of("a", "b", "c")), made.circles(_ -> false));
        assertEquals(Set.of(), made.circles("b"::equals));
        assertTrue(made.describe(Set.of("a", "b")).contains("a uses b in A.java"));
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String row : TABLE.strip().split("\n(?! )")) {
            String[] sides = row.split(":", 2);
            table.put(sides[0], Set.of(sides[1].strip().split("\\s+")));
        }
        return table;
    }
}
