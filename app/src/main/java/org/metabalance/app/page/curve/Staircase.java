package org.metabalance.app.page.curve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * For every distinct score, from the highest down, how many positives and negatives have at least this
 * score: all that a threshold does to a set of rows.
 *
 * @param scores distinct, descending; not copied
 * @param truePositives with at least the score; not copied
 * @param falsePositives likewise
 * @param positives among all rows
 * @param negatives among all rows
 */
public record Staircase(
        float[] scores, int[] truePositives, int[] falsePositives, int positives,
        int negatives) {
    /**
     * Counts.
     *
     * @param scores the probability of class 1
     * @param labels the class of every row, 0 or 1
     */
    public static Staircase of(float[] scores, int[] labels) {
        int[] order = Order.ascending(scores);
        float[] distinct = new float[scores.length];
        int[] trues = new int[scores.length];
        int[] falses = new int[scores.length];
        int count = 0;
        int t = 0;
        int f = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            t += labels[order[i]] == 1 ? 1 : 0;
            f += labels[order[i]] == 1 ? 0 : 1;
            float score = scores[order[i]];
            if (i == 0 || scores[order[i - 1]] != score) {
                distinct[count] = score;
                trues[count] = t;
                falses[count++] = f;
            }
        }
        return new Staircase(
                Arrays.copyOf(distinct, count), Arrays.copyOf(trues, count),
                Arrays.copyOf(falses, count), t, f);
    }

    /** Returns the number of steps. */
    public int size() {
        return scores.length;
    }

    /** Returns the number of rows. */
    public int rows() {
        return positives + negatives;
    }

    /** Returns the step at which rows of {@code threshold} or more are counted; -1 if there are none. */
    public int at(double threshold) {
        int low = -1;
        int high = scores.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (scores[middle] >= threshold) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the counts at a step; at -1 nothing is flagged. */
    public Counts counts(int step) {
        int t = step < 0 ? 0 : truePositives[step];
        int f = step < 0 ? 0 : falsePositives[step];
        return new Counts(t, f, negatives - f, positives - t);
    }

    /**
     * Returns at most about {@code most} of the steps, each with its exact counts: first the corners, below
     * which negatives follow positives - any best threshold is at one - and of those evenly many.
     */
    public Staircase thinned(int most) {
        if (size() <= most) {
            return this;
        }
        int[] corners = IntStream.range(0, size()).filter(i -> i == size() - 1
                || falsePositives[i + 1] > falsePositives[i]
                        && truePositives[i] > (i == 0 ? 0 : truePositives[i - 1]))
                .toArray();
        int[] kept = corners;
        if (corners.length > most) {
            kept = IntStream.range(0, most).map(
                    i -> corners[(int) ((long) i * (corners.length - 1) / (most - 1))]).distinct()
                    .toArray();
        } else {
            int every = Math.ceilDiv(size(), Math.max(1, most - corners.length));
            kept = IntStream.concat(
                    Arrays.stream(corners), IntStream.range(0, size()).filter(i -> i % every == 0))
                    .sorted().distinct().toArray();
        }
        float[] some = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            some[i] = scores[kept[i]];
        }
        return new Staircase(
                some, Arrays.stream(kept).map(i -> truePositives[i]).toArray(),
                Arrays.stream(kept).map(i -> falsePositives[i]).toArray(), positives, negatives);
    }

    /**
     * Returns the steps as base64: their number (4 bytes, little-endian), the scores (4 bytes each), then of
     * each step how many more true and false positives it has than the one before, as LEB128.
     */
    public String base64() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer numbers = ByteBuffer.allocate(4 + 4 * size()).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(size());
        for (float score : scores) {
            numbers.putFloat(score);
        }
        bytes.writeBytes(numbers.array());
        for (int i = 0; i < size(); i++) {
            leb128(bytes, truePositives[i] - (i == 0 ? 0 : truePositives[i - 1]));
            leb128(bytes, falsePositives[i] - (i == 0 ? 0 : falsePositives[i - 1]));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void leb128(ByteArrayOutputStream bytes, int number) {
        int rest = number;
        while (rest >= 128) {
            bytes.write(rest & 127 | 128);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
