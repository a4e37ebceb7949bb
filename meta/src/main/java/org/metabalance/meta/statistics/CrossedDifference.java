package org.metabalance.meta.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean difference of two methods that were trained several times and tested on the same examples every
 * time. Two things vary by chance: what was learned from, training by training, and which examples there were
 * to test on. Student's t test of the trainings alone holds for this test set; here both variances of the mean
 * are added,
 *
 * <pre>
 *   se^2 = s_t^2 / T  +  sum over strata h of  n_h s_h^2
 * </pre>
 *
 * <p>with s_t^2 the variance of the T trainings' differences and s_h^2 that of the contributions of the n_h
 * examples of a stratum, each averaged over the trainings. The degrees of freedom are Welch's and
 * Satterthwaite's (Biometrics Bulletin 2, 1946). What trainings and examples do together is counted in both
 * parts, which errs on the side of no difference. That trainings share rows is not accounted for.
 *
 * @param byTraining the standard error of the mean that is due to the trainings
 * @param byExamples the standard error that is due to the examples
 * @param freedom the degrees of freedom; NaN with fewer than two trainings
 * @param difference the mean, its standard error and its test, with the trainings as pairs
 */
public record CrossedDifference(
        double byTraining, double byExamples, double freedom, PairedDifference difference) {
    /**
     * Compares.
     *
     * @param contributions {@code [trainings][examples]}: what every example adds to the difference of a
     *     training, which is their sum
     * @param strata the stratum of every example, from 0: how many there are of each was chosen
     * @throws IllegalArgumentException if a row has not a contribution of every example
     */
    public static CrossedDifference of(double[][] contributions, int[] strata) {
        int trainings = contributions.length;
        for (double[] training : contributions) {
            if (training.length != strata.length) {
                throw new IllegalArgumentException(
                        "crossed difference: needs a contribution of every example, got %d of %d"
                                .formatted(training.length, strata.length));
            }
        }
        if (trainings == 0) {
            return new CrossedDifference(Double.NaN, Double.NaN, Double.NaN,
                    PairedDifference.of(new double[0], new double[0]));
        }
        PairedDifference trained = PairedDifference.of(
                Arrays.stream(contributions).mapToDouble(CrossedDifference::sum).toArray(),
                new double[trainings]);
        double[] means = new double[strata.length];
        for (double[] training : contributions) {
            for (int i = 0; i < means.length; i++) {
                means[i] += training[i] / trainings;
            }
        }
        int most = Arrays.stream(strata).max().orElse(-1) + 1;
        int[] counts = new int[most];
        double[] sums = new double[most];
        for (int i = 0; i < means.length; i++) {
            counts[strata[i]]++;
            sums[strata[i]] += means[i];
        }
        double[] squares = new double[most];
        for (int i = 0; i < means.length; i++) {
            double deviation = means[i] - sums[strata[i]] / counts[strata[i]];
            squares[strata[i]] += deviation * deviation;
        }
        double ofExamples = 0;
        int rest = 0;
        for (int h = 0; h < most; h++) {
            if (counts[h] > 1) {
                ofExamples += counts[h] * squares[h] / (counts[h] - 1);
                rest += counts[h] - 1;
            }
        }
        double ofTrainings = trained.standardError() * trained.standardError();
        double all = ofTrainings + ofExamples;
        double freedom = all * all
                / (ofTrainings * ofTrainings / (trainings - 1)
                        + (rest == 0 ? 0 : ofExamples * ofExamples / rest));
        return new CrossedDifference(
                trained.standardError(), Math.sqrt(ofExamples), freedom,
                new PairedDifference(
                        trained.difference(), Math.sqrt(all), trainings,
                        pValue(trained.difference(), Math.sqrt(all), freedom)));
    }

    private static double sum(double[] values) {
        // Arrays.stream(..).sum() is compensated, and still the same for the same order
        return Arrays.stream(values).sum();
    }

    private static double pValue(double difference, double error, double freedom) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return Double.isNaN(error)
                ? Double.NaN
                : 2 * TDistribution.of(freedom)
                        .survivalProbability(Math.abs(difference) / error);
    }
}
