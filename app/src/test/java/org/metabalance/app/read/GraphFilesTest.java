package org.metabalance.app.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.app.console.UserError;

class GraphFilesTest {
    private static final String NODES = "node,class,split,age,words\na,10,train,1.5,0 2\n"
            + "b,9,test,-1,\nc,,none,0,1\n";

    @TempDir
    Path folder;

    private GraphFiles read(String nodes, String edges) throws IOException {
        return GraphFiles.read(
                Files.writeString(folder.resolve("nodes.csv"), nodes),
                Files.writeString(folder.resolve("edges.csv"), edges));
    }

    @Test
    void nodesHaveNumbersAndWords() throws IOException {
        GraphFiles read = read(NODES, "source,target\nc,a\na,b\n");
        assertEquals(List.of("9", "10"), read.classes());
        assertArrayEquals(new int[] {1, 0, -1}, read.labels());
        assertArrayEquals(new double[] {1.5, 1, 0, 1, -1, 0, 0, 0, 0, 0, 1, 0},
                read.graph().features().toDoubles());
        assertArrayEquals(new int[] {2, 0}, read.graph().from());
        assertArrayEquals(new int[] {0, 1}, read.graph().to());
        assertTrue(read.split());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a;a|edges.csv: line 3: the edge leads from node 'a' to itself; remove it",
        "b;d|edges.csv: line 3: there is no node 'd' in",
        "b;a|edges.csv: line 3: the edge of nodes 'b' and 'a' is there twice; remove one"})
    void edgesThatAreNoneAreNamed(String edge, String message) {
        UserError e = assertThrows(UserError.class,
                () -> read(NODES, "source,target\na,b\n" + edge.replace(';', ',') + "\n"));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a;9;x;1;3|nodes.csv: line 5: node 'a' is there twice",
        ";9;x;1;3|nodes.csv: line 5 has no name in column 'node'",
        "d;9;x;old;3|nodes.csv: line 5, node 'd': column 'age' needs a number, got 'old'",
        "d;9;x;1;3 -4|nodes.csv: line 5, node 'd': column 'words' needs whole numbers"})
    void nodesThatAreNoneAreNamed(String node, String message) {
        UserError e = assertThrows(UserError.class,
                () -> read(NODES + node.replace(';', ',') + "\n", "source,target\na,b\n"));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void columnsThatAreNeededAreNamed() {
        UserError e = assertThrows(UserError.class,
                () -> read(NODES, "from,to\na,b\n"));
        assertTrue(e.getMessage().endsWith("edges.csv needs one column 'source', got from, to"),
                e.getMessage());
    }
}
