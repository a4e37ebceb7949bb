package org.metabalance.meta.method;

import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.table.DataSet;

/**
 * What a method is asked to do.
 *
 * @param train the rows to learn from
 * @param validation the rows to select on; disjoint from {@code train}
 * @param hidden the widths of the hidden layers; none for a linear model
 * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1
 * @param epochs how often as many rows as {@code train} has are seen
 * @param batch how many rows an update sees
 * @param learningRate of the optimizer, Adam
 * @param seed decides everything random
 * @param progress told how far training is
 */
public record Task(
        DataSet train,
        DataSet validation,
        List<Integer> hidden,
        Map<Integer, Double> dropout,
        int epochs,
        int batch,
        double learningRate,
        long seed,
        Progress progress) {
    /** The widths of the hidden layers unless others are asked for. */
    public static final List<Integer> DEFAULT_HIDDEN = List.of(64, 32);

    /** The number of epochs unless another is asked for. */
    public static final int DEFAULT_EPOCHS = 30;

    /** The number of rows in a batch. */
    public static final int DEFAULT_BATCH = 128;

    /** The learning rate of Adam. */
    public static final double DEFAULT_LEARNING_RATE = 1e-3;

    /** Checks the numbers. */
    public Task {
        hidden = List.copyOf(hidden);
        dropout = Map.copyOf(dropout);
        if (epochs < 1 || batch < 1 || hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "task: epochs, batch and widths must be positive, got %d, %d and %s"
                            .formatted(epochs, batch, hidden));
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "task: the learning rate must be positive, got " + learningRate);
        }
        if (train.width() != validation.width() || train.classes() != validation.classes()) {
            throw new IllegalArgumentException(
                    "task: both parts need the same features and classes, got %s and %s"
                            .formatted(train, validation));
        }
    }

    /** A task whose network has no dropout. */
    public Task(
            DataSet train, DataSet validation, List<Integer> hidden, int epochs, int batch,
            double learningRate, long seed, Progress progress) {
        this(
                train, validation, hidden, Map.of(), epochs, batch, learningRate, seed,
                progress);
    }

    /** Returns this task with another network: widths of hidden layers, and dropout after them. */
    public Task withNetwork(List<Integer> hidden, Map<Integer, Double> dropout) {
        return new Task(
                train, validation, hidden, dropout, epochs, batch, learningRate, seed, progress);
    }

    /** Returns this task with another number of epochs. */
    public Task withEpochs(int epochs) {
        return new Task(
                train, validation, hidden, dropout, epochs, batch, learningRate, seed, progress);
    }

    /** Returns this task with another rate of the optimizer. */
    public Task withLearningRate(double learningRate) {
        return new Task(
                train, validation, hidden, dropout, epochs, batch, learningRate, seed, progress);
    }

    /** Returns this task with somebody watching. */
    public Task with(Progress progress) {
        return new Task(
                train, validation, hidden, dropout, epochs, batch, learningRate, seed, progress);
    }

    /** Returns a task with the usual settings and nobody watching. */
    public static Task of(DataSet train, DataSet validation, int epochs, long seed) {
        return new Task(
                train,
                validation,
                DEFAULT_HIDDEN,
                epochs,
                DEFAULT_BATCH,
                DEFAULT_LEARNING_RATE,
                seed,
                done -> {});
    }

    /** Returns the number of updates in an epoch: the same for every method, whatever it resamples. */
    public int updatesPerEpoch() {
        return Math.ceilDiv(train.rows(), batch);
    }

    /** Told how far training is. */
    @FunctionalInterface
    public interface Progress {
        /** The share of the work that is done, 0 to 1. */
        void at(double done);
    }
}
