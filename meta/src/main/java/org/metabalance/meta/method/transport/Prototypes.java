package org.metabalance.meta.method.transport;

import java.util.Arrays;
import java.util.function.Function;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;

/** The points of feature space that the small balanced set is: where the mass of training examples is to go. */
public enum Prototypes {
    /**
     * One a class: the features of the mean of its examples, of images pixel by pixel. What the authors' code
     * does.
     */
    OF_MEAN_EXAMPLE,
    /** One a class: the mean of its examples' features, which is what is usually called a prototype. */
    MEAN_OF_FEATURES,
    /** Every example of the set. */
    EVERY_EXAMPLE;

    /**
     * The points and their classes.
     *
     * @param features [m, width]
     * @param classes of every point
     */
    record Points(Tensor features, int[] classes) {}

    /**
     * Records the points.
     *
     * @param meta the balanced set as a batch
     * @param labels the class of each of its examples
     * @param features what the network makes of a batch, [n, width]
     */
    Points of(Batch meta, int[] labels, Function<Batch, Tensor> features) {
        if (this == EVERY_EXAMPLE) {
            return new Points(features.apply(meta), labels);
        }
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        return new Points(
                this == MEAN_OF_FEATURES
                        ? means(features.apply(meta), labels, classes)
                        : features.apply(meta.with(means(meta.x(), labels, classes))),
                classes);
    }

    private static Tensor means(Tensor x, int[] labels, int[] classes) {
        Tape tape = x.tape();
        double[] shares = new double[classes.length * labels.length];
        for (int k = 0; k < classes.length; k++) {
            int c = classes[k];
            long size = Arrays.stream(labels).filter(label -> label == c).count();
            for (int i = 0; i < labels.length; i++) {
                shares[k * labels.length + i] = labels[i] == c ? 1.0 / size : 0;
            }
        }
        Tensor flat = x.reshape(labels.length, x.size() / labels.length);
        Tensor means = tape.constant(shares, classes.length, labels.length).matmul(flat);
        return means.reshape(x.shape().with(0, classes.length));
    }
}
