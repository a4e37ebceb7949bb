package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.engine.NdArray;
import org.metabalance.nn.format.Safetensors;

/**
 * How far two implementations of a job lie apart.
 *
 * @param loss the largest difference of a loss, relative to it, over the first updates; NaN if there
 *     is no loss
 * @param gradient the largest difference of an element of the hypergradient, relative to the largest
 *     element of the same tensor or, if that is more, to {@link #FLOOR} of the largest of all
 * @param whole the norm of the difference of the hypergradient, relative to its norm
 * @param update how far apart the first updates lead: the norm of the difference of the weights,
 *     relative to the norm of their change; NaN if nothing is updated
 */
record Differences(double loss, double gradient, double whole, double update) {
    /** The most that rounding in single precision explains, for losses and gradients. */
    static final double LIMIT = 1e-3;

    /**
     * The most it explains for the whole gradient of networks of images. Where a relu or the largest of a window
     * is decided by rounding, one side takes the other branch, and that moves single weights' gradients by some
     * per cent: so does changing the images of ResNet-20's exact step by 1e-7 in double precision, which moves
     * the whole by half a per cent. Leaving out second derivatives moves it by twelve.
     */
    static final double LIMIT_OF_IMAGES = 0.03;

    /**
     * The most it explains for updates: Adam's first updates are signs of gradients, so an element
     * near 0 may go the other way.
     */
    static final double UPDATE_LIMIT = 0.1;

    /**
     * How many times as far apart as those of other images the gradient and the losses of an exact step through an
     * episode may lie: every branch that is taken otherwise is followed through the inner steps. Changing images and
     * weights of {@code maml-conv4} by 1e-6 in double precision moves the whole gradient by up to half a per cent and a
     * loss by one in a thousand; single precision moves them by eleven per cent and 1.5e-3, and by 6e-6 and 7e-8 if
     * the network is made smooth. Leaving out second derivatives moves the gradient by 43 per cent.
     */
    static final double MORE_OF_EPISODES = 5;

    /** The same of its updates, which leaving out second derivatives moves by 60 per cent, rounding by up to 18. */
    static final double UPDATE_LIMIT_OF_EPISODES = 0.3;

    /**
     * What of the largest gradient is the least that differences are measured by: that of a bias before batch
     * normalization is 0, and nothing but rounding is left of it.
     */
    static final double FLOOR = 1e-2;

    /** Nothing compared. */
    static final Differences NONE = new Differences(Double.NaN, Double.NaN, Double.NaN,
            Double.NaN);

    /** Compares the results in two files of a folder; {@code data.safetensors} has the first weights. */
    static Differences between(Path folder, String ours, String theirs) throws IOException {
        Map<String, NdArray> a = Safetensors.read(folder.resolve(ours)).tensors();
        Map<String, NdArray> b = Safetensors.read(folder.resolve(theirs)).tensors();
        Map<String, NdArray> first = Safetensors.read(folder.resolve("data.safetensors")).tensors();
        if (!a.keySet().equals(b.keySet())) {
            throw new IOException("results differ in kind: " + a.keySet() + " and " + b.keySet());
        }
        double loss = Double.NaN;
        double gradient = Double.NaN;
        double gradientApart = 0;
        double gradients = 0;
        double changed = 0;
        double apart = 0;
        boolean updates = false;
        double floor = FLOOR * b.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("gradient."))
                .mapToDouble(entry -> largest(entry.getValue())).max().orElse(0);
        for (Map.Entry<String, NdArray> entry : a.entrySet()) {
            String name = entry.getKey();
            NdArray x = entry.getValue();
            NdArray y = b.get(name);
            if (!x.shape().equals(y.shape())) {
                throw new IOException(name + ": shapes differ, " + x.shape() + " and " + y.shape());
            }
            if (name.equals("losses")) {
                loss = 0;
                for (int i = 0; i < x.size(); i++) {
                    loss = Math.max(loss, ratio(distance(x, y, i), Math.abs(y.get(i))));
                }
            } else if (name.startsWith("gradient.")) {
                gradient = Math.max(Double.isNaN(gradient) ? 0 : gradient,
                        relative(x, y, floor));
                for (int i = 0; i < x.size(); i++) {
                    gradientApart += square(distance(x, y, i));
                    gradients += square(y.get(i));
                }
            } else {
                updates = true;
                NdArray start = first.get(name.replaceFirst("^updated", "parameter"));
                for (int i = 0; i < x.size(); i++) {
                    apart += square(distance(x, y, i));
                    changed += square(distance(y, start, i));
                }
            }
        }
        return new Differences(loss, gradient,
                Double.isNaN(gradient) ? Double.NaN : Math.sqrt(ratio(gradientApart, gradients)),
                updates ? Math.sqrt(ratio(apart, changed)) : Double.NaN);
    }

    private static double relative(NdArray x, NdArray y, double floor) {
        double difference = 0;
        for (int i = 0; i < x.size(); i++) {
            difference = Math.max(difference, distance(x, y, i));
        }
        return ratio(difference, Math.max(floor, largest(y)));
    }

    private static double largest(NdArray x) {
        double largest = 0;
        for (int i = 0; i < x.size(); i++) {
            largest = Math.max(largest, Math.abs(x.get(i)));
        }
        return largest;
    }

    /** What is not a number is infinitely far from everything. */
    private static double distance(NdArray x, NdArray y, int i) {
        double distance = Math.abs(x.get(i) - y.get(i));
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private static double ratio(double distance, double scale) {
        return distance == 0 || Double.isInfinite(distance) ? distance : distance / scale;
    }

    private static double square(double x) {
        return x * x;
    }

    /** Returns the larger of each difference. */
    Differences worst(Differences other) {
        return new Differences(
                larger(loss, other.loss),
                larger(gradient, other.gradient),
                larger(whole, other.whole),
                larger(update, other.update));
    }

    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    /** Returns whether rounding explains the differences of a job. */
    boolean roundingOnly(String job) {
        if (!Workload.ofImages(job)) {
            return !(gradient > LIMIT || loss > LIMIT || update > UPDATE_LIMIT);
        }
        boolean episode = Workload.ofRelated(job);
        double more = episode ? MORE_OF_EPISODES : 1;
        return !(whole > more * LIMIT_OF_IMAGES || loss > more * LIMIT
                || update > (episode ? UPDATE_LIMIT_OF_EPISODES : UPDATE_LIMIT));
    }
}
