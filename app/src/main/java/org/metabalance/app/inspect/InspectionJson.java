package org.metabalance.app.inspect;

import java.util.List;
import org.metabalance.app.read.ReadColumn;
import org.metabalance.meta.data.table.Target;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.SchemaFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An inspection as JSON. Dates are texts, {@code 2023-06-08}; a number that is none is {@code null}. */
public final class InspectionJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InspectionJson() {}

    /** Returns the text, indented. */
    public static String text(Inspection inspection, String data) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "metabalance-inspection");
        root.put("version", 1);
        root.put("data", data);
        root.put("rows", inspection.read().table().rows());
        if (inspection.target() != null) {
            classes(root, inspection.target());
        }
        ArrayNode columns = root.putArray("columns");
        inspection.read().columns()
                .forEach(column -> column(columns.addObject(), inspection, column));
        ObjectNode duplicates = root.putObject("duplicates");
        duplicates.put("rows", inspection.duplicates().rows());
        if (inspection.target() != null) {
            duplicates.put("otherLabel", inspection.duplicates().otherLabel());
        }
        findings(root.putArray("identifiers"), inspection.identifiers());
        if (inspection.target() != null) {
            findings(root.putArray("givesLabelAway"), inspection.giveaways());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void classes(ObjectNode root, Target target) {
        root.put("label", target.column());
        root.put("unlabelled", target.dropped());
        ObjectNode classes = root.putObject("classes");
        for (int c = 0; c < target.classes().size(); c++) {
            classes.put(target.classes().get(c), target.counts()[c]);
        }
    }

    private static void column(ObjectNode node, Inspection inspection, ReadColumn column) {
        SchemaFile.fields(column.schema())
                .forEach((field, value) -> node.set(field, JSON.valueToTree(value)));
        if (!column.schema().isRead()) {
            return;
        }
        node.put("missingValues", column.missing());
        node.put("didNotFit", column.odd());
        boolean date = column.schema().kind() instanceof Kind.Date;
        switch (inspection.distributions().get(column.schema().name())) {
            case Distribution.Numbers numbers -> {
                number(node, "minimum", numbers.minimum(), date);
                number(node, "lowerQuartile", numbers.lower(), date);
                number(node, "median", numbers.median(), date);
                number(node, "upperQuartile", numbers.upper(), date);
                number(node, "maximum", numbers.maximum(), date);
                number(node, "mean", numbers.mean(), date);
                node.put("different", numbers.different());
            }
            case Distribution.Categories(List<Distribution.Count> frequent, int different) -> {
                ArrayNode counts = node.putArray("frequent");
                frequent.forEach(
                        count -> counts.addObject().put("value", count.value())
                                .put("rows", count.rows()));
                node.put("different", different);
            }
        }
    }

    private static void number(ObjectNode node, String name, double value, boolean date) {
        if (!Double.isFinite(value)) {
            node.putNull(name);
        } else if (date) {
            node.put(name, InspectionText.date(value));
        } else {
            node.put(name, value);
        }
    }

    private static void findings(ArrayNode array, List<Finding> findings) {
        findings.forEach(
                finding -> array.addObject().put("column", finding.column())
                        .put("reason", finding.reason()));
    }
}
