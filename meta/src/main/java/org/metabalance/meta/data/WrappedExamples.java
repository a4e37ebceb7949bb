package org.metabalance.meta.data;

import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Mode;

/** Examples with something besides that is nothing to a model: all else is as in the examples. */
interface WrappedExamples extends Examples {
    /** Returns the examples without what is besides. */
    Examples examples();

    @Override
    default int size() {
        return examples().size();
    }

    @Override
    default int classes() {
        return examples().classes();
    }

    @Override
    default int[] labels() {
        return examples().labels();
    }

    @Override
    default int[] groupLabels() {
        return examples().groupLabels();
    }

    @Override
    default int groupCount() {
        return examples().groupCount();
    }

    @Override
    default Shape shape() {
        return examples().shape();
    }

    @Override
    default List<Embedded> embedded() {
        return examples().embedded();
    }

    @Override
    default Batch on(Tape tape, Tensor indices) {
        return examples().on(tape, indices);
    }

    @Override
    default BatchInput input(Tape tape, String name, int size, Mode mode, Rng rng) {
        return examples().input(tape, name, size, mode, rng);
    }

    @Override
    default boolean fixed() {
        return examples().fixed();
    }

    @Override
    default boolean trusted(int index) {
        return examples().trusted(index);
    }

    @Override
    default boolean like(Examples other) {
        return other instanceof WrappedExamples it
                ? like(it.examples())
                : examples().like(other);
    }
}
