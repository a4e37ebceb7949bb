package org.metabalance.meta.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;
import org.metabalance.meta.metric.RocAuc;
import org.metabalance.meta.metric.RocCurve;

/**
 * How well the cosine of the features of two examples tells whether they are of one identity: Huang et al.,
 * "Labeled Faces in the Wild", 2007, with the curve over all thresholds. Pairs of one identity are the
 * positives.
 *
 * @param same pairs of one identity
 * @param different pairs of two
 * @param auc area under the curve; {@link RocAuc}
 * @param curve true positive rates by false positive rate, and the equal error rate
 */
public record Verification(int same, int different, double auc, RocCurve curve) {
    /** The name of all examples in {@link #byGroup}. */
    public static final String ALL = "all";

    /** Pairs of each kind at most, unless said otherwise. */
    public static final int MOST = 1_000_000;

    /**
     * Verifies pairs.
     *
     * @param features of every example, {@code [examples, features]}
     * @throws IllegalArgumentException if one of the two kinds is missing, or features are not numbers
     */
    public static Verification of(double[][] features, Pairs pairs) {
        double[][] directions = new double[features.length][];
        for (int i = 0; i < features.length; i++) {
            double norm = Math.sqrt(dot(features[i], features[i]));
            directions[i] = features[i].clone();
            for (int j = 0; norm > 0 && j < features[i].length; j++) {
                directions[i][j] /= norm;
            }
        }
        double[] cosines = new double[pairs.size()];
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] = dot(directions[pairs.first()[k]], directions[pairs.second()[k]]);
        }
        int same = pairs.sameCount();
        return new Verification(
                same, pairs.size() - same, RocAuc.of(cosines, pairs.same()),
                RocCurve.of(cosines, pairs.same()));
    }

    /**
     * Verifies all examples, and those of every group by themselves: pairs of a group have both examples in
     * it. Pairs of two groups, mostly easier ones, are among {@link #ALL} alone.
     *
     * @param examples labelled; their classes are the identities, which need not be those that were learned
     * @param most pairs of each kind at most, drawn anew for each group; {@link #MOST} is usual
     * @param rng which pairs, where there are more
     * @return by name, {@link #ALL} first
     * @throws IllegalArgumentException if the model makes no features, or a group does not have two
     *     identities and two examples of one
     */
    public static Map<String, Verification> byGroup(
            Trained trained, GroupedExamples examples, int most, Rng rng) {
        double[][] features = network(trained).features(examples);
        Map<String, Verification> results = new LinkedHashMap<>();
        results.put(ALL, of(features, pairs(
                IntStream.range(0, examples.size()).toArray(), examples, most, rng.stream(0))));
        for (int g = 0; g < examples.groupCount(); g++) {
            results.put(examples.names().get(g), of(features, pairs(
                    examples.indicesOfGroup(g), examples, most, rng.stream(1 + g))));
        }
        return results;
    }

    private static Pairs pairs(int[] among, GroupedExamples examples, int most, Rng rng) {
        return Pairs.of(among, examples.labels(), examples.classes(), most, rng);
    }

    private static TrainedNetwork network(Trained trained) {
        return switch (trained) {
            case TrainedNetwork network -> network;
            case TrainedWith with -> network(with.network());
            default -> throw new IllegalArgumentException(
                    "verification: needs a trained network, got " + trained);
        };
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
