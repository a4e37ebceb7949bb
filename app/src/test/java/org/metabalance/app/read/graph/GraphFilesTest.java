package org.metabalance.app.read.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.Split;

class GraphFilesTest {
    private static final String NODES = "node,class,split,age,words\na,10,train,1.5,0 2\n"
            + "b,9,test,-1,\nc,,none,0,1\n";
    private static final String EDGES = "source,target\na,b\n";

    @TempDir
    Path folder;

    private GraphFiles read(String nodes, String edges, String label, boolean parts)
            throws IOException {
        return GraphFiles.read(
                Files.writeString(folder.resolve("nodes.csv"), nodes),
                Files.writeString(folder.resolve("edges.csv"), edges), label, parts);
    }

    private GraphFiles read(String nodes, String edges) throws IOException {
        return read(nodes, edges, "class", false);
    }

    private void refused(String nodes, String edges, String message) {
        UserError e = assertThrows(UserError.class, () -> read(nodes, edges));
        String text = e.getMessage().replace(folder + java.io.File.separator, "");
        assertTrue(text.startsWith(message), text);
        assertEquals(1, text.lines().count(), text);
    }

    @Test
    void nodesHaveNumbersAndWords() throws IOException {
        GraphFiles read = read(NODES, "source,target,year\nc,a,1999\na,b,\n");
        assertEquals(List.of("9", "10"), read.classes());
        assertArrayEquals(new int[] {1, 0, -1}, read.labels());
        assertArrayEquals(new double[] {1.5, 1, 0, 1, -1, 0, 0, 0, 0, 0, 1, 0},
                read.graph().features().toDoubles());
        assertArrayEquals(new int[] {2, 0}, read.graph().from());
        assertArrayEquals(new int[] {0, 1}, read.graph().to());
        assertTrue(read.split().isEmpty());
    }

    @Test
    void compressedFilesAndOtherSeparatorsAreRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("node;class;x\n1;u;2\n2;v;3\n".getBytes(StandardCharsets.UTF_8));
        }
        GraphFiles read = GraphFiles.read(
                Files.write(folder.resolve("nodes.csv.gz"), bytes.toByteArray()),
                Files.writeString(folder.resolve("edges.tsv"), "target\tsource\n1\t2\n"), "class",
                true);
        assertArrayEquals(new double[] {2, 3}, read.graph().features().toDoubles());
        assertArrayEquals(new int[] {1}, read.graph().from());
    }

    /** Column class is then a feature as any other. */
    @Test
    void anotherColumnMayHoldTheClasses() throws IOException {
        GraphFiles read = read("node,class,kind\na,1,x\nb,2,y\n", EDGES, "kind", true);
        assertEquals(List.of("x", "y"), read.classes());
        assertArrayEquals(new double[] {1, 2}, read.graph().features().toDoubles());
    }

    /** As in a table: what is to be found. */
    @Test
    void ofTwoClassesTheRarerIsTheSecond() throws IOException {
        assertEquals(List.of("z", "y"),
                read("node,class,x\na,z,1\nb,y,1\nc,z,1\n", EDGES).classes());
        assertEquals(List.of("y", "z"),
                read("node,class,x\na,z,1\nb,y,1\nc,y,1\n", EDGES).classes());
        assertEquals(List.of("y", "z"), read("node,class,x\na,z,1\nb,y,1\n", EDGES).classes());
    }

    private static final String DIVIDED = "node,class,split,x\na,u,train,1\nb,v,train,1\n"
            + "c,u,validation,1\nd,v,validation,1\ne,u,test,1\nf,v,test,1\ng,u,none,1\nh,,,1\n";

    @Test
    void aColumnSplitSaysWhatNodesAreFor() throws IOException {
        Split split = read(DIVIDED, EDGES, "class", true).split().orElseThrow();
        assertArrayEquals(new int[] {0, 1}, split.train());
        assertArrayEquals(new int[] {2, 3}, split.validation());
        assertArrayEquals(new int[] {4, 5}, split.test());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "e,u,test|e,u,val|nodes.csv: line 6, node 'e': column 'split' needs train, validation, test or"
                + " none, got 'val'",
        "e,u,test|e,,test|nodes.csv: line 6, node 'e': is for test and has no class in column 'class'",
        "e,u,test|e,v,test|nodes.csv: column 'split' has no node of class 'u' for test"})
    void aSplitThatIsNoneIsNamed(String line, String instead, String message) {
        UserError e = assertThrows(UserError.class,
                () -> read(DIVIDED.replace(line, instead), EDGES, "class", true));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a;a|edges.csv: line 3: the edge leads from node 'a' to itself; remove it",
        "b;d|edges.csv: line 3: there is no node 'd' in",
        "a;b|edges.csv: line 3: the edge of nodes 'a' and 'b' is there twice; remove one",
        "b;a|edges.csv: line 3: the edge of nodes 'b' and 'a' is there twice; remove one"})
    void edgesThatAreNoneAreNamed(String edge, String message) {
        refused(NODES, EDGES + edge.replace(';', ',') + "\n", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a;9;x;1;3|nodes.csv: line 5: node 'a' is there twice; remove one of them",
        ";9;x;1;3|nodes.csv: line 5 has no name in column 'node'",
        "d;9;x;old;3|nodes.csv: line 5, node 'd': column 'age' needs a number, got 'old'",
        "d;9;x;;3|nodes.csv: line 5, node 'd': column 'age' needs a number, got ''",
        "d;9;x;1e99;3|nodes.csv: line 5, node 'd': column 'age' needs a number, got '1e99'",
        "d;9;x;1;3 -4|nodes.csv: line 5, node 'd': column 'words' needs whole numbers",
        "d;9;x;1;3.5|nodes.csv: line 5, node 'd': column 'words' needs whole numbers",
        "d;9;x;1;4294967295|nodes.csv: line 5, node 'd': column 'words' needs whole numbers",
        "d;9;x;1;2147483647|nodes.csv: 2,147,483,649 features of 4 nodes are too many numbers"})
    void nodesThatAreNoneAreNamed(String node, String message) {
        refused(NODES + node.replace(';', ',') + "\n", EDGES, message);
    }

    @Test
    void columnsThatAreNeededAreNamed() {
        refused(NODES, "from,to\na,b\n", "edges.csv needs a column 'source', got from, to");
        refused("name,class,x\na,u,1\n", EDGES, "nodes.csv needs a column 'node', got name, class");
        refused("node,label,x\na,u,1\n", EDGES,
                "nodes.csv needs a column 'class', got node, label");
        refused("node,class,x,x\na,u,1,1\n", EDGES, "nodes.csv: two columns are named 'x'");
        refused("node,class\na,u\nb,v\n", EDGES,
                "nodes.csv has no features: it needs column 'words'");
    }

    @Test
    void filesOfNothingAreNamed() {
        refused("", EDGES, "nodes.csv is empty");
        refused("node,class,x\n", EDGES, "nodes.csv has a header but no nodes");
        refused(NODES, "", "edges.csv is empty");
        refused("node,class,x\na,u,1\nb,u,2\nc,,2\n", EDGES,
                "nodes.csv: column 'class' needs at least 2 classes, got [u]");
    }

    /** Nodes that nothing joins have their own features, as in a network without edges. */
    @Test
    void aGraphMayHaveNoEdges() throws IOException {
        assertEquals(0, read(NODES, "source,target\n").graph().edges());
    }
}
