package org.metabalance.app.page.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.metabalance.meta.statistics.Estimate;

/**
 * A threshold chosen on validation rows for some end, and what it attains on test rows.
 *
 * @param aim what it is chosen for, in words
 * @param threshold over seeds
 * @param attained on test rows, over seeds
 * @param precision likewise
 * @param recall likewise
 * @param alerts flagged of 1,000 test rows
 * @param reached on how many seeds a validation threshold does what is asked
 */
public record BestThreshold(
        String aim, Estimate threshold, Estimate attained, Estimate precision, Estimate recall,
        Estimate alerts, int reached) {

    /** What a threshold is chosen for: the best value on validation rows. */
    private record Aim(String name, ToDoubleFunction<Counts> chosenBy,
            ToDoubleFunction<Counts> attained) {
        Aim(String name, ToDoubleFunction<Counts> value) {
            this(name, value, value);
        }
    }

    private static final List<Aim> AIMS = List.of(
            new Aim("F1", c -> c.fBeta(1)),
            new Aim("F2: recall counts twice", c -> c.fBeta(2)),
            new Aim("F0.5: precision counts twice", c -> c.fBeta(.5)),
            new Aim("MCC", Counts::mcc),
            new Aim("recall at precision .5", c -> atLeast(c.precision(), .5, c.recall()),
                    Counts::recall),
            new Aim("recall at precision .9", c -> atLeast(c.precision(), .9, c.recall()),
                    Counts::recall),
            new Aim("precision at recall .5", c -> atLeast(c.recall(), .5, c.precision()),
                    Counts::precision),
            new Aim("precision at recall .8", c -> atLeast(c.recall(), .8, c.precision()),
                    Counts::precision));

    private static double atLeast(double value, double least, double other) {
        return value >= least - 1e-9 ? other : Double.NEGATIVE_INFINITY;
    }

    /**
     * Chooses.
     *
     * @param validation one for each seed
     * @param test likewise
     */
    public static List<BestThreshold> of(List<Staircase> validation, List<Staircase> test) {
        List<BestThreshold> all = new ArrayList<>();
        for (Aim aim : AIMS) {
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < validation.size(); i++) {
                double threshold = best(validation.get(i), aim.chosenBy());
                if (!Double.isNaN(threshold)) {
                    Staircase on = test.get(i);
                    Counts counts = on.counts(on.at(threshold));
                    rows.add(new double[] {
                        threshold, aim.attained().applyAsDouble(counts), counts.precision(),
                        counts.recall(), 1000.0 * (counts.tp() + counts.fp()) / on.rows()
                    });
                }
            }
            all.add(new BestThreshold(
                    aim.name(), column(rows, 0), column(rows, 1), column(rows, 2),
                    column(rows, 3), column(rows, 4), rows.size()));
        }
        return all;
    }

    /** Returns the highest threshold of the best value, between two scores; NaN if none is defined. */
    static double best(Staircase steps, ToDoubleFunction<Counts> value) {
        double best = Double.NEGATIVE_INFINITY;
        double threshold = Double.NaN;
        for (int i = 0; i < steps.size(); i++) {
            double its = value.applyAsDouble(steps.counts(i));
            if (its > best + 1e-12) {
                best = its;
                threshold = i + 1 == steps.size()
                        ? steps.scores()[i]
                        : (steps.scores()[i] + (double) steps.scores()[i + 1]) / 2;
            }
        }
        return threshold;
    }

    private static Estimate column(List<double[]> rows, int column) {
        return Estimate.of(rows.stream().mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value)).toArray());
    }
}
