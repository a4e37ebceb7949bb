package org.metabalance.app.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metabalance.meta.metric.Probabilities;
import org.metabalance.meta.protocol.Fold;

/**
 * An image of a tail class that was given another.
 *
 * @param image its number in the test part of the run's split
 * @param actual its class
 * @param predicted the class it was given
 * @param probability of that class
 */
public record Mistake(int image, int actual, int predicted, double probability) {
    /** Mistakes that are kept of a run, at most. */
    public static final int MOST = 40;

    /**
     * Returns mistakes of a run with images of some classes: from class to class in turn, the surest first.
     */
    public static List<Mistake> of(Fold fold, Fold.Outcome outcome, List<Integer> classes) {
        List<List<Mistake>> byClass = new ArrayList<>();
        for (int label : classes) {
            List<Mistake> own = new ArrayList<>();
            for (int i = 0; i < fold.test().size(); i++) {
                if (fold.test().label(i) == label) {
                    double[] p = outcome.probabilities()[i];
                    int predicted = Probabilities.predicted(p, outcome.run().threshold());
                    if (predicted != label) {
                        own.add(new Mistake(i, label, predicted, p[predicted]));
                    }
                }
            }
            own.sort(Comparator.comparingDouble(Mistake::probability).reversed());
            byClass.add(own);
        }
        List<Mistake> mistakes = new ArrayList<>();
        for (int rank = 0; rank < MOST; rank++) {
            for (List<Mistake> own : byClass) {
                if (rank < own.size() && mistakes.size() < MOST) {
                    mistakes.add(own.get(rank));
                }
            }
        }
        return mistakes;
    }
}
