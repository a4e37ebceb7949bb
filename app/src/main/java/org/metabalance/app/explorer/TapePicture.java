package org.metabalance.app.explorer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Diagram;
import org.metabalance.engine.inspect.explore.Exploration;
import org.metabalance.engine.inspect.explore.Operation;
import org.metabalance.engine.inspect.explore.Part;
import org.metabalance.engine.inspect.explore.Values;

/**
 * A tape as one picture, for paper and slides: every operation with its value, in the colours of the page; of a
 * long tape its outermost groups.
 */
final class TapePicture {
    /** More boxes cannot be read on a page. */
    private static final int MOST = 60;

    /** Values of so many elements are written out. */
    private static final int MOST_ELEMENTS = 2;

    /** Room for these values. */
    private static final double LEAST_WIDTH = 88;

    private static final List<Part> PARTS = List.of(Part.values());

    private final String title;
    private final Exploration told;
    private final List<Operation> operations;

    private TapePicture(String title, Exploration told) {
        this.title = title;
        this.told = told;
        operations = told.operations();
    }

    static Diagram of(String title, Exploration told) {
        return new TapePicture(title, told).diagram();
    }

    private Diagram diagram() {
        List<Group> flat = Group.flat(operations);
        boolean small = flat.getFirst().operations().size() <= MOST;
        List<Group> groups = small ? flat : Group.of(operations);
        Layout layout = Layout.of(operations, groups, LEAST_WIDTH);
        Group whole = groups.getFirst();
        List<Diagram.Box> boxes = new ArrayList<>();
        for (int i : whole.operations()) {
            Operation operation = operations.get(i);
            boxes.add(box(layout.boxes().get(i), operation.part(), name(operation),
                    value(operation)));
        }
        for (Group group : whole.groups()) {
            if (!group.isEmpty()) {
                Map<Part, Integer> counts = new EnumMap<>(Part.class);
                group.count(operations, counts);
                boxes.add(box(layout.boxes().get(-1 - group.id()), most(counts), group.title(),
                        Texts.format("%,d operations",
                                counts.values().stream().mapToInt(it -> it).sum())));
            }
        }
        List<Diagram.Arrow> arrows = layout.lines().stream()
                .filter(line -> line.group() == whole.id())
                .map(line -> new Diagram.Arrow(line.points())).toList();
        String sentence = small
                ? Texts.format(
                        "Every operation of a tape of %,d, with its value, and what it reads.",
                        operations.size())
                : Texts.format("The groups of a tape of %,d operations, and which reads which.",
                        operations.size());
        return new Diagram(title, sentence, PARTS.stream().map(TapePicture::kind).toList(), boxes,
                arrows, List.of());
    }

    private static Diagram.Box box(Layout.Box place, Part part, String name, String note) {
        return new Diagram.Box(place.x(), place.y(), place.width(), place.height(),
                PARTS.indexOf(part), name, note);
    }

    /** What most of it is: what it is there for, not what it reads. */
    private static Part most(Map<Part, Integer> counts) {
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    private String name(Operation operation) {
        if (!operation.name().isEmpty()) {
            return operation.name();
        }
        return operation.op().label() + operation.inputs().stream().map(operations::get)
                .filter(input -> !Group.isDrawn(input)).map(input -> " " + text(input.number()))
                .collect(Collectors.joining());
    }

    private String value(Operation operation) {
        Values values = told.values().get(operation.index());
        int size = operation.shape().size();
        return size > 0 && size <= MOST_ELEMENTS
                ? values.first().stream().limit(size).map(TapePicture::text)
                        .collect(Collectors.joining(", "))
                : operation.shape().toString();
    }

    private static String text(double number) {
        return Texts.format("%.3f", number).replaceFirst("\\.?0+$", "");
    }

    private static Diagram.Kind kind(Part part) {
        return switch (part) {
            case INPUT -> new Diagram.Kind(0, "input");
            case VARIABLE -> new Diagram.Kind(5, "variable");
            case CONSTANT -> new Diagram.Kind(7, "constant");
            case RANDOM -> new Diagram.Kind(2, "random");
            case FORWARD -> new Diagram.Kind(6, "what was recorded");
            case ADJOINT -> new Diagram.Kind(1, "what the gradient appended");
            case SECOND_ORDER -> new Diagram.Kind(3, "what the gradient of a gradient appended");
            case HIGHER_ORDER -> new Diagram.Kind(8, "beyond that");
        };
    }
}
