package org.metabalance.nn.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.nn.Layout;
import org.metabalance.nn.ParameterSpec;

/**
 * Weights as PyTorch's {@code state_dict} has them, and back: the names are the same, and axes are put in the
 * order the {@link Layout} of each parameter says. With {@link Safetensors} weights go both ways:
 *
 * {@snippet :
 * List<ParameterSpec> specs = Stream.of(model.parameters(), model.state()).flatMap(List::stream).toList();
 * Map<String, NdArray> ours = TorchWeights.fromTorch(specs, Safetensors.read(file).tensors());
 * Safetensors.write(file, TorchWeights.toTorch(specs, ours), Map.of());
 * }
 *
 * <p>What PyTorch counts as {@code num_batches_tracked} is left out when it is read, since momenta here
 * are fixed, and not written: {@code load_state_dict} of what {@code safetensors.torch.load_file} gives does
 * not miss it.
 */
public final class TorchWeights {
    private static final String COUNT = "num_batches_tracked";

    private TorchWeights() {}

    /**
     * Returns the values of a state dict with axes as they are here, in the order of the specs.
     *
     * @param specs the parameters and the state that are wanted
     * @throws IllegalArgumentException if a tensor is missing, of another shape, or not wanted
     */
    public static Map<String, NdArray> fromTorch(
            List<ParameterSpec> specs, Map<String, NdArray> theirs) {
        requireNames("from torch", specs, theirs);
        Map<String, NdArray> ours = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            NdArray value = theirs.get(spec.name());
            requireShape("from torch", spec, permuted(spec.shape(), order(spec.layout(), true)),
                    value);
            ours.put(spec.name(), permuted(value, order(spec.layout(), false)));
        }
        return ours;
    }

    /**
     * Returns values with axes as PyTorch has them, in the order of the specs.
     *
     * @param specs the parameters and the state that are written
     * @throws IllegalArgumentException if a value is missing, of another shape, or not in the specs
     */
    public static Map<String, NdArray> toTorch(
            List<ParameterSpec> specs, Map<String, NdArray> ours) {
        requireNames("to torch", specs, ours);
        Map<String, NdArray> theirs = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            NdArray value = ours.get(spec.name());
            requireShape("to torch", spec, spec.shape(), value);
            theirs.put(spec.name(), permuted(value, order(spec.layout(), true)));
        }
        return theirs;
    }

    private static void requireNames(
            String operation, List<ParameterSpec> specs, Map<String, NdArray> values) {
        List<String> wanted = specs.stream().map(ParameterSpec::name).toList();
        TreeSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(values.keySet());
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        wanted.forEach(unknown::remove);
        unknown.removeIf(name -> name.equals(COUNT) || name.endsWith("." + COUNT));
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    operation + ": names must be those of the model, missing are " + missing
                            + ", unknown are " + unknown);
        }
    }

    private static void requireShape(
            String operation, ParameterSpec spec, Shape wanted, NdArray value) {
        if (!value.shape().equals(wanted)) {
            throw new IllegalArgumentException(
                    operation + ": '" + spec.name() + "' must be " + wanted + ", got "
                            + value.shape());
        }
    }

    /** Returns from which axes of one side the axes of the other come, in order; null for the same. */
    private static int[] order(Layout layout, boolean toTorch) {
        return switch (layout) {
            case SAME -> null;
            case MATRIX -> new int[] {1, 0};
            case KERNEL -> toTorch ? new int[] {3, 2, 0, 1} : new int[] {2, 3, 1, 0};
        };
    }

    private static Shape permuted(Shape shape, int[] order) {
        if (order == null) {
            return shape;
        }
        int[] dims = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            dims[i] = shape.dim(order[i]);
        }
        return Shape.of(dims);
    }

    private static NdArray permuted(NdArray from, int[] order) {
        if (order == null) {
            return from.copy();
        }
        NdArray to = NdArray.zeros(from.dtype(), permuted(from.shape(), order));
        List<Integer> strides = new ArrayList<>();
        for (int axis : order) {
            int stride = 1;
            for (int i = axis + 1; i < from.shape().rank(); i++) {
                stride *= from.shape().dim(i);
            }
            strides.add(stride);
        }
        int[] at = new int[order.length];
        for (int i = 0; i < to.size(); i++) {
            int source = 0;
            for (int axis = 0; axis < at.length; axis++) {
                source += at[axis] * strides.get(axis);
            }
            to.set(i, from.get(source));
            for (int axis = at.length - 1; axis >= 0
                    && ++at[axis] == to.shape().dim(axis); axis--) {
                at[axis] = 0;
            }
        }
        return to;
    }
}
