package org.metabalance.meta.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads golden files: values other libraries gave, see the scripts beside them. */
public final class Golden {
    private Golden() {}

    /** Returns the cases of {@code test-data/golden/NAME}. */
    public static List<JsonNode> cases(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("test-data/golden"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no folder test-data/golden here or above");
        }
        JsonNode root = new ObjectMapper()
                .readTree(folder.resolve("test-data/golden").resolve(name).toFile());
        return root.get("cases").valueStream().toList();
    }

    /** Returns a list of whole numbers. */
    public static int[] ints(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    /** Returns a list of numbers. */
    public static double[] doubles(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    /** Returns a list of numbers in 32 bits. */
    public static float[] floats(JsonNode list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i).floatValue();
        }
        return floats;
    }

    /** Returns a list of lists of numbers. */
    public static double[][] matrix(JsonNode list) {
        return list.valueStream().map(Golden::doubles).toArray(double[][]::new);
    }
}
