package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
            engine.math:             engine engine.op
            engine.compile.rewrite:  engine engine.op
            engine.compile.lower:    engine engine.op engine.kernel
            engine.compile.place:    engine engine.op engine.compile.lower
            engine.compile:          engine engine.compile.rewrite engine.compile.lower
                                     engine.compile.place
            engine.kernel:           engine.op
            engine.kernel.lanes:
            engine.kernel.scalar:    engine.op engine.kernel
            engine.kernel.gemm:      engine.kernel engine.kernel.lanes
            engine.kernel.conv:      engine.kernel engine.kernel.lanes
            engine.kernel.sparse:    engine.kernel engine.kernel.lanes
            engine.kernel.vector:    engine.op engine.kernel engine.kernel.conv engine.kernel.sparse engine.kernel.gemm
                                     engine.kernel.lanes engine.kernel.scalar
            engine.kernel.blas:      engine.op engine.kernel engine.kernel.scalar
            engine.execute:          engine engine.op engine.compile engine.compile.lower
                                     engine.compile.place engine.kernel
            engine.inspect.model:    engine engine.op engine.compile engine.compile.lower
            engine.inspect.view:     engine engine.compile.lower engine.inspect.model
            engine.inspect:          engine engine.op engine.compile engine.compile.lower
                                     engine.execute engine.inspect.model engine.inspect.view
            engine.inspect.explore:  engine engine.op engine.compile engine.compile.lower
                                     engine.compile.place engine.compile.rewrite engine.execute
                                     engine.inspect.model engine.kernel
            nn:                      engine
            nn.layer:                engine engine.math engine.op nn
            nn.loss:                 engine engine.op nn
            nn.optimize:             engine nn
            nn.format:               engine nn
            nn.model:                engine engine.op nn nn.layer
            nn.graph:                engine nn nn.layer
            meta.bilevel:            engine nn nn.optimize
            meta.bilevel.solver:     engine engine.op nn meta.bilevel
            meta.data:               engine nn
            meta.data.store:         meta.data
            meta.data.table:         engine nn meta.data meta.data.store
            meta.data.graph:         engine nn nn.graph meta.data meta.data.table
            meta.data.image.augment: engine
            meta.data.image:         engine nn meta.data meta.data.image.augment
            meta.data.image.read:    engine meta.data meta.data.image
            meta.metric:
            meta.statistics:
            meta.calibration:        meta.metric
            meta.decision:           meta.calibration meta.metric meta.statistics
            meta.sampler.neighbour:  engine meta.data.table
            meta.sampler:            engine meta.data meta.data.table meta.sampler.neighbour
            meta.sampler.clean:      engine meta.data.table meta.sampler meta.sampler.neighbour
            meta.sampler.synthetic:  engine meta.data.table meta.sampler meta.sampler.neighbour
                                     meta.sampler.clean
            meta.method.loss:        engine nn.loss meta.data
            meta.method:             engine nn nn.format nn.model nn.optimize meta.data meta.metric
                                     meta.method.loss
            meta.method.supervised:  engine nn nn.loss meta.data meta.sampler meta.method
                                     meta.method.loss
            meta.method.decoupling:  engine engine.math nn nn.layer nn.model nn.optimize
                                     meta.bilevel.solver meta.data meta.sampler meta.metric
                                     meta.method meta.method.loss meta.method.reweight
                                     meta.method.supervised
            meta.method.ensemble:    engine nn nn.model meta.data meta.sampler meta.method
                                     meta.method.supervised
            meta.method.deferred:    engine nn nn.loss meta.data meta.sampler meta.metric meta.method
                                     meta.method.loss
            meta.method.reweight:    engine nn nn.layer nn.loss nn.optimize meta.bilevel.solver
                                     meta.data meta.method meta.method.loss
            meta.method.recipe:      engine nn nn.layer nn.loss nn.model nn.optimize meta.data
                                     meta.data.image meta.data.image.augment meta.data.table
                                     meta.method meta.method.loss
            meta.method.translation: engine nn nn.optimize meta.data meta.data.image
                                     meta.data.table meta.sampler meta.method meta.method.loss
                                     meta.method.supervised
            meta.transport:          engine engine.op meta.bilevel.solver
            meta.method.memory:      engine
            meta.method.transport:   engine nn nn.loss nn.model nn.optimize meta.data meta.method
                                     meta.method.loss meta.method.memory meta.transport
            meta.method.curve:       engine nn nn.layer nn.optimize meta.bilevel.solver meta.data
                                     meta.metric meta.method meta.method.memory
                                     meta.method.reweight
            meta.method.metabalance: engine engine.op nn nn.model nn.optimize meta.bilevel meta.bilevel.solver
                                     meta.data meta.sampler meta.sampler.clean
                                     meta.sampler.synthetic meta.method meta.method.loss
            meta.method.graph:       engine engine.math nn nn.graph nn.loss nn.optimize meta.bilevel.solver
                                     meta.data meta.data.graph meta.method meta.method.loss
                                     meta.method.reweight meta.method.supervised
            meta.method.holdout:     engine nn meta.data meta.method meta.method.loss
            meta.method.points:      engine nn nn.loss nn.optimize meta.bilevel meta.bilevel.solver
                                     meta.data meta.data.table meta.metric meta.sampler
                                     meta.sampler.synthetic meta.method meta.method.holdout
            meta.method.blackbox:    engine nn nn.layer nn.loss nn.optimize meta.data meta.data.table
                                     meta.metric meta.sampler.neighbour meta.method
                                     meta.method.holdout meta.method.points
            meta.catalog:            engine meta.bilevel.solver meta.data meta.metric meta.sampler
                                     meta.sampler.clean meta.sampler.synthetic meta.method
                                     meta.method.loss meta.method.supervised meta.method.decoupling
                                     meta.method.deferred
                                     meta.method.reweight
                                     meta.method.metabalance meta.method.holdout
                                     meta.method.points meta.method.blackbox meta.method.transport
                                     meta.method.curve meta.transport
                                     meta.method.recipe meta.method.translation meta.method.graph
                                     meta.method.ensemble
            meta.protocol:           engine meta.data meta.data.graph meta.data.table
                                     meta.data.image
                                     meta.data.image.augment meta.metric meta.method
                                     meta.statistics
            meta.fewshot:            engine meta.data meta.data.image meta.data.image.augment
                                     meta.statistics
            meta.fewshot.learner:    engine meta.bilevel meta.method nn nn.layer nn.model nn.optimize
            meta.fewshot.training:   engine meta.data meta.fewshot meta.fewshot.learner nn nn.model
                                     nn.optimize
            meta.verification:       engine meta.data meta.method meta.metric
            scoring.message:         meta.data
            scoring.schema:          meta.data scoring.message
            scoring.folder:          engine meta.calibration meta.decision meta.data meta.data.image meta.data.table meta.method
                                     scoring.message scoring.schema
            scoring:                 engine meta.data meta.data.table meta.method meta.metric nn
                                     scoring.folder scoring.message scoring.schema meta.calibration
            app.boost:               meta.catalog meta.data meta.data.table meta.method
                                     meta.metric
            app.console:             meta.data scoring.message
            app.output:              app.console scoring.folder
            app.schema:              app.console scoring.schema
            app.rows:                app.console meta.data meta.data.store meta.data.table
                                     scoring.schema
            app.read:                app.console app.rows app.schema meta.data meta.data.table
                                     scoring.schema
            app.read.graph:          app.console app.read engine meta.data meta.data.graph
            app.inspect:             app.console app.schema app.read app.report meta.data.table
                                     meta.metric scoring.schema
            app.divide:              app.console app.read engine meta.data meta.data.table
                                     meta.protocol
            app.limit:               app.console meta.protocol
            app.picture:             app.console app.output meta.data.table meta.statistics
            app.results:             app.console app.divide app.output app.schema meta.calibration
                                     meta.catalog meta.data meta.data.image
                                     meta.data.table meta.decision meta.method meta.metric
                                     meta.protocol meta.statistics scoring.folder scoring.schema
            app.decision:            app.console app.option app.read app.report
                                     meta.calibration meta.data meta.data.table meta.decision
                                     meta.metric meta.statistics scoring.folder
            app.report:              app.console app.divide app.output app.results app.schema app.read
                                     meta.catalog meta.data.table meta.decision meta.metric meta.protocol
                                     meta.statistics scoring scoring.schema
            app.log:                 app.console app.output meta.data meta.method meta.metric
                                     meta.protocol
            app.tune:                app.console app.output app.results meta.catalog meta.method
            app.scores:              app.console app.output engine meta.catalog meta.data meta.data.table
                                     meta.method meta.method.points meta.method.transport
                                     meta.metric meta.protocol nn.format
            app.shell:               app.console
            app.page.curve:          meta.statistics
            app.page:                app.console app.output app.page.curve app.report app.results
                                     app.scores meta.calibration meta.statistics scoring.folder
            app.option:              app.boost app.console app.divide app.model app.output app.read
                                     app.read.graph app.report app.rows
                                     app.results app.schema engine meta.bilevel
                                     meta.bilevel.solver meta.catalog meta.data meta.data.image
                                     meta.data.image.augment meta.data.image.read meta.data.table
                                     meta.method meta.method.ensemble meta.method.graph
                                     meta.method.metabalance
                                     meta.metric meta.protocol meta.sampler nn nn.model nn.optimize
                                     scoring.folder scoring.schema
            app.fewshot:             app.console app.output app.picture app.report meta.fewshot
                                     meta.statistics
            app.image:               app.console app.decision app.model app.option app.output app.picture
                                     app.report app.results engine meta.data meta.data.image
                                     meta.data.image.augment meta.data.image.read meta.method
                                     meta.metric meta.protocol scoring.folder
            app.model:               app.console app.output app.schema engine meta.catalog
                                     meta.data meta.data.image meta.data.table meta.method meta.method.blackbox
                                     meta.method.points meta.method.transport meta.method.translation
                                     scoring.folder scoring.schema
            app.explorer.notation:   engine.op
            app.explorer.preset:     engine engine.inspect.explore meta.bilevel meta.bilevel.solver nn
                                     nn.layer nn.loss nn.optimize
            app.explorer:            app.console app.explorer.notation app.page app.picture engine
                                     engine.inspect.explore engine.op scoring.folder
            app.predict:             app.console app.decision app.explain app.output app.read
                                     app.report meta.data meta.data.table scoring scoring.folder
            app.explain:             app.console app.report engine meta.data.table meta.method nn scoring
                                     scoring.schema
            app.export:              app.console app.output engine engine.op meta.data.table meta.method nn
                                     scoring scoring.folder scoring.schema meta.calibration
            studies.runner:          app.console app.output app.page app.report meta.data meta.method meta.metric
                                     meta.protocol meta.statistics app.picture scoring.folder
            """;

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
                .map(circle -> "circle of " + circle + house.describe(circle))
                .toList();
        assertEquals(List.of(), circles, () -> String.join("\n", circles));
    }

    @Test
    void noRoomIsTooFull() {
        List<String> full = house.files().entrySet().stream()
                .filter(room -> room.getValue().size() > MOST_FILES)
                .map(room -> room.getKey() + " has " + room.getValue().size() + " files")
                .toList();
        assertEquals(List.of(), full);
    }

    /** Their last digits differ between processors; those of StrictMath do not. */
    @Test
    void functionsOfWhichEveryMachineHasItsOwnAreNotUsed() throws IOException {
        Pattern own = Pattern
                .compile("(?<!Strict)Math(\\.|::)(exp|expm1|log|log1p|log10|pow|cbrt|hypot"
                        + "|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh)\\b");
        List<String> breaches = new ArrayList<>();
        for (String module : List.of("engine", "nn", "meta", "scoring")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    own.matcher(Files.readString(file)).results()
                            .forEach(use -> breaches.add(file.getFileName() + ": " + use.group()));
                }
            }
        }
        assertEquals(List.of(), breaches);
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
