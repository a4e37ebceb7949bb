package org.metabalance.meta.decision;

import java.util.Arrays;
import org.metabalance.meta.statistics.Estimate;

/**
 * What a threshold does on rows that had no part in choosing it.
 *
 * @param rows how many
 * @param precision the share of positives among the flagged rows; 0 if none is flagged
 * @param recall the share of the positives that is flagged; NaN if there are none
 * @param alerts how many of a thousand rows are flagged
 * @param costPerRow the mean cost of a row, with its standard error over the rows
 * @param flagNone what flagging no row costs, likewise
 * @param flagAll what flagging every row costs, likewise
 */
public record Measured(
        int rows, double precision, double recall, double alerts, Estimate costPerRow,
        Estimate flagNone, Estimate flagAll) {
    /**
     * Measures.
     *
     * @param scores the probability of class 1, one a row
     * @param labels 0 or 1; at least one
     * @param amounts one a row; null for 1 each
     */
    public static Measured of(
            double[] scores, int[] labels, double[] amounts, double threshold, Costs costs) {
        boolean[] flagged = new boolean[labels.length];
        int truePositives = 0;
        int alerts = 0;
        int positives = 0;
        for (int i = 0; i < flagged.length; i++) {
            flagged[i] = scores[i] >= threshold;
            alerts += flagged[i] ? 1 : 0;
            truePositives += flagged[i] ? labels[i] : 0;
            positives += labels[i];
        }
        boolean[] all = new boolean[labels.length];
        Arrays.fill(all, true);
        return new Measured(
                labels.length, alerts == 0 ? 0 : (double) truePositives / alerts,
                (double) truePositives / positives, 1000.0 * alerts / labels.length,
                Estimate.of(costs.of(flagged, labels, amounts)),
                Estimate.of(costs.of(new boolean[labels.length], labels, amounts)),
                Estimate.of(costs.of(all, labels, amounts)));
    }
}
