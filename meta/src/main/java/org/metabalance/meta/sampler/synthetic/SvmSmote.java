package org.metabalance.meta.sampler.synthetic;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Strangers;

/**
 * SVM-SMOTE (Nguyen, Cooper and Kamei, "Borderline over-sampling for imbalanced data classification",
 * International Journal of Knowledge Engineering and Soft Data Paradigms 3(1), 2011): {@link Smote}
 * that starts only from support vectors of a classifier, see {@link SupportVectors}.
 *
 * <p>A support vector of a smaller class is noise if its m nearest rows of any class are all of other
 * classes, in danger if at least half are, and else safe. Noise is left out. With phi drawn from a
 * Beta(10, 10) distribution and n rows lacking, floor(phi (n + 1)) new rows lie between a support
 * vector in danger and one of its k nearest rows of the class; the others begin at a safe one and lead
 * away from its neighbour, the step uniform in (-outStep, 0]: there the class gains ground.
 *
 * <p>As in imbalanced-learn: if no support vector is in danger, or none is safe, only the share of
 * the other kind is made, so the class stays smaller. If all are noise the class gets no new rows
 * (imbalanced-learn refuses). With categorical columns distances and votes are those of SMOTE-NC. In
 * small sets m and k become what there is, and a class of one row is repeated.
 *
 * <p>The classifier's time grows at least with the square of the number of rows; from some thousands
 * of rows on it is nearly all the time this sampler takes.
 *
 * @param k the number of neighbours new rows lead to or away from, at least 1; default 5
 * @param m the number of neighbours that tell danger, at least 1; default 10
 * @param outStep the longest step away from a neighbour, 0 to 1; default 0.5
 * @param ratio the size of the other classes over that of the largest afterwards, above 0 and at most
 *     1; default 1. A class that already has more rows gets no new ones.
 */
public record SvmSmote(int k, int m, double outStep, double ratio) implements TableSampler {
    /** Beta(a, a) for a whole a is the median of 2 a - 1 uniform numbers: 10 by imbalanced-learn. */
    private static final int SHAPE = 10;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number of neighbours is less than 1, {@code outStep} not from 0 to
     *     1 or the ratio not above 0 and at most 1
     */
    public SvmSmote {
        NearestNeighbours.requireNeighbours("svm-smote", "k", k);
        NearestNeighbours.requireNeighbours("svm-smote", "m", m);
        if (!(outStep >= 0 && outStep <= 1)) {
            throw new IllegalArgumentException(
                    "svm-smote: outStep must be from 0 to 1, got " + outStep);
        }
        ClassTargets.requireRatio("svm-smote", ratio);
    }

    /** Five neighbours, danger by ten, half a step out, up to the size of the largest class. */
    public SvmSmote() {
        this(5, 10, 0.5, 1);
    }

    @Override
    public String name() {
        return "svm-smote";
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.classCounts();
        if (Arrays.equals(ClassTargets.raised(counts, ratio), counts)) {
            return train;
        }
        int[] support = SupportVectors.of(train);
        return OverSampling.raise(
                train,
                ratio,
                rng,
                (neighbourhood, more, own) -> synthesize(train, support, neighbourhood, more, own));
    }

    private EncodedTable synthesize(
            EncodedTable train, int[] support, ClassNeighbourhood neighbourhood, int more,
            Rng rng) {
        Strangers strangers = strangers(train, support, neighbourhood);
        int inward = inward(more, fraction(rng.stream(0)));
        return between(train, neighbourhood, strangers.danger(), inward, 1, rng.stream(1))
                .concat(between(
                        train,
                        neighbourhood,
                        strangers.safe(),
                        more - inward,
                        -outStep,
                        rng.stream(2)));
    }

    private EncodedTable between(
            EncodedTable train,
            ClassNeighbourhood neighbourhood,
            int[] bases,
            int count,
            double longest,
            Rng rng) {
        return bases.length == 0
                ? OverSampling.none(train)
                : neighbourhood.within(bases, k).synthesize(train, count, longest, rng);
    }

    /** Returns what surrounds the support vectors of the class. */
    Strangers strangers(EncodedTable train, int[] support, ClassNeighbourhood neighbourhood) {
        int label = train.label(neighbourhood.own()[0]);
        int[] own = Arrays.stream(support).filter(row -> train.label(row) == label).toArray();
        return neighbourhood.strangers(own, m);
    }

    /** Returns how many of {@code more} new rows lie between neighbours. */
    static int inward(int more, double fraction) {
        return (int) (fraction * (more + 1));
    }

    /** Draws from Beta(10, 10). */
    static double fraction(Rng rng) {
        double[] uniforms = new double[2 * SHAPE - 1];
        Arrays.setAll(uniforms, rng::uniform);
        Arrays.sort(uniforms);
        return uniforms[SHAPE - 1];
    }
}
