package org.metabalance.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.model.Listing;
import org.metabalance.engine.inspect.model.Role;

class PictureTest {
    private static final List<Examples.Example> EXAMPLES = List.of(
            Examples.metaStep("weight"),
            Examples.metaStep(Examples.HOSTILE),
            Examples.everyInstruction());

    @Test
    void picturesAreInTheLanguageOfGraphviz() {
        for (Examples.Example example : EXAMPLES) {
            Set<String> nodes = DotSyntax.check(Inspect.dot(example.tape()));
            assertTrue(
                    nodes.contains("n" + (example.tape().nodes().size() - 1)) || nodes.size() > 5);
            Set<String> boxes = DotSyntax.check(Inspect.dot(example.program()));
            for (int i = 0; i < example.program().plan().instructions().size(); i++) {
                assertTrue(boxes.contains("i" + i));
            }
        }
    }

    @Test
    void graphvizReadsThePictures(@TempDir Path folder) throws Exception {
        assumeTrue(graphvizIsThere(), "Graphviz (dot) is not installed");
        for (Examples.Example example : EXAMPLES) {
            for (String picture : List.of(Inspect.dot(example.tape()),
                    Inspect.dot(example.program()))) {
                Path file = Files.writeString(folder.resolve("picture.dot"), picture);
                Path svg = folder.resolve("picture.svg");
                Process dot = start("dot", "-Tsvg", "-o", svg.toString(), file.toString());
                String complaints = new String(dot.getInputStream().readAllBytes());
                assertEquals(0, dot.waitFor(), complaints);
                assertFalse(complaints.contains("rror"), complaints);
            }
        }
    }

    private static boolean graphvizIsThere() throws InterruptedException {
        try {
            return start("dot", "-V").waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void theOrderOfAnAdjointDecidesItsColour() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x");
        Tensor first = Gradients.gradient(x.mul(x).mul(x), x);
        Tensor second = Gradients.gradient(first, x);
        Tensor third = Gradients.gradient(second, x);
        int[] orders = Role.orders(tape);
        assertEquals(0, orders[x.index()]);
        assertEquals(1, orders[first.index()]);
        assertEquals(2, orders[second.index()]);
        assertEquals(3, orders[third.index()]);
        String picture = Inspect.dot(tape);
        for (Role role : List.of(Role.INPUT, Role.FORWARD, Role.FIRST_ADJOINT, Role.SECOND_ADJOINT,
                Role.HIGHER_ADJOINT)) {
            assertTrue(picture.contains('"' + role.title() + '"'), role.title());
        }
        assertFalse(picture.contains('"' + Role.PARAMETER.title() + '"'));
    }

    @Test
    void aProgramKeepsTheOrdersOfItsTape() {
        Listing listing = new Listing(EXAMPLES.get(0).program().plan());
        List<Role> roles = listing.steps().stream().map(Listing.Step::role).distinct().toList();
        assertTrue(
                roles.containsAll(List.of(Role.FORWARD, Role.FIRST_ADJOINT, Role.SECOND_ADJOINT)),
                roles.toString());
    }

    @Test
    void pagesAreWellFormedAndEscapeNames() {
        for (Examples.Example example : EXAMPLES) {
            for (String page : List.of(
                    Inspect.html(example.tape(), "tape " + Examples.HOSTILE),
                    Inspect.html(example.program(), "program " + Examples.HOSTILE))) {
                List<Markup.Element> elements = Markup.read(page);
                assertTrue(elements.stream().filter(e -> e.name().equals("b"))
                        .allMatch(e -> e.parent().equals("code")));
                String title = Markup.read(page, "title").get(0).text().toString();
                assertTrue(title.contains("<b id=\"x\"> & \\N \\\" ' {|}"), title);
            }
        }
    }

    @Test
    void aPageAsksForNothingElse() {
        for (Examples.Example example : EXAMPLES) {
            String page = Inspect.html(example.tape(), "t") + Inspect.html(example.program(), "p");
            for (String request : List.of("http:", "https:", "src=", "href=", "@import", "url(")) {
                assertFalse(page.contains(request), request);
            }
        }
    }

    @Test
    void aRowKnowsTheRowsOfItsOperands() {
        for (Examples.Example example : EXAMPLES) {
            Set<String> before = new HashSet<>();
            for (Markup.Element row : Markup.read(Inspect.html(example.program(), "p"), "tr")) {
                if (!row.attribute("id").isEmpty()) {
                    for (String operand : row.attribute("data-in").split(" ")) {
                        assertTrue(operand.isEmpty() || before.contains(operand), operand);
                    }
                    assertTrue(before.add(row.attribute("id")));
                }
            }
            assertTrue(before.contains("i" + (example.program().plan().instructions().size() - 1)));
        }
    }

    @Test
    void picturesAreGroupedByScope() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", 3);
        Tensor hidden = tape.scope(Examples.HOSTILE, () -> tape.scope("in", () -> x.exp()).sum());
        Tensor y = tape.scope(Examples.HOSTILE, () -> hidden.add(1)).mul(hidden);
        Gradients.gradient(y, x);
        for (String picture : List.of(Inspect.dot(tape),
                Inspect.dot(tape.compile(y, hidden)))) {
            DotSyntax.check(picture);
            assertEquals(2 + 1, picture.split("subgraph cluster_", -1).length - 1, picture);
        }
        String clusters = Inspect.dot(tape).split("subgraph cluster_1 ")[1];
        assertTrue(clusters.substring(0, clusters.indexOf('}')).contains("n1 [label=\"exp"),
                clusters);
        for (String page : List.of(Inspect.html(tape, "t"),
                Inspect.html(tape.compile(y, hidden), "p"))) {
            List<Markup.Element> rows = Markup.read(page, "tr");
            assertTrue(rows.stream().anyMatch(row -> row.attribute("class").equals("scope")));
            assertTrue(rows.stream()
                    .anyMatch(row -> row.attribute("data-scope").endsWith("/in")), page);
        }
    }

    @Test
    void withoutScopesThereAreNoGroups() {
        for (Examples.Example example : EXAMPLES) {
            assertEquals(1, Inspect.dot(example.tape()).split("subgraph", -1).length - 1);
            assertEquals(1, Inspect.dot(example.program()).split("subgraph", -1).length - 1);
            String pages = Inspect.html(example.tape(), "t") + Inspect.html(example.program(), "p");
            assertFalse(pages.contains("<tr class=\"scope\"") || pages.contains("data-scope="));
        }
    }
}
