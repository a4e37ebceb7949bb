package org.metabalance.meta.fewshot;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;

/**
 * Classes divided into those of training, validation and test: no class is in two of them. Classes of one unit
 * - an alphabet, a character and its rotations - stay together.
 *
 * @param train classes to learn on, ascending; not copied, as the others
 * @param validation classes to select on
 * @param test classes to measure on
 */
public record ClassSplit(int[] train, int[] validation, int[] test) {
    /**
     * Divides classes at random: units are drawn until validation and test have their shares of the classes at
     * least; the rest is for training.
     *
     * @param units of every class, a number from 0 on
     * @param validation the share of the classes to select on, such as 0.16 (of 100 classes of mini-ImageNet)
     * @param test the share to test on, such as 0.2
     * @param rng decides
     * @throws DataException if a part gets no unit
     */
    public static ClassSplit random(int[] units, double validation, double test, Rng rng) {
        if (!(validation > 0 && test > 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "class split: shares must be above 0 and leave some to learn on, got %s and %s"
                            .formatted(validation, test));
        }
        int count = Arrays.stream(units).max().orElse(-1) + 1;
        int[] partOf = new int[count];
        int[] order = rng.permutation(count);
        int part = 0;
        int taken = 0;
        double[] shares = {test, validation};
        for (int unit : order) {
            if (part < 2 && taken >= shares[part] * units.length) {
                part++;
                taken = 0;
            }
            partOf[unit] = part;
            taken += (int) Arrays.stream(units).filter(u -> u == unit).count();
        }
        int[][] parts = IntStream.range(0, 3)
                .mapToObj(
                        p -> IntStream.range(0, units.length).filter(c -> partOf[units[c]] == p)
                                .toArray())
                .toArray(int[][]::new);
        if (Arrays.stream(parts).anyMatch(p -> p.length == 0)) {
            throw new DataException(
                    "few-shot: classes for training, validation and test need 3 units (folders, or classes) that stay together at least, got "
                            + count);
        }
        return new ClassSplit(parts[2], parts[1], parts[0]);
    }
}
