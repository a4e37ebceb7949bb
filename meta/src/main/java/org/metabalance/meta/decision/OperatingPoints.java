package org.metabalance.meta.decision;

import java.util.Arrays;

/**
 * What each threshold finds on rows of two classes, from the one that flags none to the one that flags all.
 * Thresholds lie half-way between neighbouring distinct scores, so that no result depends on the order of rows.
 *
 * @param thresholds descending; not copied
 * @param truePositives how many positives each flags; not copied
 * @param falsePositives how many negatives; not copied
 * @param found the sum of the flagged positives' amounts; not copied
 * @param positives how many there are
 * @param negatives how many there are
 * @param amount the sum of all positives' amounts
 */
public record OperatingPoints(
        double[] thresholds, int[] truePositives, int[] falsePositives, double[] found,
        int positives, int negatives, double amount) {
    /**
     * Checks that the arrays belong together.
     *
     * @throws IllegalArgumentException if the arrays have not one length, the thresholds do not descend or the
     *     counts do not grow
     */
    public OperatingPoints {
        int n = thresholds.length;
        boolean possible = n > 0 && truePositives.length == n && falsePositives.length == n
                && found.length == n && positives >= 0 && negatives >= 0 && amount >= 0;
        for (int i = 0; possible && i < n; i++) {
            int before = Math.max(0, i - 1);
            possible = thresholds[i] >= 0 && thresholds[i] <= thresholds[before]
                    && truePositives[i] >= truePositives[before] && truePositives[i] <= positives
                    && falsePositives[i] >= falsePositives[before]
                    && falsePositives[i] <= negatives
                    && found[i] >= 0 && Double.isFinite(found[i]);
        }
        if (!possible) {
            throw new IllegalArgumentException(
                    "operating points: must be descending thresholds with counts that grow, got "
                            + Arrays.toString(thresholds));
        }
    }

    /**
     * Counts.
     *
     * @param scores the probability of class 1, one a row
     * @param labels 0 or 1
     * @param amounts of each row, at least 0; null for 1 each
     */
    public static OperatingPoints of(double[] scores, int[] labels, double[] amounts) {
        int n = scores.length;
        int[] order = descending(scores);
        double[] thresholds = new double[n + 1];
        int[] truePositives = new int[n + 1];
        int[] falsePositives = new int[n + 1];
        double[] found = new double[n + 1];
        thresholds[0] = n == 0 ? 1 : above(scores[order[0]]);
        int points = 1;
        int tp = 0;
        int fp = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int row = order[i];
            tp += labels[row];
            fp += 1 - labels[row];
            sum += labels[row] * (amounts == null ? 1 : amounts[row]);
            double next = i + 1 < n ? scores[order[i + 1]] : 0;
            if (i + 1 == n || next < scores[row]) {
                thresholds[points] = middle(next, scores[row]);
                truePositives[points] = tp;
                falsePositives[points] = fp;
                found[points++] = sum;
            }
        }
        return new OperatingPoints(
                Arrays.copyOf(thresholds, points), Arrays.copyOf(truePositives, points),
                Arrays.copyOf(falsePositives, points), Arrays.copyOf(found, points), tp, fp, sum);
    }

    /** Returns the rows by their scores, the highest first, of equal ones the first row. */
    private static int[] descending(double[] scores) {
        double[] different = new double[scores.length];
        Arrays.setAll(different, i -> scores[i] + 0.0); // -0.0 is 0.0
        Arrays.sort(different);
        int count = 0;
        for (double score : different) {
            if (count == 0 || different[count - 1] != score) {
                different[count++] = score;
            }
        }
        int[] place = new int[scores.length];
        int[] next = new int[count + 1];
        for (int i = 0; i < place.length; i++) {
            place[i] = count - 1 - Arrays.binarySearch(different, 0, count, scores[i] + 0.0);
            next[place[i] + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[place.length];
        for (int i = 0; i < place.length; i++) {
            order[next[place[i]]++] = i;
        }
        return order;
    }

    /** Returns a threshold above the highest score: beyond 1, if that is 1, none is flagged. */
    private static double above(double score) {
        return score < 1 ? middle(score, 1) : Math.nextUp(score);
    }

    /** Returns a number above {@code low} and at most {@code high}, half-way if there is one. */
    private static double middle(double low, double high) {
        double middle = low / 2 + high / 2;
        return middle > low ? middle : high;
    }

    /** Returns the number of thresholds. */
    public int size() {
        return thresholds.length;
    }

    /** Returns how many rows a threshold flags. */
    public int flagged(int point) {
        return truePositives[point] + falsePositives[point];
    }

    /** Returns the share of positives among the flagged rows; 0 if none is flagged. */
    public double precision(int point) {
        return flagged(point) == 0 ? 0 : (double) truePositives[point] / flagged(point);
    }

    /** Returns the share of the positives that is flagged; 0 if there are none. */
    public double recall(int point) {
        return positives == 0 ? 0 : (double) truePositives[point] / positives;
    }

    /** Returns how many of a thousand rows are flagged. */
    public double alerts(int point) {
        return 1000.0 * flagged(point) / (positives + negatives);
    }

    /** Returns the expected cost of a row. */
    public double cost(int point, Costs costs) {
        return (costs.falseNegative() * (amount - found[point])
                + costs.falsePositive() * falsePositives[point]) / (positives + negatives);
    }

    /**
     * Returns at most so many of the points, ends included: each time the recall or the share of flagged
     * negatives has grown by so much that the next is due.
     *
     * @param most at least 2
     */
    public OperatingPoints thinned(int most) {
        if (size() <= most) {
            return this;
        }
        double length = 2.0 / (most - 1);
        int[] kept = new int[most];
        int count = 0;
        double due = 0;
        for (int i = 0; i < size(); i++) {
            double at = recall(i) + (negatives == 0 ? 0
                    : (double) falsePositives[i] / negatives);
            if (i == size() - 1) {
                kept[Math.min(count, most - 1)] = i;
                count = Math.min(count + 1, most);
            } else if (at >= due && count < most) {
                kept[count++] = i;
                due = at + length;
            }
        }
        int[] points = Arrays.copyOf(kept, count);
        return new OperatingPoints(
                Arrays.stream(points).mapToDouble(i -> thresholds[i]).toArray(),
                Arrays.stream(points).map(i -> truePositives[i]).toArray(),
                Arrays.stream(points).map(i -> falsePositives[i]).toArray(),
                Arrays.stream(points).mapToDouble(i -> found[i]).toArray(), positives, negatives,
                amount);
    }
}
