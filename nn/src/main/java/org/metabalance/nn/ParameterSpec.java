package org.metabalance.nn;

import java.util.List;
import java.util.Objects;
import org.metabalance.engine.Shape;

/**
 * A parameter (or a piece of state) a layer or an optimizer needs: what to call it, how large it is
 * and what it starts from.
 *
 * @param name dotted path, such as {@code 0.weight}
 * @param shape the extents
 * @param initializer the first value
 * @param layout how the axes stand to PyTorch's
 */
public record ParameterSpec(String name, Shape shape, Initializer initializer, Layout layout) {

    /**
     * Checks that nothing is missing.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public ParameterSpec {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(layout, "layout");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("parameter: a name must not be empty");
        }
    }

    /** A parameter whose axes are PyTorch's. */
    public ParameterSpec(String name, Shape shape, Initializer initializer) {
        this(name, shape, initializer, Layout.SAME);
    }

    /**
     * Returns the number this starts from, everywhere.
     *
     * @throws IllegalArgumentException if it starts from anything but a constant
     */
    public double constant() {
        if (initializer instanceof Initializer.Constant(double value)) {
            return value;
        }
        throw new IllegalArgumentException(
                "parameter: '" + name + "' must start from a constant, got " + initializer);
    }

    /** Returns this spec as {@code prefix.name}. */
    public ParameterSpec under(String prefix) {
        return new ParameterSpec(prefix + "." + name, shape, initializer, layout);
    }

    /** Returns all {@code specs} under {@code prefix}. */
    public static List<ParameterSpec> under(String prefix, List<ParameterSpec> specs) {
        return specs.stream().map(spec -> spec.under(prefix)).toList();
    }
}
