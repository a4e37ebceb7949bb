package org.metabalance.app.page.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * What is found among the rows with the highest scores. Where rows share a score, as many of them as are
 * wanted are taken to have their mean share of positives, so that no order is made up.
 *
 * @param share of all rows
 * @param rows flagged, a mean over seeds
 * @param precision a mean over seeds
 * @param recall a mean over seeds
 * @param lift precision over the share of positives, a mean over seeds
 */
public record Lift(double share, double rows, double precision, double recall, double lift) {
    private static final double[] SHARES = {.001, .002, .005, .01, .02, .05, .1, .2, .3, .5};

    /** Returns the lift of usual shares, those of at least one row. */
    public static List<Lift> of(List<Staircase> seeds) {
        List<Lift> lifts = new ArrayList<>();
        for (double share : SHARES) {
            if (seeds.stream().allMatch(steps -> share * steps.rows() >= 1)) {
                double recall = Band.mean(seeds, s -> found(s, share) / s.positives());
                double precision = Band.mean(seeds, s -> found(s, share) / rows(s, share));
                lifts.add(new Lift(
                        share, Band.mean(seeds, s -> rows(s, share)), precision, recall,
                        Band.mean(seeds, s -> found(s, share) / rows(s, share) * s.rows()
                                / s.positives())));
            }
        }
        return lifts;
    }

    private static double rows(Staircase steps, double share) {
        return Math.rint(share * steps.rows());
    }

    private static double found(Staircase steps, double share) {
        double wanted = rows(steps, share);
        double before = 0;
        double trues = 0;
        for (int i = 0; i < steps.size(); i++) {
            double all = steps.truePositives()[i] + steps.falsePositives()[i];
            if (all >= wanted) {
                return trues + (steps.truePositives()[i] - trues) * (wanted - before)
                        / (all - before);
            }
            before = all;
            trues = steps.truePositives()[i];
        }
        return trues;
    }
}
