package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import tools.jackson.databind.JsonNode;

/** What a results file says of the data. */
final class DataFacts {
    private static final Map<String, String> KINDS = Map.of(
            "left-out", "left out", "time", "time of day");

    private DataFacts() {}

    /**
     * A column.
     *
     * @param name its name
     * @param kind what it is read as
     * @param note why, or why it is left out
     */
    public record ColumnFact(String name, String kind, String note) {}

    static List<Fact> of(JsonNode root) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("File", root.path("data").asString("")));
        if (root.path("label").isString()) {
            facts.add(new Fact("Label", root.path("label").asString()));
        }
        int rows = root.path("rows").asInt(0);
        facts.add(new Fact(
                root.has("images") ? "Images" : root.has("graph") ? "Nodes" : "Rows",
                Texts.format("%,d", rows)));
        facts.add(new Fact("Classes", root.path("classPrevalence").properties().stream()
                .map(entry -> Texts.format("%s %,d (%s)", entry.getKey(),
                        Math.round(entry.getValue().asDouble() * rows),
                        percent(entry.getValue().asDouble())))
                .collect(Collectors.joining(", "))));
        if (root.path("positive").isString()) {
            facts.add(new Fact("Positive class", root.path("positive").asString()));
        }
        facts.add(new Fact("Split", split(root)));
        if (root.path("images").isObject()) {
            JsonNode images = root.get("images");
            facts.add(new Fact("Size", images.path("height").asInt() + " x "
                    + images.path("width").asInt() + ", " + images.path("channels").asInt()
                    + (images.path("channels").asInt() == 1 ? " channel" : " channels")));
        }
        if (root.path("labelNoise").isString()) {
            facts.add(new Fact("Label noise", root.path("labelNoise").asString()));
        }
        return facts;
    }

    private static String split(JsonNode root) {
        if (root.path("split").isString()) {
            return root.path("split").asString();
        }
        if (root.path("images").path("test").isNumber()) {
            return Texts.format(
                    "80 %% to learn from and 20 %% to select on, a new division for each of %d seeds;"
                            + " %,d images of their own to test on",
                    root.path("seeds").asInt(), root.path("images").path("test").asInt());
        }
        if (root.path("graph").path("split").asString("").equals("column")) {
            return "as the nodes' file says, the same for every seed";
        }
        return Texts.format(
                "60 %% to learn from, 20 %% to select and choose thresholds on, 20 %% to test on;"
                        + " stratified, a new division for each of %d seeds",
                root.path("seeds").asInt());
    }

    static String percent(double share) {
        return Texts.format(share < .001 ? "%.3f %%" : share < .1 ? "%.2f %%" : "%.1f %%",
                100 * share);
    }

    /** Returns what each column of a schema is read as; empty where there is none. */
    static List<ColumnFact> columns(JsonNode schema) {
        List<ColumnFact> columns = new ArrayList<>();
        schema.path("columns").forEach(column -> {
            String kind = column.path("kind").asString("");
            String note = column.path("reason").asString(column.path("note").asString(""));
            columns.add(new ColumnFact(
                    column.path("name").asString(""), KINDS.getOrDefault(kind, kind), note));
        });
        return columns;
    }
}
