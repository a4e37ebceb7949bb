package org.metabalance.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
    private static final List<Examples.Example> EXAMPLES =
            List.of(
                    Examples.metaStep("weight"),
                    Examples.metaStep(Examples.HOSTILE),
                    Examples.everyInstruction());

    @Test
    void picturesAreInTheLanguageOfGraphviz() {
        for (Examples.Example example : EXAMPLES) {
            Set<String> nodes = DotSyntax.check(Inspect.dot(example.tape()));
            assertTrue(nodes.contains("n" + (example.tape().nodes().size() - 1)) || nodes.size() > 5);
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
            for (String picture : List.of(Inspect.dot(example.tape()), Inspect.dot(example.program()))) {
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
        for (Role role : List.of(Role.INPUT, Role.FORWARD, Role.FIRST_ADJOINT, Role.SECOND_ADJOINT, Role.HIGHER_ADJOINT)) {
            assertTrue(picture.contains('"' + role.title() + '"'), role.title());
        }
        assertFalse(picture.contains('"' + Role.PARAMETER.title() + '"'));
    }

    @Test
    void aProgramKeepsTheOrdersOfItsTape() {
        Listing listing = new Listing(EXAMPLES.get(0).program().plan());
        List<Role> roles = listing.steps().stream().map(Listing.Step::role).distinct().toList();
        assertTrue(roles.containsAll(List.of(Role.FORWARD, Role.FIRST_ADJOINT, Role.SECOND_ADJOINT)), roles.toString());
    }

    @Test
    void pagesAreWellFormedAndEscapeNames() throws Exception {
        for (Examples.Example example : EXAMPLES) {
            for (String page : List.of(
                    Inspect.html(example.tape(), "tape " + Examples.HOSTILE),
                    Inspect.html(example.program(), "program " + Examples.HOSTILE))) {
                Document document = parse(page);
                assertEquals(0, document.getElementsByTagName("b").getLength() - defined(document));
                String title = document.getElementsByTagName("title").item(0).getTextContent();
                assertTrue(title.contains("<b id=\"x\"> & \\N \\\" ' {|}"), title);
            }
        }
    }

    /** Returns how many names of formulas stand in bold. */
    private static int defined(Document document) {
        NodeList bold = document.getElementsByTagName("b");
        int count = 0;
        for (int i = 0; i < bold.getLength(); i++) {
            count += bold.item(i).getParentNode().getNodeName().equals("code") ? 1 : 0;
        }
        return count;
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
    void aRowKnowsTheRowsOfItsOperands() throws Exception {
        for (Examples.Example example : EXAMPLES) {
            Document document = parse(Inspect.html(example.program(), "p"));
            NodeList rows = document.getElementsByTagName("tr");
            Set<String> before = new HashSet<>();
            List<String> ids = new ArrayList<>();
            for (int i = 1; i < rows.getLength(); i++) {
                Element row = (Element) rows.item(i);
                for (String operand : row.getAttribute("data-in").split(" ")) {
                    assertTrue(operand.isEmpty() || before.contains(operand), operand);
                }
                before.add(row.getAttribute("id"));
                ids.add(row.getAttribute("id"));
            }
            assertEquals(before.size(), ids.size());
            assertTrue(ids.contains("i" + (example.program().plan().instructions().size() - 1)));
        }
    }

    private static Document parse(String page) throws Exception {
        String markup =
                page.replaceFirst("<!DOCTYPE html>", "")
                        .replaceAll("(?s)<style>.*?</style>", "")
                        .replaceAll("(?s)<script>.*?</script>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
    }
}
