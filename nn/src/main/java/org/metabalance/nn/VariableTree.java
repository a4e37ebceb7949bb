package org.metabalance.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

/**
 * Parameters that live on between runs: one {@link Variable} for each spec, read on any tape and
 * updated by the programs that assign them.
 */
public final class VariableTree {
    private final Map<String, Variable> variables;

    private VariableTree(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /**
     * Creates the variables of {@code specs}; spec i draws from stream i of {@code rng}.
     *
     * @throws IllegalArgumentException if a name repeats
     */
    public static VariableTree init(List<ParameterSpec> specs, DType dtype, Rng rng) {
        VariableTree tree = new VariableTree(new LinkedHashMap<>());
        for (ParameterSpec spec : specs) {
            Rng own = rng.stream(tree.variables.size());
            tree.put(spec.name(), spec.initializer().values(spec.shape(), dtype, own));
        }
        return tree;
    }

    /**
     * Creates the variables of {@code specs} that start from constants, as the state of layers and
     * optimizers does.
     *
     * @throws IllegalArgumentException if a name repeats, or a spec starts from anything else
     */
    public static VariableTree init(List<ParameterSpec> specs, DType dtype) {
        VariableTree tree = new VariableTree(new LinkedHashMap<>());
        specs.forEach(
                spec -> tree.put(spec.name(), NdArray.full(dtype, spec.constant(), spec.shape())));
        return tree;
    }

    private void put(String name, NdArray first) {
        if (variables.put(name, new Variable(name, first)) != null) {
            throw new IllegalArgumentException(
                    "variables: a name must be there once, got '" + name + "' twice");
        }
    }

    /** Returns names and shapes, in order; a spec starts from what its variable then holds. */
    public List<ParameterSpec> specs() {
        return variables.values().stream()
                .map(v -> new ParameterSpec(v.name(), v.shape(), Initializer.of(v.value())))
                .toList();
    }

    /**
     * Returns the type of the variables.
     *
     * @throws IllegalArgumentException if there are none
     */
    public DType dtype() {
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("variables: needs one to have a type, got none");
        }
        return variables.values().iterator().next().dtype();
    }

    /** Returns the values at the beginning of a run, as tensors on {@code tape}. */
    public Parameters on(Tape tape) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        variables.forEach((name, variable) -> tensors.put(name, tape.read(variable)));
        return Parameters.of(tensors);
    }

    /**
     * Records that these are the values after a run.
     *
     * @throws IllegalArgumentException if the names are not those of this tree, or a shape differs
     */
    public void assign(Tape tape, Parameters newValues) {
        requireNames("assign", newValues.asMap().keySet());
        variables.forEach((name, variable) -> tape.assign(variable, newValues.get(name)));
    }

    /** Returns the variables, in order. */
    public List<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /**
     * Returns the variables below {@code prefix}, with their full names: for an optimizer that leaves all others
     * as they are.
     *
     * @throws IllegalArgumentException if there are none
     */
    public VariableTree only(String prefix) {
        VariableTree part = new VariableTree(new LinkedHashMap<>());
        variables.forEach((name, variable) -> {
            if (name.startsWith(prefix + ".")) {
                part.variables.put(name, variable);
            }
        });
        if (part.variables.isEmpty()) {
            throw new IllegalArgumentException(
                    "variables: none below '" + prefix + "' among " + variables.keySet());
        }
        return part;
    }

    /** Returns how many numbers the variables hold. */
    public long size() {
        return variables.values().stream().mapToLong(variable -> variable.shape().size()).sum();
    }

    /** Returns a copy of the values, for a checkpoint or a file. */
    public Map<String, NdArray> values() {
        Map<String, NdArray> values = new LinkedHashMap<>();
        variables.forEach((name, variable) -> values.put(name, variable.value().copy()));
        return values;
    }

    /**
     * Overwrites the values, converting their type if needed; changes nothing if they do not fit.
     *
     * @throws IllegalArgumentException if the names are not those of this tree, or a shape differs
     */
    public void load(Map<String, NdArray> values) {
        requireNames("load", values.keySet());
        variables.forEach((name, variable) -> {
            if (!variable.shape().equals(values.get(name).shape())) {
                throw new IllegalArgumentException(
                        "load: '" + name + "' needs " + variable.shape() + ", got "
                                + values.get(name).shape());
            }
        });
        variables.forEach((name, variable) -> variable.set(values.get(name)));
    }

    private void requireNames(String operation, Set<String> names) {
        if (!names.equals(variables.keySet())) {
            List<String> missing = new ArrayList<>(variables.keySet());
            missing.removeAll(names);
            Set<String> unknown = new LinkedHashSet<>(names);
            unknown.removeAll(variables.keySet());
            throw new IllegalArgumentException(
                    operation + ": names must be those of the tree, missing are " + missing
                            + ", unknown are " + unknown);
        }
    }

    @Override
    public String toString() {
        return variables.values().stream().map(v -> v.name() + " " + v.dtype() + v.shape())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
