package org.metabalance.meta.sampler;

import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/**
 * Every class repeated, row after row, up to the size of the largest: each row of a class occurs
 * equally often, give or take one. Which rows occur once more is random. This is the class-balanced
 * sampling of MetaBalance's outer side (arXiv 2106.09643) and of long-tailed recognition; against
 * {@link RandomOverSampler} it leaves no row out and favours none. Of {@link
 * org.metabalance.meta.data.GroupedExamples} groups stand for classes.
 */
public record Repetition() implements RowSampler {
    @Override
    public String name() {
        return "repetition";
    }

    @Override
    public int[] rows(Examples train, Rng rng) {
        train.requireLabels(name());
        int[] targets = ClassTargets.raised(train.groupCounts(), 1);
        IntStream rows = IntStream.empty();
        for (int c = 0; c < targets.length; c++) {
            int[] own = train.indicesOfGroup(c);
            int[] order = rng.stream(c).permutation(own.length);
            rows = IntStream.concat(
                    rows,
                    IntStream.range(0, targets[c]).map(i -> own[order[i % own.length]]));
        }
        return rows.toArray();
    }
}
