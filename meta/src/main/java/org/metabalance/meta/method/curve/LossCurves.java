package org.metabalance.meta.method.curve;

/**
 * The loss of every example, epoch by epoch of a training.
 *
 * @param records [examples, epochs] in row-major order
 * @param epochs how many, at least 1
 * @param labels the class of every example
 */
public record LossCurves(float[] records, int epochs, int[] labels) {
    /** Returns curves without their mean over all examples of the same label, which may be wrong labels. */
    public LossCurves centred() {
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        double[] sums = new double[classes * epochs];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            for (int e = 0; e < epochs; e++) {
                sums[labels[i] * epochs + e] += records[i * epochs + e];
            }
        }
        float[] centred = new float[records.length];
        for (int i = 0; i < records.length; i++) {
            int label = labels[i / epochs];
            centred[i] = (float) (records[i] - sums[label * epochs + i % epochs] / counts[label]);
        }
        return new LossCurves(centred, epochs, labels);
    }

    /** Returns the mean of every example's curve. */
    public double[] means() {
        double[] means = new double[labels.length];
        for (int i = 0; i < records.length; i++) {
            means[i / epochs] += records[i] / (double) epochs;
        }
        return means;
    }

    /** Returns the loss of every example in one epoch. */
    public double[] at(int epoch) {
        double[] losses = new double[labels.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = records[i * epochs + epoch];
        }
        return losses;
    }
}
