package org.metabalance.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.nn.format.TorchWeights;

/** The numbers of test-data/golden/make_images.py, by which weights need not be stored. */
public final class Formula {
    private static final long MASK = (1L << 32) - 1;

    private Formula() {}

    /** Returns element j of tensor i, in [-1, 1). */
    static double number(int i, long j) {
        long h = (j + 1) * 2654435761L + (i + 1) * 2246822519L & MASK;
        h = (h ^ h >> 15) * 739982445L & MASK;
        h = (h ^ h >> 13) * 695872825L & MASK;
        return (h ^ h >> 16) / 0x1p31 - 1;
    }

    static NdArray numbers(int i, int... dims) {
        Shape shape = Shape.of(dims);
        double[] data = IntStream.range(0, shape.size()).mapToDouble(j -> number(i, j)).toArray();
        return NdArray.of(data, dims);
    }

    /** Returns parameters and state. */
    static List<ParameterSpec> specs(Model model) {
        return Stream.of(model.parameters(), model.state()).flatMap(List::stream).toList();
    }

    /** Returns what a model is filled with, with the names, in the order and with the axes of PyTorch. */
    static Map<String, NdArray> torchWeights(Model model) {
        Map<String, NdArray> zeros = new LinkedHashMap<>();
        specs(model).forEach(s -> zeros.put(s.name(), NdArray.zeros(DType.F64, s.shape())));
        Map<String, NdArray> theirs = new TreeMap<>(TorchWeights.toTorch(specs(model), zeros));
        int i = 0;
        for (Map.Entry<String, NdArray> entry : theirs.entrySet()) {
            entry.setValue(filled(i++, entry.getKey(), entry.getValue().shape().dims()));
        }
        return theirs;
    }

    private static NdArray filled(int i, String name, int[] dims) {
        NdArray values = numbers(i, dims);
        double scale = dims.length == 1 ? 0.2 : Math.sqrt(6.0 * dims[0] / values.size());
        boolean aroundOne = dims.length == 1
                && !name.endsWith("bias")
                && !name.endsWith("running_mean");
        for (int j = 0; j < values.size(); j++) {
            values.set(j, (aroundOne ? 1 : 0) + scale * values.get(j));
        }
        return values;
    }
}
