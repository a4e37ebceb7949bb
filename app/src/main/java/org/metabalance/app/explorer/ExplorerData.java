package org.metabalance.app.explorer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.app.explorer.notation.DerivativeRules;
import org.metabalance.app.explorer.notation.MathMl;
import org.metabalance.app.explorer.notation.Rule;
import org.metabalance.engine.inspect.explore.Exploration;
import org.metabalance.engine.inspect.explore.FirstOrder;
import org.metabalance.engine.inspect.explore.Operation;
import org.metabalance.engine.inspect.explore.Part;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An exploration as the numbers a page is drawn from. */
final class ExplorerData {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of more operations the page has fewer values: it has to open at once. */
    private static final int LARGE = 3000;

    private static final int FEW = 12;

    private final Exploration told;
    private final List<Group> groups;
    private final Layout layout;
    private final boolean twoLevels;
    private final int most;
    private final ObjectNode root = JSON.createObjectNode();

    private ExplorerData(Exploration told, boolean twoLevels) {
        this.told = told;
        this.twoLevels = twoLevels;
        most = told.operations().size() > LARGE ? FEW : Integer.MAX_VALUE;
        groups = Group.of(told.operations());
        layout = Layout.of(told.operations(), groups);
    }

    /**
     * Returns the numbers.
     *
     * @param twoLevels whether there are inner updates
     */
    static ObjectNode of(Exploration told, boolean twoLevels) {
        return new ExplorerData(told, twoLevels).write();
    }

    private ObjectNode write() {
        ArrayNode parts = root.putArray("parts");
        for (Part part : Part.values()) {
            parts.add(words(part));
        }
        ArrayNode chapters = root.putArray("chapters");
        for (Chapter chapter : Chapter.values()) {
            chapters.add(chapter.text());
        }
        operations();
        groups();
        lines();
        root.set("rewrites", JSON.valueToTree(told.rewrites()));
        root.set("program", ValueNumbers.program(told.compiled(), most));
        told.firstOrder().ifPresent(it -> root.set("firstOrder", ValueNumbers.of(it)));
        told.landscape().ifPresent(it -> root.set("landscape", ValueNumbers.of(it)));
        root.put("firstNan", told.firstNan());
        return root;
    }

    static String words(Part part) {
        return switch (part) {
            case INPUT -> "input";
            case VARIABLE -> "variable";
            case CONSTANT -> "constant";
            case RANDOM -> "random";
            case FORWARD -> "forward";
            case ADJOINT -> "adjoint";
            case SECOND_ORDER -> "second order";
            case HIGHER_ORDER -> "third order and beyond";
        };
    }

    private void operations() {
        Map<Rule, Integer> rules = new LinkedHashMap<>();
        Set<Integer> constants = Set.copyOf(
                told.firstOrder().map(FirstOrder::constants).orElse(List.of()));
        ArrayNode all = root.putArray("operations");
        for (Operation operation : told.operations()) {
            int i = operation.index();
            ObjectNode node = all.addObject();
            node.put("name", operation.name());
            node.put("label", operation.op().label());
            node.put("call", operation.call());
            node.put("shape", operation.shape().toString());
            node.put("columns", operation.shape().rank() == 0 ? 1 : operation.shape().dim(-1));
            node.put("part", operation.part().ordinal());
            node.put("line", operation.line());
            node.put("adjointOf", operation.adjointOf());
            node.set("inputs", JSON.valueToTree(operation.inputs()));
            node.put("rule", rules.computeIfAbsent(
                    DerivativeRules.of(operation.op()), _ -> rules.size()));
            node.put("chapter",
                    Chapter.of(operation, constants.contains(i), twoLevels).ordinal());
            node.put("needed", told.needed().get(i));
            node.set("values", ValueNumbers.of(told.values().get(i), most));
            if (layout.boxes().containsKey(i)) {
                node.set("box", box(layout.boxes().get(i)));
            }
        }
        ArrayNode texts = root.putArray("rules");
        rules.keySet().forEach(rule -> {
            ObjectNode node = texts.addObject();
            node.put("value", MathMl.of(rule.value()));
            ArrayNode adjoints = node.putArray("adjoints");
            rule.adjoints().forEach(adjoint -> adjoints.add(MathMl.of(adjoint)));
            node.put("remark", rule.remark());
        });
    }

    private void groups() {
        ArrayNode all = root.putArray("groups");
        for (Group group : groups) {
            Map<Part, Integer> counts = new EnumMap<>(Part.class);
            group.count(told.operations(), counts);
            ObjectNode node = all.addObject();
            node.put("title", group.title());
            node.put("parent", group.parent() == null ? -1 : group.parent().id());
            node.set("operations", JSON.valueToTree(group.operations()));
            List<Integer> numbers = new ArrayList<>();
            for (Part part : Part.values()) {
                numbers.add(counts.getOrDefault(part, 0));
            }
            node.set("counts", JSON.valueToTree(numbers));
            Layout.Box box = layout.boxes().get(-1 - group.id());
            if (box != null) {
                node.set("box", box(box));
                node.put("scale", layout.scale(group));
            }
        }
    }

    private static ArrayNode box(Layout.Box box) {
        return JSON.createArrayNode().add(place(box.x())).add(place(box.y()))
                .add(place(box.width())).add(place(box.height()));
    }

    /** A place to a hundredth of what the smallest things are seen at. */
    private static double place(double x) {
        return Math.round(1e4 * x) / 1e4;
    }

    private void lines() {
        ArrayNode all = root.putArray("lines");
        for (Layout.Line line : layout.lines()) {
            ArrayNode node = all.addArray();
            node.add(line.group()).add(line.from()).add(line.to()).add(line.count());
            ArrayNode points = node.addArray();
            line.points().forEach(number -> points.add(place(number)));
        }
    }
}
