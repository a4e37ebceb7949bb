package org.metabalance.app.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.inspect.explore.Operation;
import org.metabalance.engine.inspect.explore.Part;

/** A scope and what it holds: operations, and other scopes. */
final class Group {
    /** More operations beside each other are divided: nobody finds anything among them, ELK included. */
    private static final int MOST = 100;

    /** So many groups beside each other whose names differ by a number are put together. */
    private static final int MOST_ALIKE = 12;

    private static final int TOGETHER = 10;

    private final String title;
    private Group parent;
    private final int id;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<Integer> operations = new ArrayList<>();

    private Group(String title, Group parent, List<Group> all) {
        this.title = title;
        this.parent = parent;
        this.id = all.size();
        all.add(this);
    }

    /** Returns all groups by their numbers; the first is the whole. */
    static List<Group> of(List<Operation> operations) {
        List<Group> all = new ArrayList<>();
        Group whole = new Group("", null, all);
        for (Operation operation : operations) {
            Group at = whole;
            for (String name : operation.path()) {
                Group in = at;
                at = at.groups.computeIfAbsent(name, _ -> new Group(name, in, all));
            }
            if (isDrawn(operation)) {
                at.operations.add(operation.index());
            }
        }
        List.copyOf(all).forEach(group -> {
            group.divide(all);
            group.bundle(all);
        });
        return all;
    }

    /** Returns one group of all operations that are drawn, whatever scopes they are in. */
    static List<Group> flat(List<Operation> operations) {
        List<Group> all = new ArrayList<>();
        Group whole = new Group("", null, all);
        operations.stream().filter(Group::isDrawn).map(Operation::index)
                .forEach(whole.operations::add);
        return all;
    }

    /** Puts many groups of one kind together, ten by ten: {@code inner step 1} to {@code inner step 10}. */
    private void bundle(List<Group> all) {
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        groups.values().forEach(group -> alike
                .computeIfAbsent(group.title.replaceAll("\\d+", "#"), _ -> new ArrayList<>())
                .add(group));
        alike.forEach((_, some) -> {
            int parts = Math.ceilDiv(some.size(), TOGETHER);
            for (int i = 0; i < parts && some.size() > MOST_ALIKE; i++) {
                List<Group> few = some.subList(some.size() * i / parts,
                        some.size() * (i + 1) / parts);
                String name = few.getFirst().title + " to "
                        + few.getLast().title.replaceAll("\\D+", "");
                Group bundle = new Group(name, this, all);
                few.forEach(group -> {
                    groups.remove(group.title);
                    bundle.groups.put(group.title, group);
                    group.parent = bundle;
                });
                groups.put(name, bundle);
            }
        });
    }

    /** Numbers stand in what uses them: drawn, each would be a box with a line to somewhere. */
    static boolean isDrawn(Operation operation) {
        return Double.isNaN(operation.number());
    }

    private void divide(List<Group> all) {
        if (operations.size() <= MOST) {
            return;
        }
        int parts = Math.ceilDiv(operations.size(), MOST);
        List<Integer> own = List.copyOf(operations);
        operations.clear();
        for (int i = 0; i < parts; i++) {
            List<Integer> some = own.subList(own.size() * i / parts, own.size() * (i + 1) / parts);
            String name = "#" + some.getFirst() + " to #" + some.getLast();
            Group part = new Group(name, this, all);
            part.operations.addAll(some);
            groups.put(name, part);
        }
    }

    String title() {
        return title;
    }

    /** Returns the group it is in, null for the whole. */
    Group parent() {
        return parent;
    }

    int id() {
        return id;
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** Returns the operations that are in no group of this one. */
    List<Integer> operations() {
        return operations;
    }

    boolean isEmpty() {
        return operations.isEmpty() && groups.values().stream().allMatch(Group::isEmpty);
    }

    /** Adds to the number of operations of each part those in this group and the groups in it. */
    void count(List<Operation> all, Map<Part, Integer> counts) {
        operations.forEach(i -> counts.merge(all.get(i).part(), 1, Integer::sum));
        groups.values().forEach(group -> group.count(all, counts));
    }
}
