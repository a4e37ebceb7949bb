package org.metabalance.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;

/**
 * An ordered tree of named tensors: the weights of a network, their gradients, the state of an
 * optimizer. Names are dotted paths such as {@code 0.weight}; a layer is a pure function of one.
 * Immutable.
 */
public final class Parameters {
    private static final Parameters EMPTY = new Parameters(Map.of());

    private final Map<String, Tensor> tensors;

    private Parameters(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Returns the tree with nothing in it. */
    public static Parameters empty() {
        return EMPTY;
    }

    /** Returns the tree with these tensors, in the order of the map. */
    public static Parameters of(Map<String, Tensor> tensors) {
        return new Parameters(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    /** Returns the tree with one tensor. */
    public static Parameters of(String name, Tensor tensor) {
        return of(List.of(name), List.of(tensor));
    }

    /**
     * Returns the tree with these names and tensors, in this order.
     *
     * @throws IllegalArgumentException if a name repeats or the lists differ in length
     */
    public static Parameters of(List<String> names, List<Tensor> tensors) {
        if (names.size() != tensors.size()) {
            throw new IllegalArgumentException(
                    "parameters: needs one tensor for each name, got " + names.size()
                            + " names and "
                            + tensors.size() + " tensors");
        }
        Map<String, Tensor> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            put(map, names.get(i), tensors.get(i));
        }
        return new Parameters(Collections.unmodifiableMap(map));
    }

    /**
     * Returns the tensor of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "parameters: no '" + name + "' among " + tensors.keySet());
        }
        return tensor;
    }

    /** Returns the names, in order. */
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** Returns the tensors, in the order of the names. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** Returns names and tensors, in order. */
    public Map<String, Tensor> asMap() {
        return tensors;
    }

    /** Returns how many tensors there are. */
    public int size() {
        return tensors.size();
    }

    /** Returns whether there are no tensors. */
    public boolean isEmpty() {
        return tensors.isEmpty();
    }

    /** Returns the subtree below {@code prefix}: what is called {@code prefix.x}, as {@code x}. */
    public Parameters child(String prefix) {
        String start = prefix + ".";
        Map<String, Tensor> map = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(start)) {
                map.put(name.substring(start.length()), tensor);
            }
        });
        return new Parameters(Collections.unmodifiableMap(map));
    }

    /** Returns this tree with every name {@code x} changed to {@code prefix.x}: undoes {@link #child}. */
    public Parameters under(String prefix) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> map.put(prefix + "." + name, tensor));
        return new Parameters(Collections.unmodifiableMap(map));
    }

    /**
     * Returns this tree followed by {@code other}.
     *
     * @throws IllegalArgumentException if a name is in both
     */
    public Parameters merge(Parameters other) {
        Map<String, Tensor> map = new LinkedHashMap<>(tensors);
        other.tensors.forEach((name, tensor) -> put(map, name, tensor));
        return new Parameters(Collections.unmodifiableMap(map));
    }

    /** Returns this tree followed by {@code other} below {@code prefix}. */
    public Parameters merge(String prefix, Parameters other) {
        return merge(other.under(prefix));
    }

    /** Returns the tree of the same names with each tensor replaced by its image. */
    public Parameters map(UnaryOperator<Tensor> function) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> map.put(name, function.apply(tensor)));
        return new Parameters(Collections.unmodifiableMap(map));
    }

    /**
     * Returns each tensor once for each task, on a new first axis: where the tasks of few-shot learning
     * begin, to be updated each on its own. The gradient of what depends on them is summed over the tasks.
     *
     * @param tasks how many
     * @throws IllegalArgumentException if there is no task
     */
    public Parameters perTask(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException(
                    "parameters: the number of tasks must be positive, got " + tasks);
        }
        return map(tensor -> {
            Tensor one = tensor.unsqueeze(0);
            return one.expand(one.shape().with(0, tasks));
        });
    }

    /**
     * Returns the Euclidean norm of all numbers together, with gradient 0 at 0.
     *
     * @throws IllegalArgumentException if there are no tensors
     */
    public Tensor norm() {
        Tensor squares = tensors.values().stream().map(t -> t.square().sum()).reduce(Tensor::add)
                .orElseThrow(() -> new IllegalArgumentException(
                        "parameters: needs a tensor to have a norm, got none"));
        Tensor zero = squares.eq(0);
        // as Tensor.norm: the root is taken of 1 instead of 0, whose slope is infinite
        Tensor root = Tensor.where(zero, squares.tape().ones(), squares).sqrt();
        return Tensor.where(zero, squares.tape().zeros(), root);
    }

    /** Returns the tree of the same names with other tensors, given in the order of the names. */
    public Parameters with(List<Tensor> replacement) {
        return of(names(), replacement);
    }

    /**
     * Returns the tree whose tensor of each name is {@code function} of the two of that name.
     *
     * @throws IllegalArgumentException if the names differ
     */
    public static Parameters zip(Parameters a, Parameters b, BinaryOperator<Tensor> function) {
        requireSameNames("zip", a, b);
        List<Tensor> result = new ArrayList<>(a.size());
        a.tensors.forEach((name, tensor) -> result.add(function.apply(tensor, b.get(name))));
        return a.with(result);
    }

    /**
     * Refuses trees whose names differ; their order does not matter.
     *
     * @param operation what the message begins with
     * @throws IllegalArgumentException if the names differ
     */
    public static void requireSameNames(String operation, Parameters a, Parameters b) {
        if (!a.tensors.keySet().equals(b.tensors.keySet())) {
            throw new IllegalArgumentException(
                    operation + ": names must be the same, got " + a.tensors.keySet() + " and "
                            + b.tensors.keySet());
        }
    }

    private static void put(Map<String, Tensor> map, String name, Tensor tensor) {
        if (map.put(name, tensor) != null) {
            throw new IllegalArgumentException(
                    "parameters: a name must be there once, got '" + name + "' twice");
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        tensors.forEach((name, tensor) -> text.append(text.length() > 1 ? ", " : "")
                .append(name).append(' ').append(tensor.shape()));
        return text.append('}').toString();
    }
}
