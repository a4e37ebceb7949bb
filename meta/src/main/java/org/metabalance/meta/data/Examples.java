package org.metabalance.meta.data;

import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Mode;

/**
 * Labelled examples of some kind: how many, of which classes, and how a batch of them comes onto a
 * tape. Methods see nothing else of the data, and data nothing of the methods; what an example is made
 * of is between an implementation and the model that reads its batches.
 *
 * <p>What is balanced are the {@linkplain #groupLabels groups} of the examples: their classes, unless they are
 * {@link GroupedExamples}.
 *
 * <p>An implementation does not change while it is used, and may be read by several threads.
 */
public interface Examples {
    /** The label of every example where there are none: examples to be predicted. */
    int UNLABELLED = -1;

    /** Returns the number of examples. */
    int size();

    /** Returns the number of classes, with or without examples; at least 2. */
    int classes();

    /** Returns the class of every example, 0 to {@link #classes} - 1, or all {@link #UNLABELLED}; live. */
    int[] labels();

    /** Returns the group of every example, 0 to {@link #groupCount} - 1: its class unless it is another; live. */
    default int[] groupLabels() {
        return labels();
    }

    /** Returns the number of groups, with or without examples. */
    default int groupCount() {
        return classes();
    }

    /** Returns the shape of {@code x} of a single example in a batch. */
    Shape shape();

    /**
     * Records a batch of examples that become part of the program.
     *
     * @param indices which examples, {@code [n]}
     */
    Batch on(Tape tape, Tensor indices);

    /**
     * Records a batch whose examples are chosen before each run of the program. The usual way is to have
     * the examples in the program and their indices as its input.
     *
     * @param name of the input, new on the tape
     * @param size how many examples
     * @param mode whether the batch is to be learned from or scored: only the first may be augmented
     * @param rng decides, with run and place in the batch, what is random about an example
     */
    default BatchInput input(Tape tape, String name, int size, Mode mode, Rng rng) {
        return new IndexInput(on(tape, tape.input(name, size)), name);
    }

    /** Returns whether an example is the same whenever it is learned from; augmented ones are not. */
    default boolean fixed() {
        return true;
    }

    /** Returns the examples of {@code indices}, in that order; one may be taken repeatedly. */
    Examples select(int[] indices);

    /**
     * Returns these examples with other labels.
     *
     * @param labels one for each, 0 to {@link #classes} - 1; live
     * @throws IllegalArgumentException if examples of this kind cannot have others, as unless a kind says so
     */
    default Examples relabelled(int[] labels) {
        throw new IllegalArgumentException("examples: cannot have other labels: " + this);
    }

    /**
     * Returns whether the label of an example is known to be right, which all are unless said otherwise: small
     * balanced sets, by which methods judge, are made of such examples alone.
     */
    default boolean trusted(int index) {
        return true;
    }

    /** Returns whether {@code other} holds examples that the same model can read. */
    default boolean like(Examples other) {
        return classes() == other.classes() && shape().equals(other.shape());
    }

    /** Records all examples as one batch. */
    default Batch on(Tape tape) {
        return on(tape, tape.constant(IntStream.range(0, size()).asDoubleStream().toArray()));
    }

    /** Returns the class of an example. */
    default int label(int index) {
        return labels()[index];
    }

    /** Returns whether the examples have labels. */
    default boolean labelled() {
        return size() == 0 || label(0) != UNLABELLED;
    }

    /** Throws unless the examples have labels; {@code operation} begins the message. */
    default void requireLabels(String operation) {
        if (!labelled()) {
            throw new IllegalStateException(
                    operation + ": needs labelled rows, got %d unlabelled".formatted(size()));
        }
    }

    /** Returns the number of examples of every class. */
    default int[] classCounts() {
        requireLabels("classCounts");
        return counts(labels(), classes());
    }

    /** Returns the number of examples of every group. */
    default int[] groupCounts() {
        requireLabels("groupCounts");
        return counts(groupLabels(), groupCount());
    }

    private static int[] counts(int[] kinds, int count) {
        int[] counts = new int[count];
        for (int kind : kinds) {
            counts[kind]++;
        }
        return counts;
    }

    /** Returns the examples of class {@code label}, ascending. */
    default int[] indicesOf(int label) {
        int[] labels = labels();
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    }

    /** Returns the examples of group {@code group}, ascending. */
    default int[] indicesOfGroup(int group) {
        int[] groups = groupLabels();
        return IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
    }

    /** Returns which numbers of an example stand for categories that a network is to learn vectors for; by default none. */
    default List<Embedded> embedded() {
        return List.of();
    }
}
