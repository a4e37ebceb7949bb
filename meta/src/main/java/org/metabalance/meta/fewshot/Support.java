package org.metabalance.meta.fewshot;

import java.util.Arrays;
import org.metabalance.engine.Rng;

/**
 * A support set as a learner gets it: after over-sampling, in so many places as every set of its kind has. So
 * one program serves sets of all sizes; what stands in places that are left over does not count.
 *
 * @param indices the example in each place; not copied, as the others
 * @param labels its class in the task
 * @param copied whether it is there by over-sampling
 * @param used how many places hold examples: the first
 * @param classWeights what an example of each class counts in the loss
 */
public record Support(
        int[] indices, int[] labels, boolean[] copied, int used, double[] classWeights) {
    /**
     * Places the support set of an episode.
     *
     * @param places how many there are, at least as many as are needed
     * @param rng decides, with the number of the episode, which examples are repeated
     */
    public static Support of(Episode episode, Strategy strategy, int places, Rng rng) {
        int[] indices = new int[places];
        int[] labels = new int[places];
        boolean[] copied = new boolean[places];
        int largest = Arrays.stream(episode.sizes()).max().orElseThrow();
        int used = 0;
        int from = 0;
        for (int k = 0; k < episode.ways(); k++) {
            int size = episode.sizes()[k];
            int wanted = strategy.copies() == Strategy.Copies.NONE ? size : largest;
            Rng own = rng.stream(episode.number()).stream(k);
            for (int i = 0; i < wanted; i++) {
                indices[used] = episode.support()[from + (i < size ? i : own.below(i, size))];
                labels[used] = k;
                copied[used] = i >= size;
                used++;
            }
            from += size;
        }
        // some example, so that the numbers there are ordinary ones
        Arrays.fill(indices, used, places, indices[0]);
        double[] weights = Arrays.stream(episode.sizes())
                .mapToDouble(strategy.weighting()::of).toArray();
        return new Support(indices, labels, copied, used, weights);
    }
}
