package org.metabalance.benchmarks.peer;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Variable;

/**
 * What a program that is ready to run holds beside its inputs, outputs and weights: the plan's arena, and the
 * arrays of kernels, such as packed weights of convolutions, which no plan knows. It is found by going
 * through the fields of what is bound. Not counted is what a thread keeps from one kernel to the next: some
 * images between zeros.
 */
final class HeldMemory {
    /** Who holds arrays; a tape, which a program refers to, is not part of its run. */
    private static final String[] HOLDERS = {
        "org.metabalance.engine.execute.", "org.metabalance.engine.kernel.",
        "org.metabalance.engine.compile."};

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long bytes;

    private HeldMemory() {}

    /**
     * Returns the bytes of a program whose inputs are set.
     *
     * @param variables what it reads and updates
     */
    static long of(Program program, List<Variable> variables) {
        HeldMemory memory = new HeldMemory();
        program.inputs().forEach(name -> memory.leaveOut(program.input(name)));
        program.outputs().forEach(memory::leaveOut);
        variables.forEach(variable -> memory.leaveOut(variable.value()));
        memory.add(program.stepwise());
        memory.walk();
        return memory.bytes;
    }

    private void leaveOut(NdArray array) {
        seen.add(array.floats());
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            waiting.add(object);
        }
    }

    private void walk() {
        while (!waiting.isEmpty()) {
            Object object = waiting.remove();
            switch (object) {
                case float[] array -> bytes += (long) array.length * Float.BYTES;
                case int[] array -> bytes += (long) array.length * Integer.BYTES;
                case Object[] array -> {
                    for (Object element : array) {
                        add(element);
                    }
                }
                case Iterable<?> elements -> elements.forEach(this::add);
                case Map<?, ?> map -> map.values().forEach(this::add);
                default -> fields(object);
            }
        }
    }

    private void fields(Object object) {
        for (Class<?> type = object.getClass(); holds(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    add(value(field, object));
                }
            }
        }
    }

    private static boolean holds(Class<?> type) {
        for (String holder : HOLDERS) {
            if (type != null && type.getName().startsWith(holder)) {
                return true;
            }
        }
        return false;
    }

    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("memory: cannot read " + field, e);
        }
    }
}
