package org.metabalance.meta.sampler.synthetic;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Pairs;

/**
 * Borderline-SMOTE (Han, Wang and Mao, "Borderline-SMOTE: a new over-sampling method in imbalanced
 * data sets learning", ICIC 2005): {@link Smote} that starts only from rows in danger. A row of a
 * smaller class is in danger if, of its m nearest rows of any class, at least half but not all are of
 * other classes.
 *
 * <p>Kind 1 goes from a row in danger to one of its k nearest rows of the class. Kind 2 goes to one of
 * its k nearest rows of any class, and if that is of another class at most half the way: the step u is
 * multiplied by a number uniform in [0, 0.5).
 *
 * <p>As in imbalanced-learn; kind 2 as from its version 0.11 on (0.10 paired rows by positions in two
 * different tables). A class without a row in danger gets no new ones. With categorical columns
 * distances and votes are those of SMOTE-NC; in both kinds the k nearest rows of the class vote. In
 * small sets m and k become what there is, and a class of one row is repeated.
 *
 * @param kind which neighbours new rows lead to; default 1
 * @param k the number of neighbours new rows lead to, at least 1; default 5
 * @param m the number of neighbours that tell danger, at least 1; default 10
 * @param ratio the size of the other classes over that of the largest afterwards, above 0 and at most
 *     1; default 1. A class that already has more rows gets no new ones.
 */
public record BorderlineSmote(Kind kind, int k, int m, double ratio) implements TableSampler {
    /** Which neighbours new rows lead to. */
    public enum Kind {
        /** Borderline-SMOTE1: to rows of the class. */
        BORDERLINE_1,
        /** Borderline-SMOTE2: to rows of any class, less far to those of others. */
        BORDERLINE_2
    }

    /** The longest share of the way to a row of another class. */
    private static final double TO_OTHERS = 0.5;

    /** Checks the ranges. */
    public BorderlineSmote {
        NearestNeighbours.requireNeighbours("borderline-smote", "k", k);
        NearestNeighbours.requireNeighbours("borderline-smote", "m", m);
        ClassTargets.requireRatio("borderline-smote", ratio);
    }

    /** Five neighbours, danger by ten, up to the size of the largest class. */
    public BorderlineSmote(Kind kind) {
        this(kind, 5, 10, 1);
    }

    @Override
    public String name() {
        return switch (kind) {
            case BORDERLINE_1 -> "borderline-smote-1";
            case BORDERLINE_2 -> "borderline-smote-2";
        };
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return OverSampling.raise(
                train,
                ratio,
                rng,
                (neighbourhood, more, own) -> synthesize(train, neighbourhood, more, own));
    }

    private EncodedTable synthesize(
            EncodedTable train, ClassNeighbourhood neighbourhood, int more, Rng rng) {
        int[] danger = danger(neighbourhood);
        if (danger.length == 0) {
            return OverSampling.none(train);
        }
        Pairs pairs = pairs(neighbourhood, danger);
        int[] drawn = pairs.draw(more, rng.stream(0));
        double[] steps = Pairs.steps(more, 1, rng.stream(1));
        Rng shorter = rng.stream(3);
        double[] shortened = steps(train, pairs, drawn, steps, Pairs.steps(more, 1, shorter));
        return pairs.synthesize(train, drawn, shortened, rng.stream(2));
    }

    /** Returns the rows of the class that are in danger. */
    int[] danger(ClassNeighbourhood neighbourhood) {
        return neighbourhood.strangers(neighbourhood.own(), m).danger();
    }

    /** Returns the pairs of rows in danger and neighbours that new rows lie between. */
    Pairs pairs(ClassNeighbourhood neighbourhood, int[] danger) {
        return switch (kind) {
            case BORDERLINE_1 -> neighbourhood.within(danger, k);
            case BORDERLINE_2 -> neighbourhood.toAny(danger, k);
        };
    }

    /** Returns the steps, those of pairs that lead to another class times {@code shorter} / 2. */
    static double[] steps(
            EncodedTable train, Pairs pairs, int[] drawn, double[] steps, double[] shorter) {
        double[] result = steps.clone();
        Arrays.setAll(result, i -> {
            boolean other = train.label(pairs.ends()[drawn[i]]) != train.label(pairs.bases()[0]);
            return other ? steps[i] * (TO_OTHERS * shorter[i]) : steps[i];
        });
        return result;
    }
}
