package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What became of the augmented points in a training, for looking at: positions before and after, in
 * the encoded features, weights, and the course of the training. {@code after} and {@code weights} are
 * those of the epoch that was kept.
 *
 * @param features the features' names
 * @param labels the class of every point; empty if training ended before there were points
 * @param before {@code [points][features]} where they began
 * @param after {@code [points][features]} where the kept epoch left them
 * @param weights how much each counts at the end of the kept epoch, at least 0
 * @param epochs the course
 * @param snapshots where some of the points were after some of the epochs
 * @param kept the number of the epoch with the best average precision
 */
public record Augmentation(
        List<String> features,
        int[] labels,
        float[][] before,
        float[][] after,
        float[] weights,
        List<Epoch> epochs,
        Snapshots snapshots,
        int kept) {

    /**
     * An epoch.
     *
     * @param epoch its number, from 0
     * @param phase what it was for
     * @param averagePrecision on the validation rows; negative infinity if scores were not finite
     * @param trainingLoss the mean over the updates
     * @param holdOutLoss likewise, the loss that judged the points; NaN if nothing did
     * @param displacement the mean distance of the points from where they began, in encoded features
     * @param weight the mean weight of a point
     */
    public record Epoch(
            int epoch,
            Phase phase,
            double averagePrecision,
            double trainingLoss,
            double holdOutLoss,
            double displacement,
            double weight) {}

    /**
     * Points along a training: some, evenly spaced among all, and the same in every frame.
     *
     * @param points their numbers
     * @param frames in order: where they began, the epochs in even steps, and the last one
     */
    public record Snapshots(int[] points, List<Frame> frames) {
        /** Frames that are kept, at most, without the last. */
        private static final int MOST_FRAMES = 10;

        private static final int MOST_POINTS = 200;

        /**
         * Where the points were.
         *
         * @param epochs that had ended, from 0
         * @param positions {@code [points][features]}
         */
        public record Frame(int epochs, float[][] positions) {}

        /** Takes frames; the steps between those that are kept grow with the training. */
        static final class Taker {
            private final int[] points;
            private final int width;
            private final List<Frame> frames = new ArrayList<>();
            private Frame last;
            private int every = 1;
            private int seen;

            Taker(int points, int width) {
                int some = Math.min(points, MOST_POINTS);
                this.points = IntStream.range(0, some)
                        .map(i -> (int) ((long) i * points / some)).toArray();
                this.width = width;
            }

            void take(int epochs, float[] positions) {
                float[][] some = new float[points.length][width];
                for (int i = 0; i < points.length; i++) {
                    System.arraycopy(positions, points[i] * width, some[i], 0, width);
                }
                last = new Frame(epochs, some);
                if (seen++ % every == 0) {
                    frames.add(last);
                }
                if (frames.size() > MOST_FRAMES) {
                    every *= 2;
                    for (int i = frames.size() - 1; i > 0; i--) {
                        if (i % 2 == 1) {
                            frames.remove(i);
                        }
                    }
                }
            }

            Snapshots taken() {
                List<Frame> all = new ArrayList<>(frames);
                if (last != null && all.getLast() != last) {
                    all.add(last);
                }
                return new Snapshots(points, List.copyOf(all));
            }
        }
    }

    /** What an epoch is for. */
    public enum Phase {
        /** Training on natural rows, before there are points. */
        PRETRAINING,
        /** Training with points. */
        AUGMENTED
    }
}
