package org.metabalance.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tensor;

/** A function that is measured together with its gradient, here, in PyTorch and in JAX. Nothing is updated. */
public sealed interface MeasuredFunction permits TransportDistance, SparseProduct, GraphLoss {
    /** Returns all. */
    static List<MeasuredFunction> all() {
        return Stream.of(TransportDistance.all(), SparseProduct.all(), GraphLoss.all())
                .<MeasuredFunction>flatMap(List::stream)
                .toList();
    }

    /** Returns the one of a name, if there is one. */
    static Optional<MeasuredFunction> named(String name) {
        return all().stream().filter(function -> function.name().equals(name)).findFirst();
    }

    /** Returns what it is called in tables. */
    String name();

    /** Returns what a peer has to know beside the numbers: the kind of function, and what it is set to. */
    Map<String, String> description();

    /** Returns the inputs, in order, in single precision: the same numbers in every JVM. */
    Map<String, NdArray> inputs();

    /** Returns what a peer needs beside the inputs, and the program has as constants. */
    default Map<String, NdArray> constants() {
        return Map.of();
    }

    /** Returns the inputs that its gradient is taken with respect to. */
    List<String> wanted();

    /**
     * Records the function, a number.
     *
     * @param inputs a tensor for each input
     */
    Tensor value(Map<String, Tensor> inputs);
}
