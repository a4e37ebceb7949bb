package org.metabalance.meta.method.reweight;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.RowStream;

/**
 * A balanced set drawn from the training examples themselves, anew for every epoch: of every group as many as
 * the smallest has. Groups without examples are left out.
 */
final class BalancedDraws {
    private final Examples examples;
    private final Rng rng;
    private final int smallest;
    private long draws;
    private RowStream rows;

    BalancedDraws(Examples examples, Rng rng) {
        this.examples = examples;
        this.rng = rng;
        smallest = Arrays.stream(examples.groupCounts()).filter(n -> n > 0).min().orElseThrow(
                () -> new IllegalArgumentException("meta set: needs rows, got none"));
        draw();
    }

    /** Returns how many examples a draw has. */
    int size() {
        return smallest
                * (int) Arrays.stream(examples.groupCounts()).filter(n -> n > 0).count();
    }

    /** Draws another set. */
    void draw() {
        Rng own = rng.stream(draws++);
        int[] all = IntStream.range(0, examples.groupCount()).flatMap(group -> {
            int[] members = examples.indicesOfGroup(group);
            return Arrays.stream(own.stream(group).permutation(members.length)).limit(smallest)
                    .map(i -> members[i]);
        }).toArray();
        rows = new RowStream(all, own.stream(-1));
    }

    /** Fills a batch with the next examples of the set. */
    void fill(NdArray indices) {
        rows.fill(indices);
    }
}
