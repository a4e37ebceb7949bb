package org.metabalance.studies.runner;

import java.util.Arrays;
import java.util.List;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers as JSON, written and read: what is not a number is null there. */
public final class JsonNumbers {
    private JsonNumbers() {}

    /** Writes a number; null if it is none, or infinite. */
    public static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Writes a mean and its standard error. */
    public static void put(ObjectNode node, String name, Estimate value) {
        ObjectNode own = node.putObject(name);
        put(own, "mean", value.mean());
        put(own, "standardError", value.standardError());
    }

    /** Writes a difference with its value. */
    public static void put(ObjectNode node, String name, PairedDifference value) {
        ObjectNode own = node.putObject(name);
        put(own, "difference", value.difference());
        put(own, "standardError", value.standardError());
        own.put("pairs", value.pairs());
        put(own, "pValue", value.pValue());
    }

    /** Writes the sentences that say what came out; nothing if there are none. */
    public static void verdicts(ObjectNode node, List<String> verdicts) {
        verdicts.forEach(verdict -> node.withArray("/verdicts").add(verdict));
    }

    /** Writes a matrix, rounded to {@code digits} decimals. */
    public static void put(ObjectNode node, String name, double[][] rows, int digits) {
        double unit = Math.pow(10, digits);
        ArrayNode all = node.putArray(name);
        for (double[] row : rows) {
            ArrayNode own = all.addArray();
            Arrays.stream(row).forEach(value -> own.add(Math.round(value * unit) / unit));
        }
    }

    /** Reads a matrix. */
    public static double[][] matrix(JsonNode node) {
        double[][] rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[node.get(i).size()];
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = node.get(i).get(j).asDouble();
            }
        }
        return rows;
    }
}
