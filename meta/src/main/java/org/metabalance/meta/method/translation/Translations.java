package org.metabalance.meta.method.translation;

import java.util.Arrays;
import java.util.List;

/**
 * What became of the translations of a training, of the updates after the deferral.
 *
 * @param classes of every class as the one that examples are translated to, in order
 * @param targetUpdates how many updates the training of the target network took, besides those of the network
 * @param distance how far accepted translations lie from their seeds on average, in units of the step; NaN if
 *     none was
 */
public record Translations(List<OfClass> classes, long targetUpdates, double distance) {
    /** Copies the list. */
    public Translations {
        classes = List.copyOf(classes);
    }

    /**
     * Translations to one class. What was marked and not translated had no seed in its batch; what was not
     * accepted was learned from as the real example that it stands for.
     *
     * @param drawn how many examples of the class were in the balanced batches
     * @param marked how many of these were to be made anew
     * @param translated how many had a seed of a larger class in their batch
     * @param confident how many translations the target network took for the class, as surely as was asked for
     * @param accepted how many of these chance let pass: learned from
     * @param confidence of the target network in the class, the mean of the accepted; NaN if none was
     * @param lowest confidence of the accepted; NaN if none was
     */
    public record OfClass(
            long drawn, long marked, long translated, long confident, long accepted,
            double confidence, double lowest) {}

    /** Returns how many were translated. */
    public long translated() {
        return classes.stream().mapToLong(OfClass::translated).sum();
    }

    /** Returns how many were accepted. */
    public long accepted() {
        return classes.stream().mapToLong(OfClass::accepted).sum();
    }

    /** Returns the share of translations that were accepted; NaN if there was none. */
    public double acceptance() {
        return (double) accepted() / translated();
    }

    /** Counts while training goes on. */
    static final class Counter {
        private final long[][] counts;
        private final double[] confidence;
        private final double[] lowest;
        private double distance;

        Counter(int classes) {
            counts = new long[classes][5];
            confidence = new double[classes];
            lowest = new double[classes];
            Arrays.fill(lowest, Double.NaN);
        }

        /**
         * Counts an example.
         *
         * @param sure whether the target network is
         * @param accepted whether it was learned from
         * @param its confidence
         * @param moved how far
         */
        void add(
                Drawing.Drawn drawn, int i, boolean sure, boolean accepted, double its,
                double moved) {
            int label = drawn.labels()[i];
            long[] own = counts[label];
            own[0]++;
            own[1] += drawn.marked()[i] ? 1 : 0;
            if (!drawn.translated(i)) {
                return;
            }
            own[2]++;
            own[3] += sure ? 1 : 0;
            if (accepted) {
                own[4]++;
                confidence[label] += its;
                lowest[label] = Double.isNaN(lowest[label]) ? its : Math.min(lowest[label], its);
                distance += moved;
            }
        }

        Translations result(long targetUpdates) {
            OfClass[] classes = new OfClass[counts.length];
            Arrays.setAll(classes, k -> new OfClass(
                    counts[k][0], counts[k][1], counts[k][2], counts[k][3], counts[k][4],
                    confidence[k] / counts[k][4], lowest[k]));
            List<OfClass> all = List.of(classes);
            long accepted = all.stream().mapToLong(OfClass::accepted).sum();
            return new Translations(all, targetUpdates, distance / accepted);
        }
    }
}
