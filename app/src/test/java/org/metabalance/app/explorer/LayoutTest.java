package org.metabalance.app.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.app.explorer.Layout.Box;
import org.metabalance.app.explorer.preset.Preset;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.explore.Exploration;
import org.metabalance.engine.inspect.explore.Operation;
import org.metabalance.engine.inspect.explore.Recording;

class LayoutTest {
    private static final double ROUNDING = 1e-6;

    private static List<Operation> operations(Preset preset, int innerSteps) {
        return Exploration.of(preset.with(innerSteps).record(Tape.f32())).operations();
    }

    @Test
    void boxesLieInTheirGroupAndNotOnEachOther() {
        List<Operation> operations = operations(Preset.METABALANCE, 1);
        List<Group> groups = Group.of(operations);
        Layout layout = Layout.of(operations, groups);
        for (Group group : groups) {
            List<Integer> ids = new ArrayList<>(group.operations());
            group.groups().stream().filter(it -> !it.isEmpty())
                    .forEach(it -> ids.add(-1 - it.id()));
            Box around = layout.boxes().get(-1 - group.id());
            for (int i : ids) {
                Box box = layout.boxes().get(i);
                assertTrue(box.x() >= around.x() - ROUNDING
                        && box.y() >= around.y() - ROUNDING
                        && box.x() + box.width() <= around.x() + around.width() + ROUNDING
                        && box.y() + box.height() <= around.y() + around.height() + ROUNDING,
                        () -> box + " in " + around);
                for (int k : ids) {
                    assertFalse(i != k && overlap(box, layout.boxes().get(k)),
                            () -> box + " and " + layout.boxes().get(k));
                }
            }
        }
    }

    private static boolean overlap(Box a, Box b) {
        return a.x() + a.width() > b.x() + ROUNDING && b.x() + b.width() > a.x() + ROUNDING
                && a.y() + a.height() > b.y() + ROUNDING && b.y() + b.height() > a.y() + ROUNDING;
    }

    @Test
    void everyOperandIsOnALine() {
        List<Operation> operations = operations(Preset.LOGISTIC_REGRESSION, 0);
        Layout layout = Layout.of(operations, Group.of(operations));
        long operands = operations.stream().filter(Group::isDrawn)
                .flatMap(it -> it.inputs().stream())
                .filter(i -> Group.isDrawn(operations.get(i))).count();
        assertEquals(operands, layout.lines().stream().mapToInt(Layout.Line::count).sum());
        layout.lines().forEach(line -> assertTrue(line.points().size() >= 4));
    }

    @Test
    void scopesAreGroups() {
        List<Operation> operations = operations(Preset.MAML, 1);
        List<Group> groups = Group.of(operations);
        List<String> outermost = groups.getFirst().groups().stream().map(Group::title).toList();
        assertEquals(
                List.of("data", "inner step 1", "outer loss", "hypergradient", "update"),
                outermost);
    }

    @Test
    void manyInnerStepsArePutTogether() {
        List<Group> groups = Group.of(operations(Preset.METABALANCE, 14));
        List<String> outermost = groups.getFirst().groups().stream().map(Group::title).toList();
        assertTrue(outermost.containsAll(List.of("inner step 1 to 7", "inner step 8 to 14")),
                outermost::toString);
        assertFalse(outermost.contains("inner step 1"), outermost::toString);
    }

    @Test
    void manyOperationsBesideEachOtherAreDivided() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x");
        for (int i = 0; i < 250; i++) {
            x = x.exp();
        }
        List<Operation> deep = Exploration.of(Recording.of(x, List.of(x), List.of(x))
                .with("x", NdArray.scalar(DType.F32, -1))).operations();
        List<Group> divided = Group.of(deep);
        assertEquals(3, divided.getFirst().groups().size());
        assertEquals("#0 to #82", divided.get(1).title());
        assertEquals(251, divided.stream().mapToInt(it -> it.operations().size()).sum());
    }
}
