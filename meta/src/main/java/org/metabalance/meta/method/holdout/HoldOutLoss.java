package org.metabalance.meta.method.holdout;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.loss.Objectives;

/** What learned points and weights make small: a loss on held-out rows after the virtual step. */
public sealed interface HoldOutLoss {

    /**
     * Returns the loss, one number.
     *
     * @param rows the scored rows
     */
    Tensor of(Scored rows);

    /**
     * Held-out rows with their logits, class by class.
     *
     * @param classes how many
     * @param logits as the model gives them
     * @param labels class indices, [n], ascending
     * @param counts how many rows of each class there are; adds up to n
     * @param shares for what share of all rows each class is to stand; adds up to 1
     * @param trained what share each class has in the training loss; adds up to 1
     */
    record Scored(
            int classes,
            Tensor logits,
            Tensor labels,
            int[] counts,
            double[] shares,
            double[] trained) {

        /** For how much each row stands, so that the classes stand for their shares: sums to 1. */
        Tensor rowWeights() {
            double[] weights = new double[labels.size()];
            int row = 0;
            for (int c = 0; c < counts.length; c++) {
                for (int i = 0; i < counts[c]; i++) {
                    weights[row++] = shares[c] / counts[c];
                }
            }
            return labels.tape().constant(weights);
        }
    }

    /** Cross-entropy: the mean, each class standing for its share. */
    record CrossEntropy() implements HoldOutLoss {
        @Override
        public Tensor of(Scored rows) {
            return Objectives.crossEntropyPerRow(rows.classes(), rows.logits(), rows.labels())
                    .dot(rows.rowWeights());
        }
    }

    /**
     * Cross-entropy of logits moved by the logarithm of how much rarer each class is among the
     * held-out rows than in the training loss. Augmented points shift what the network believes of
     * the classes' shares; without the correction the hold-out loss asks for that to be undone, and
     * hardly for a better order of the rows.
     */
    record AdjustedCrossEntropy() implements HoldOutLoss {
        @Override
        public Tensor of(Scored rows) {
            double[] offsets = new double[rows.counts().length];
            for (int c = 0; c < offsets.length; c++) {
                boolean known = rows.shares()[c] > 0 && rows.trained()[c] > 0;
                offsets[c] = known ? StrictMath.log(rows.shares()[c] / rows.trained()[c]) : 0;
            }
            Tensor adjusted = rows.classes() == 2
                    ? rows.logits().add(offsets[1] - offsets[0])
                    : rows.logits().add(rows.logits().tape().constant(offsets));
            return Objectives.crossEntropyPerRow(rows.classes(), adjusted, rows.labels())
                    .dot(rows.rowWeights());
        }
    }

    /**
     * 1 - {@link SmoothAveragePrecision} of the probabilities, with more than two classes the mean
     * over the classes that have rows, each against all others.
     *
     * @param tau the width of the sigmoids in units of probability, above 0; .05 to .1 are usual
     */
    record SmoothAp(double tau) implements HoldOutLoss {
        /** Checks the width. */
        public SmoothAp {
            if (!(tau > 0)) {
                throw new IllegalArgumentException("smooth AP: tau must be positive, got " + tau);
            }
        }

        @Override
        public Tensor of(Scored rows) {
            if (rows.classes() == 2) {
                return ofClass(rows, 1, rows.logits().sigmoid()).rsub(1);
            }
            Tensor probabilities = rows.logits().softmax(1);
            List<Tensor> each = new ArrayList<>();
            for (int c = 0; c < rows.counts().length; c++) {
                if (rows.counts()[c] > 0) {
                    Tensor column = probabilities.slice(1, c, c + 1).squeeze(1);
                    each.add(ofClass(rows, c, column));
                }
            }
            return Tensor.stack(0, each.toArray(Tensor[]::new)).mean().rsub(1);
        }

        private Tensor ofClass(Scored rows, int positive, Tensor scores) {
            int from = 0;
            for (int c = 0; c < positive; c++) {
                from += rows.counts()[c];
            }
            int to = from + rows.counts()[positive];
            Tensor others = outside(scores, from, to);
            // a negative row stands for as many rows as there are of it for one positive row
            double unit = rows.shares()[positive] / rows.counts()[positive];
            Tensor weights = outside(rows.rowWeights(), from, to).div(unit);
            return SmoothAveragePrecision.of(scores.slice(0, from, to), others, weights, tau);
        }

        private static Tensor outside(Tensor values, int from, int to) {
            List<Tensor> parts = new ArrayList<>();
            if (from > 0) {
                parts.add(values.slice(0, 0, from));
            }
            if (to < values.size()) {
                parts.add(values.slice(0, to, values.size()));
            }
            return Tensor.concat(0, parts);
        }
    }
}
