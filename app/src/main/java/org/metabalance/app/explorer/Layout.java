package org.metabalance.app.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.metabalance.engine.inspect.explore.Operation;

/**
 * Where everything is: operations and groups in layers, from top to bottom. Each group is laid out by itself,
 * and what is in it is made so small that it fits into a box of the size of a few operations: so every level can
 * be read, however much there is below it, a group stays where it is whether it is shown open or closed, and
 * thousands of operations are laid out in seconds. A line between operations of different groups is drawn between
 * the groups.
 */
final class Layout {
    private static final double HEIGHT = 40;
    private static final double LEAST_WIDTH = 64;
    private static final double LETTER = 7.4;
    private static final double MARGIN = 24;
    private static final double TITLE = 34;
    private static final double EDGE = 14;
    private static final int THOROUGHNESS = 3;
    private static final double LEAST_GROUP_WIDTH = 150;
    private static final double MOST_GROUP_WIDTH = 300;
    private static final double LEAST_GROUP_HEIGHT = 60;
    private static final double MOST_GROUP_HEIGHT = 130;

    /** A rectangle; x and y of its upper left corner. */
    record Box(double x, double y, double width, double height) {
        /** This box, in what is {@code scale} times as large and begins at (dx, dy). */
        Box within(double dx, double dy, double scale) {
            return new Box(dx + scale * x, dy + scale * y, scale * width, scale * height);
        }
    }

    /**
     * A line from one box to another one of the same group; boxes are operations, by their places, or groups, by -1
     * minus their numbers.
     *
     * @param group whose boxes they are
     * @param count how many operands it stands for
     * @param points x and y in turn
     */
    record Line(int group, int from, int to, int count, List<Double> points) {}

    private final double leastWidth;
    private final List<Operation> operations;
    private final List<Group> groups;
    private final int[] groupOf;
    private final Map<Integer, Box> boxes = new LinkedHashMap<>();
    private final double[] scales;
    private final Box[] insides;
    private final List<Line> lines = new ArrayList<>();

    private Layout(List<Operation> operations, List<Group> groups, double leastWidth) {
        this.leastWidth = leastWidth;
        this.operations = operations;
        this.groups = groups;
        groupOf = new int[operations.size()];
        scales = new double[groups.size()];
        insides = new Box[groups.size()];
        for (Group group : groups) {
            group.operations().forEach(i -> groupOf[i] = group.id());
        }
    }

    static Layout of(List<Operation> operations, List<Group> groups) {
        return of(operations, groups, LEAST_WIDTH);
    }

    /** Places operations in boxes of at least a width. */
    static Layout of(List<Operation> operations, List<Group> groups, double leastWidth) {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        Layout layout = new Layout(operations, groups, leastWidth);
        List<Map<List<Integer>, Integer>> links = layout.links();
        layout.place(groups.getFirst(), links);
        layout.move(groups.getFirst(), 0, 0, 1);
        return layout;
    }

    /** Returns the boxes of operations, by place, and of groups, by -1 minus their number. */
    Map<Integer, Box> boxes() {
        return boxes;
    }

    /** Returns how large what is in a group is drawn. */
    double scale(Group group) {
        return scales[group.id()];
    }

    List<Line> lines() {
        return lines;
    }

    /** For each group the pairs of its boxes between which operands go, and how many. */
    private List<Map<List<Integer>, Integer>> links() {
        List<Map<List<Integer>, Integer>> links = new ArrayList<>();
        groups.forEach(_ -> links.add(new LinkedHashMap<>()));
        for (Operation operation : operations) {
            for (int input : operation.inputs()) {
                if (Group.isDrawn(operation) && Group.isDrawn(operations.get(input))) {
                    link(input, operation.index(), links);
                }
            }
        }
        return links;
    }

    private void link(int from, int to, List<Map<List<Integer>, Integer>> links) {
        List<Integer> a = ancestors(from);
        List<Integer> b = ancestors(to);
        int shared = 0;
        while (shared < Math.min(a.size(), b.size()) && a.get(shared).equals(b.get(shared))) {
            shared++;
        }
        int left = shared < a.size() ? -1 - a.get(shared) : from;
        int right = shared < b.size() ? -1 - b.get(shared) : to;
        links.get(a.get(shared - 1)).merge(List.of(left, right), 1, Integer::sum);
    }

