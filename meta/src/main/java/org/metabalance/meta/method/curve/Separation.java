package org.metabalance.meta.method.curve;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.metric.RocAuc;

/**
 * How well numbers tell examples with wrong labels from right ones of rare classes, which both have large losses:
 * the area under the ROC curve of all wrong ones against the right ones in the tail.
 */
public final class Separation {
    private Separation() {}

    /**
     * Returns the area.
     *
     * @param evidence that a label is wrong, of every example: a loss, or a weight with its sign turned
     * @param examples of which it is known
     * @param tail how many of the classes, the smallest by the labels as they are, are the tail
     * @return 0 to 1; NaN if no label is wrong, or none is right in the tail
     * @throws IllegalArgumentException if the tail is no number of classes
     */
    public static double areaUnderRoc(double[] evidence, NoisyExamples examples, int tail) {
        int[] counts = examples.classCounts();
        if (tail < 1 || tail > counts.length) {
            throw new IllegalArgumentException(
                    "separation: the tail must be from 1 to %d classes, got %d"
                            .formatted(counts.length, tail));
        }
        boolean[] inTail = new boolean[counts.length];
        IntStream.range(0, counts.length).boxed()
                .sorted((a, b) -> Integer.compare(counts[a], counts[b])).limit(tail)
                .forEach(c -> inTail[c] = true);
        int[] asked = IntStream.range(0, examples.size())
                .filter(i -> examples.wrong(i) || inTail[examples.label(i)]).toArray();
        return RocAuc.of(
                Arrays.stream(asked).mapToDouble(i -> evidence[i]).toArray(),
                Arrays.stream(asked).map(i -> examples.wrong(i) ? 1 : 0).toArray());
    }
}
