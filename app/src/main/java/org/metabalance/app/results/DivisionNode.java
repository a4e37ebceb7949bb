package org.metabalance.app.results;

import org.metabalance.app.divide.SplitColumn;
import org.metabalance.meta.protocol.Division;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a comparison divided its data, and the place of a run in that. */
final class DivisionNode {
    private DivisionNode() {}

    static void write(ResultsHeader comparison, ObjectNode node) {
        switch (comparison.division()) {
            case Division.BySeed _ -> node.put("split", "random");
            case Division.Folds(int folds, int repeats, var _) -> node.put("split", "folds")
                    .put("folds", folds).put("repeats", repeats);
            case Division.InTime(var _, var _, int folds) -> {
                node.put("split", "time");
                if (folds > 0) {
                    node.put("folds", folds);
                }
            }
        }
        if (comparison.subject() instanceof Subject.OfTable table
                && table.splitColumn().kind() != SplitColumn.Kind.NONE) {
            SplitColumn column = table.splitColumn();
            node.put(column.kind() == SplitColumn.Kind.TIME ? "timeColumn" : "groupColumn",
                    column.name());
            node.put("input", column.input());
        }
        node.put("testOverTrain", comparison.subject().testOverTrain(comparison.division()));
    }

    /** Writes which fold of which repeat a run is on, both from 1. */
    static void place(Division division, int run, ObjectNode node) {
        switch (division) {
            case Division.BySeed _ -> {
                // the seed says all
            }
            case Division.Folds folds -> node.put("repeat", folds.repeat(run))
                    .put("fold", folds.fold(run));
            case Division.InTime(var _, var _, int folds) when folds > 0 -> node
                    .put("fold", run + 1);
            case Division.InTime _ -> {
                // all on the same parts
            }
        }
    }

    /** Reads the column by which rows were divided. */
    static SplitColumn column(JsonNode node) {
        for (SplitColumn.Kind kind : SplitColumn.Kind.values()) {
            JsonNode name = node.path(
                    kind == SplitColumn.Kind.TIME ? "timeColumn" : "groupColumn");
            if (kind != SplitColumn.Kind.NONE && name.isString()) {
                return new SplitColumn(
                        kind, name.stringValue(), node.path("input").asBoolean(false));
            }
        }
        return SplitColumn.NONE;
    }
}
