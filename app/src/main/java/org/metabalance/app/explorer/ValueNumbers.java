package org.metabalance.app.explorer;

import java.util.List;
import org.metabalance.engine.inspect.explore.Compiled;
import org.metabalance.engine.inspect.explore.FirstOrder;
import org.metabalance.engine.inspect.explore.Landscape;
import org.metabalance.engine.inspect.explore.Values;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as JSON: rounded to what is shown, and with words for what is no number there. */
final class ValueNumbers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DIGITS = 4;

    private ValueNumbers() {}

    /**
     * Returns values.
     *
     * @param most how many of the first elements are written
     */
    static ObjectNode of(Values values, int most) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "min", values.min());
        put(node, "max", values.max());
        put(node, "mean", values.mean());
        put(node, "deviation", values.deviation());
        put(node, "zeros", values.zeros());
        if (values.nan() + values.infinite() > 0) {
            node.put("nan", values.nan());
            node.put("infinite", values.infinite());
        }
        node.set("histogram", JSON.valueToTree(values.histogram()));
        node.set("first", list(
                values.first().subList(0, Math.min(most, values.first().size()))));
        return node;
    }

    static ObjectNode of(FirstOrder held) {
        ObjectNode node = JSON.createObjectNode();
        node.set("constants", JSON.valueToTree(held.constants()));
        node.set("falls", JSON.valueToTree(held.falls()));
        put(node, "exact", held.exact());
        put(node, "firstOrder", held.firstOrder());
        put(node, "angle", held.angle());
        put(node, "difference", held.difference());
        node.put("multiplyAdds", held.multiplyAdds());
        node.put("multiplyAddsFirstOrder", held.multiplyAddsFirstOrder());
        return node;
    }

    static ObjectNode of(Landscape around) {
        ObjectNode node = JSON.createObjectNode();
        node.set("inner", list(around.inner()));
        node.set("along", list(around.along()));
        ArrayNode rows = node.putArray("loss");
        around.loss().forEach(row -> rows.add(list(row)));
        put(node, "here", around.here());
        put(node, "slope", around.slope());
        return node;
    }

    static ObjectNode program(Compiled compiled, int most) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode steps = node.putArray("steps");
        for (Compiled.Step step : compiled.instructions()) {
            ObjectNode it = steps.addObject();
            it.put("label", step.label());
            it.set("formulas", JSON.valueToTree(step.formulas()));
            it.set("operations", JSON.valueToTree(step.operations()));
            it.put("place", step.place());
            it.put("multiplyAdds", step.multiplyAdds());
            it.put("bytes", step.bytes());
            ArrayNode results = it.putArray("results");
            for (Compiled.Result result : step.results()) {
                ObjectNode one = results.addObject();
                one.put("name", result.name());
                one.put("home", result.home());
                one.put("shape", result.shape());
                one.set("values", of(result.values(), most));
            }
        }
        node.set("memory", JSON.valueToTree(compiled.memory()));
        node.put("arena", compiled.arena());
        node.put("withoutSharing", compiled.withoutSharing());
        node.set("lanes", JSON.valueToTree(compiled.lanes()));
        node.put("lanesPay", compiled.lanesPay());
        node.put("alone", compiled.alone());
        return node;
    }

    private static ArrayNode list(List<Double> numbers) {
        ArrayNode list = JSON.createArrayNode();
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                list.add(rounded(number));
            } else {
                list.add(word(number));
            }
        }
        return list;
    }

    private static void put(ObjectNode node, String name, double number) {
        if (Double.isFinite(number)) {
            node.put(name, rounded(number));
        } else {
            node.put(name, word(number));
        }
    }

    private static String word(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "−∞";
    }

    private static double rounded(double number) {
        return new java.math.BigDecimal(number)
                .round(new java.math.MathContext(DIGITS)).doubleValue();
    }
}
