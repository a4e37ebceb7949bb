package org.metabalance.meta.method.decoupling;

import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.supervised.Supervised;

/**
 * Plain training, after which an example is of the class whose mean features are nearest to its own (Kang
 * et al., ICLR 2020, arXiv 1910.09217, section 4.2): every class counts alike, however many rows it has.
 *
 * <p>The paper has classes and no probabilities. With means mu_k of the features h of the training rows,
 *
 * <pre>
 *   EUCLIDEAN:  p_k proportional to exp(-|h - mu_k|^2 / (2 v))
 *   COSINE:     p_k proportional to exp(h mu_k / (|mu_k| sqrt(v)))
 * </pre>
 *
 * <p>where v is the variance of a feature within its class, the mean over features: that of round clouds
 * of one size. Neither v nor, for cosines, the length of h changes which class is nearest. Both are a
 * linear last layer, which takes the place of the one that was learned. Every class needs an example.
 *
 * @param distance {@link Distance#EUCLIDEAN} by default
 */
public record NearestClassMean(Distance distance) implements Method {
    private static final String NAME = "nearest-class-mean";

    /** What is near. */
    public enum Distance {
        /** By the distance of the features. */
        EUCLIDEAN,
        /** By the angle between features and mean. */
        COSINE
    }

    /** By distances. */
    public NearestClassMean() {
        this(Distance.EUCLIDEAN);
    }

    @Override
    public About about() {
        return new About(NAME,
                "plain training, then the class whose mean features are nearest",
                "Kang et al., ICLR 2020, arXiv 1910.09217");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the model makes no features, its last layer is not linear, or a
     *     class has no example
     */
    @Override
    public TrainedNetwork fit(Problem problem) {
        Examples train = problem.train();
        Network begun = Network.of(problem);
        LastLayer.of(NAME, begun);
        if (Arrays.stream(train.classCounts()).anyMatch(n -> n == 0)) {
            throw new IllegalArgumentException(NAME + ": every class needs a row, got " + train);
        }
        TrainedNetwork trained = Supervised.train(
                problem, begun, train, Objectives.crossEntropy(train));
        LastLayer last = LastLayer.of(NAME, trained.network());
        Means means = Means.of(
                Scorer.features(trained.network(), train).rows(), train.labels(),
                train.classes());
        double[][] perClass = new double[train.classes()][];
        Arrays.setAll(perClass, k -> means.logit(distance, k));
        NdArray weight = NdArray.zeros(last.variables().dtype(), last.weight().shape());
        NdArray bias = NdArray.zeros(last.variables().dtype(), last.bias().shape());
        int logits = bias.size();
        int features = last.model().featureWidth();
        for (int i = 0; i <= features; i++) {
            int at = i;
            double[] numbers = Objectives.offsets(
                    Arrays.stream(perClass).mapToDouble(own -> own[at]).toArray());
            for (int k = 0; k < logits; k++) {
                if (i < features) {
                    weight.set(i * logits + k, numbers[k]);
                } else {
                    bias.set(k, numbers[k]);
                }
            }
        }
        last.set(weight, bias);
        return trained;
    }

    /**
     * Means of features.
     *
     * @param of every class
     * @param variance of a feature within its class; 1 if there is none
     */
    record Means(double[][] of, double variance) {
        static Means of(double[][] features, int[] labels, int classes) {
            int width = features[0].length;
            double[][] means = new double[classes][width];
            int[] counts = new int[classes];
            for (int i = 0; i < labels.length; i++) {
                counts[labels[i]]++;
                for (int j = 0; j < width; j++) {
                    means[labels[i]][j] += features[i][j];
                }
            }
            for (int c = 0; c < classes; c++) {
                for (int j = 0; j < width; j++) {
                    means[c][j] /= counts[c];
                }
            }
            double squares = 0;
            for (int i = 0; i < labels.length; i++) {
                for (int j = 0; j < width; j++) {
                    double off = features[i][j] - means[labels[i]][j];
                    squares += off * off;
                }
            }
            double variance = squares / ((double) labels.length * width);
            return new Means(means, variance == 0 ? 1 : variance);
        }

        /** Returns the weights of the features for the logit of a class, and then its bias. */
        double[] logit(Distance distance, int k) {
            double[] mean = of[k];
            double squares = Arrays.stream(mean).map(m -> m * m).sum();
            double[] result = new double[mean.length + 1];
            double divisor = switch (distance) {
                case EUCLIDEAN -> variance;
                case COSINE -> Math.sqrt(squares == 0 ? 1 : squares) * Math.sqrt(variance);
            };
            for (int j = 0; j < mean.length; j++) {
                result[j] = mean[j] / divisor;
            }
            result[mean.length] = distance == Distance.EUCLIDEAN ? -squares / (2 * variance) : 0;
            return result;
        }
    }
}
