package org.metabalance.meta.method.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.Program;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;

/**
 * The parameters of an augmentation that a black-box search can handle, at most 32: how strongly
 * points are mixed with neighbours, how much they count, and the noise of each numeric feature. With
 * more than 30 numeric features, several share one noise.
 */
final class AugmentationParameters {
    /** Program inputs: [1], [1] and [width]. */
    static final String MIXING = "mixing";

    static final String WEIGHT = "weight";
    static final String NOISE = "noise";

    private static final int OTHERS = 2;

    private final FeatureRanges ranges;
    private final int noises;
    private final double mostNoise;

    /** The parameters for some training rows, with noise up to {@code mostNoise} sigma. */
    AugmentationParameters(EncodedTable train, double mostNoise) {
        this.ranges = FeatureRanges.of(train);
        this.mostNoise = mostNoise;
        int numeric = 0;
        for (boolean each : ranges.numeric()) {
            numeric += each ? 1 : 0;
        }
        noises = Math.min(numeric, BlackBoxSearch.MAX_PARAMETERS - OTHERS);
    }

    /** Returns the names, in order. */
    List<String> names(EncodedTable train) {
        List<StringBuilder> features = new ArrayList<>();
        int next = 0;
        for (int j = 0; j < train.width(); j++) {
            if (ranges.numeric()[j]) {
                int n = next++ % noises;
                if (n == features.size()) {
                    features.add(new StringBuilder(NOISE + " of " + train.featureNames().get(j)));
                } else {
                    features.get(n).append(", ").append(train.featureNames().get(j));
                }
            }
        }
        List<String> names = new ArrayList<>(List.of(MIXING, "log10 " + WEIGHT));
        features.forEach(name -> names.add(name.toString()));
        return names;
    }

    double[] lower() {
        return values(0, -1, 0);
    }

    double[] upper() {
        return values(1, .5, mostNoise);
    }

    /** SMOTE with a little noise. */
    double[] start() {
        return values(1, 0, mostNoise / 10);
    }

    private double[] values(double mixing, double logWeight, double noise) {
        double[] values = new double[OTHERS + noises];
        Arrays.fill(values, noise);
        values[0] = mixing;
        values[1] = logWeight;
        return values;
    }

    /** Sets the inputs of a program. */
    void set(Program program, double[] values) {
        program.set(MIXING, values[0]);
        program.set(WEIGHT, StrictMath.pow(10, values[1]));
        double[] noise = new double[ranges.numeric().length];
        int next = 0;
        for (int j = 0; j < noise.length; j++) {
            if (ranges.numeric()[j]) {
                noise[j] = values[OTHERS + next++ % noises] * ranges.deviation()[j];
            }
        }
        program.set(NOISE, noise);
    }
}
