package org.metabalance.engine.inspect.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.op.Leaf;

/** What the buffers of a plan are called and where they are. */
final class Buffers {
    private final DType dtype;
    private final Map<NdArray, Variable> variables = new IdentityHashMap<>();
    private final Map<NdArray, String> inputs = new IdentityHashMap<>();
    private final Map<NdArray, Integer> outputs = new IdentityHashMap<>();
    private final Map<Buffer, String> names = new IdentityHashMap<>();
    private final Set<Buffer> filled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Buffer, Role> leaves = new LinkedHashMap<>();
    private final Map<String, Buffer> taken = new HashMap<>();

    Buffers(Plan plan) {
        dtype = plan.dtype();
        for (Tensor t : plan.simplified().tape().nodes()) {
            if (t.op() instanceof Leaf.Read read) {
                variables.put(read.variable().value(), read.variable());
            }
        }
        plan.simplified().assigns().keySet().forEach(v -> variables.put(v.value(), v));
        plan.inputs().forEach((name, array) -> inputs.put(array, name));
        for (int i = 0; i < plan.outputs().size(); i++) {
            outputs.put(plan.outputs().get(i), i);
        }
        List<Instruction> instructions = plan.instructions();
        for (Instruction instruction : instructions) {
            instruction.reads().forEach(this::leaf);
            if (!(instruction instanceof Instruction.Store)) {
                filled.addAll(instruction.writes());
            }
        }
        for (int i = 0; i < instructions.size(); i++) {
            results(instructions.get(i), i);
        }
    }

    private void leaf(View view) {
        Buffer buffer = view.buffer();
        if (!filled.contains(buffer) && !leaves.containsKey(buffer)
                && number(buffer) == null) {
            Role role = inputs.containsKey(buffer.array())
                    ? Role.INPUT
                    : variables.containsKey(buffer.array()) ? Role.PARAMETER : Role.CONSTANT;
            leaves.put(buffer, role);
            name(buffer, Names.plain(buffer.label()), "@" + leaves.size());
        }
    }

    private void results(Instruction instruction, int at) {
        List<Buffer> writes = instruction.writes();
        for (int k = 0; k < writes.size(); k++) {
            Buffer z = writes.get(k);
            String place = "%" + at + (writes.size() == 1 ? "" : "." + (k + 1));
            Variable variable = variables.get(z.array());
            if (instruction instanceof Instruction.Store) {
                names.putIfAbsent(z, Names.plain(z.label()));
                continue;
            }
            if (names.containsKey(z)) {
                // a product added to what is there
                continue;
            }
            boolean named = !z.source().name().isEmpty() && z.label().equals(z.source().name());
            if (named && !taken.containsKey(Names.plain(z.label()))) {
                name(z, Names.plain(z.label()), place);
            } else if (variable != null) {
                name(z, Names.plain(variable.name()) + "'", place);
            } else {
                name(z, named ? Names.plain(z.label()) : "", place);
            }
        }
    }

    private void name(Buffer buffer, String name, String place) {
        String free = taken.containsKey(name) ? name + place : name.isEmpty() ? place : name;
        taken.put(free, buffer);
        names.put(buffer, free);
    }

    /** Returns what is read that no instruction fills, apart from single numbers. */
    Map<Buffer, Role> leaves() {
        return leaves;
    }

    Set<String> names() {
        return taken.keySet();
    }

    /** Returns the name by which instructions refer to a buffer; a constant of one element is its number. */
    String name(Buffer buffer) {
        Double number = number(buffer);
        return number != null ? NumberText.exact(number, dtype) : names.get(buffer);
    }

    /** Returns the value of a constant of one element, null for everything else. */
    Double number(Buffer buffer) {
        NdArray array = buffer.array();
        boolean constant = array != null
                && array.size() == 1
                && buffer.source() == null
                && !inputs.containsKey(array)
                && !variables.containsKey(array);
        return constant ? array.get(0) : null;
    }

    /** Returns where a buffer is. */
    String home(Buffer buffer) {
        if (buffer.inArena()) {
            return "arena " + (long) buffer.offset() * dtype.bytes();
        }
        NdArray array = buffer.array();
        if (outputs.containsKey(array)) {
            return "output " + outputs.get(array);
        }
        if (variables.containsKey(array)) {
            return "variable " + Names.plain(variables.get(array).name());
        }
        return inputs.containsKey(array) ? "input" : "constant";
    }

    /** Returns a view as an operand in an expression. */
    String operand(View view) {
        String name = name(view.buffer());
        if (number(view.buffer()) != null || view.size() == 0) {
            return name;
        }
        int reached = reached(view);
        if (view.contiguous() && reached < view.buffer().size()) {
            return name + "[" + view.offset() + ".." + (view.offset() + reached) + "]";
        }
        return name + (transposed(view) ? "^T" : "")
                + (reached < view.buffer().size() ? "[part]" : "");
    }

    /** Returns what is particular about the way a view reads its buffer, empty if nothing is. */
    String note(View view) {
        boolean repeated = reached(view) < view.size();
        return (repeated ? " repeated" : "") + (transposed(view) ? " permuted" : "");
    }

    /** Returns how many different elements a view reads. */
    static int reached(View view) {
        int reached = 1;
        for (int i = 0; i < view.dims().length; i++) {
            reached *= view.strides()[i] == 0 ? 1 : view.dims()[i];
        }
        return view.size() == 0 ? 0 : reached;
    }

    private static boolean transposed(View view) {
        int last = Integer.MAX_VALUE;
        for (int i = 0; i < view.dims().length; i++) {
            int stride = view.strides()[i];
            if (view.dims()[i] > 1 && stride != 0) {
                if (stride > last) {
                    return true;
                }
                last = stride;
            }
        }
        return false;
    }
}
