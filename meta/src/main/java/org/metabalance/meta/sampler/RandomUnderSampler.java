package org.metabalance.meta.sampler;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/**
 * Random rows of every class, without replacement, as many as the smallest class has. Rows stay in
 * their order. Of {@link org.metabalance.meta.data.GroupedExamples} groups stand for classes.
 *
 * @param ratio the size of the smallest class over that of the others afterwards, above 0 and at most
 *     1; default 1. A class that has fewer rows than this asks for keeps them all.
 */
public record RandomUnderSampler(double ratio) implements RowSampler {
    /** Checks the ratio. */
    public RandomUnderSampler {
        ClassTargets.requireRatio("random-under", ratio);
    }

    /** Down to the size of the smallest class. */
    public RandomUnderSampler() {
        this(1);
    }

    @Override
    public String name() {
        return "random-under";
    }

    @Override
    public int[] rows(Examples train, Rng rng) {
        train.requireLabels(name());
        int[] targets = ClassTargets.lowered(train.groupCounts(), ratio);
        IntStream rows = IntStream.empty();
        for (int c = 0; c < targets.length; c++) {
            int[] own = train.indicesOfGroup(c);
            int[] order = rng.stream(c).permutation(own.length);
            rows = IntStream.concat(
                    rows, Arrays.stream(order, 0, targets[c]).map(i -> own[i]));
        }
        return rows.sorted().toArray();
    }
}
