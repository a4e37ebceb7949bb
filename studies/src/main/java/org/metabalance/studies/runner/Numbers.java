package org.metabalance.studies.runner;

import java.util.Arrays;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How numbers are written in reports, and in their JSON: what is not a number is null there. */
public final class Numbers {
    private Numbers() {}

    /** Returns a mean with its standard error: {@code .650 ±.012}. */
    public static String text(Estimate value) {
        if (Double.isNaN(value.mean())) {
            return "-";
        }
        return Double.isNaN(value.standardError())
                ? Texts.format("%.3f", value.mean())
                : Texts.format("%.3f \u00b1%.3f", value.mean(), value.standardError());
    }

    /** Returns a p-value with its sign: {@code p = 0.012}, {@code p < 0.001}. */
    public static String p(double value) {
        if (Double.isNaN(value)) {
            return "p unknown";
        }
        return value < .001 ? "p < 0.001" : Texts.format("p = %.3f", value);
    }

    /** Returns a difference with its p-value, marked with a star if it is beyond noise. */
    public static String text(PairedDifference test) {
        if (Double.isNaN(test.difference())) {
            return "-";
        }
        boolean sure = test.pValue() < PairedDifference.SIGNIFICANCE;
        return Texts.format("%+.3f (%s)%s", test.difference(), p(test.pValue()), sure ? " *" : "");
    }

    public static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    public static void put(ObjectNode node, String name, Estimate value) {
        ObjectNode own = node.putObject(name);
        put(own, "mean", value.mean());
        put(own, "standardError", value.standardError());
    }

    public static void put(ObjectNode node, String name, PairedDifference test) {
        ObjectNode own = node.putObject(name);
        put(own, "difference", test.difference());
        put(own, "standardError", test.standardError());
        own.put("pairs", test.pairs());
        put(own, "pValue", test.pValue());
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