    /** The numbers of the groups an operation is in, the whole first. */
    private List<Integer> ancestors(int operation) {
        List<Integer> ancestors = new ArrayList<>();
        for (Group at = groups.get(groupOf[operation]); at != null; at = at.parent()) {
            ancestors.addFirst(at.id());
        }
        return ancestors;
    }

    private void place(Group group, List<Map<List<Integer>, Integer>> links) {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        graph.setProperty(LayeredOptions.THOROUGHNESS, THOROUGHNESS);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(TITLE, EDGE, EDGE, EDGE));
        Map<Integer, ElkNode> nodes = new LinkedHashMap<>();
        for (Group inner : group.groups()) {
            if (!inner.isEmpty()) {
                place(inner, links);
                Box box = boxes.get(-1 - inner.id());
                nodes.put(-1 - inner.id(), node(graph, box.width(), box.height()));
            }
        }
        for (int i : group.operations()) {
            nodes.put(i, node(graph, width(operations.get(i)), HEIGHT));
        }
        Map<List<Integer>, ElkEdge> edges = new LinkedHashMap<>();
        links.get(group.id()).keySet().forEach(pair -> edges.put(pair, ElkGraphUtil
                .createSimpleEdge(nodes.get(pair.getFirst()), nodes.get(pair.getLast()))));
        new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
        nodes.forEach((id, node) -> boxes.put(
                id, new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight())));
        edges.forEach((pair, edge) -> lines.add(new Line(
                group.id(), pair.getFirst(), pair.getLast(), links.get(group.id()).get(pair),
                points(edge))));
        double width = Math.max(
                graph.getWidth(), 2 * EDGE + LETTER * group.title().length() + MARGIN);
        insides[group.id()] = new Box(0, 0, width, graph.getHeight());
        boxes.put(-1 - group.id(), group.parent() == null
                ? insides[group.id()]
                : closed(insides[group.id()], group.title()));
    }

    private static Box closed(Box inside, String title) {
        double scale = scale(inside);
        double least = Math.max(LEAST_GROUP_WIDTH, MARGIN + LETTER * title.length());
        return new Box(0, 0, Math.max(least, scale * inside.width()),
                Math.max(LEAST_GROUP_HEIGHT, scale * inside.height()));
    }

    private static double scale(Box inside) {
        return Math.min(1, Math.min(
                MOST_GROUP_WIDTH / inside.width(), MOST_GROUP_HEIGHT / inside.height()));
    }

    private static ElkNode node(ElkNode graph, double width, double height) {
        ElkNode node = ElkGraphUtil.createNode(graph);
        node.setDimensions(width, height);
        return node;
    }

    private double width(Operation operation) {
        int letters = Math.max(operation.op().label().length(),
                Math.min(22, operation.name().isEmpty()
                        ? operation.shape().toString().length()
                        : operation.name().length()));
        return Math.max(leastWidth, MARGIN + LETTER * letters);
    }

    private static List<Double> points(ElkEdge edge) {
        List<Double> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.addAll(List.of(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.addAll(List.of(bend.getX(), bend.getY()));
            }
            points.addAll(List.of(section.getEndX(), section.getEndY()));
        }
        return points;
    }

    /** From places within groups to places within the whole: what is in a group begins at (dx, dy). */
    private void move(Group group, double dx, double dy, double scale) {
        scales[group.id()] = scale;
        for (int i : group.operations()) {
            boxes.computeIfPresent(i, (_, box) -> box.within(dx, dy, scale));
        }
        lines.replaceAll(line -> line.group() == group.id()
                ? new Line(line.group(), line.from(), line.to(), line.count(),
                        moved(line.points(), dx, dy, scale))
                : line);
        for (Group inner : group.groups()) {
            if (!inner.isEmpty()) {
                Box box = boxes.get(-1 - inner.id()).within(dx, dy, scale);
                boxes.put(-1 - inner.id(), box);
                Box inside = insides[inner.id()];
                double smaller = scale * scale(inside);
                move(inner, box.x() + (box.width() - smaller * inside.width()) / 2,
                        box.y() + (box.height() - smaller * inside.height()) / 2, smaller);
            }
        }
    }

    private static List<Double> moved(List<Double> points, double dx, double dy, double scale) {
        List<Double> moved = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            moved.add(scale * points.get(i) + (i % 2 == 0 ? dx : dy));
        }
        return moved;
    }
}
