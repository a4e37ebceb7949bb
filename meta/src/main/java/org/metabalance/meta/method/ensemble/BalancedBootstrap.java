package org.metabalance.meta.method.ensemble;

import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.RowSampler;

/**
 * Random rows of every class, drawn with replacement, as many as the smallest class has: so of that class too
 * about a third of the rows are left out. Of {@link org.metabalance.meta.data.GroupedExamples} groups stand
 * for classes.
 */
public record BalancedBootstrap() implements RowSampler {
    @Override
    public String name() {
        return "balanced-bootstrap";
    }

    @Override
    public int[] rows(Examples train, Rng rng) {
        train.requireLabels(name());
        int[] targets = ClassTargets.lowered(train.groupCounts(), 1);
        IntStream rows = IntStream.empty();
        for (int c = 0; c < targets.length; c++) {
            int[] own = train.indicesOfGroup(c);
            Rng draws = rng.stream(c);
            rows = IntStream.concat(
                    rows,
                    IntStream.range(0, targets[c]).map(i -> own[draws.below(i, own.length)]));
        }
        return rows.toArray();
    }
}
