package org.metabalance.meta.sampler.neighbour;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * Clusters by k-means, as scikit-learn makes them: seeds by greedy k-means++ (Arthur and
 * Vassilvitskii, SODA 2007), then Lloyd's iterations until no point changes its cluster, the centres
 * hardly move, or 300 are done.
 *
 * @param centres {@code [count, width]} the centres, row-major; not copied
 * @param clusters the cluster of every point, that of the nearest centre; not copied
 */
public record KMeans(double[] centres, int[] clusters) {
    private static final int ITERATIONS = 300;

    /** Centres hardly move: the sum of their squared ways, over the mean variance of a coordinate. */
    private static final double TOLERANCE = 1e-4;

    /**
     * Clusters points.
     *
     * @param points {@code [n, width]} finite numbers in row-major order
     * @param width the number of coordinates of a point
     * @param count the number of clusters, 1 to n
     * @param rng draws the seeds
     */
    public static KMeans of(double[] points, int width, int count, Rng rng) {
        int first = rng.stream(0).below(0, points.length / width);
        Rng draws = rng.stream(1);
        int[] seeds = seeds(points, width, count, first, draws::uniform);
        double[] centres = new double[count * width];
        for (int c = 0; c < count; c++) {
            System.arraycopy(points, seeds[c] * width, centres, c * width, width);
        }
        return lloyd(points, width, centres);
    }

    /**
     * Returns the points that k-means++ begins with: each next one, of 2 + ln(count) candidates drawn
     * with probability proportional to the squared distance from the seeds so far, is the one that
     * leaves the smallest sum of squared distances.
     *
     * @param first the first seed
     * @param uniform numbers in [0, 1) for the candidates, one after another
     */
    public static int[] seeds(
            double[] points, int width, int count, int first, IntToDoubleFunction uniform) {
        NearestNeighbours all = NearestNeighbours.among(points, width);
        int candidates = 2 + (int) StrictMath.log(count);
        int[] seeds = new int[count];
        seeds[0] = first;
        double[] squares = all.squaredDistancesFrom(first);
        for (int c = 1; c < count; c++) {
            double[] sums = runningSums(squares);
            double[] best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int t = 0; t < candidates; t++) {
                double at = uniform.applyAsDouble((c - 1) * candidates + t) * sums[sums.length - 1];
                int candidate = firstAtLeast(sums, at);
                double[] left = all.squaredDistancesFrom(candidate);
                double sum = lower(left, squares);
                if (sum < least) {
                    least = sum;
                    best = left;
                    seeds[c] = candidate;
                }
            }
            squares = best;
        }
        return seeds;
    }

    private static double[] runningSums(double[] numbers) {
        double[] sums = new double[numbers.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += numbers[i];
            sums[i] = sum;
        }
        return sums;
    }

    /** Returns the first position whose number is at least {@code at}. */
    private static int firstAtLeast(double[] ascending, double at) {
        int from = 0;
        int to = ascending.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < at) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Lowers every number to that of {@code others} if that is less; returns their sum. */
    private static double lower(double[] squares, double[] others) {
        double sum = 0;
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Math.min(squares[i], others[i]);
            sum += squares[i];
        }
        return sum;
    }

    /** Moves {@code centres}, which are not changed, until they rest. */
    public static KMeans lloyd(double[] points, int width, double[] centres) {
        double tolerance = TOLERANCE * meanVariance(points, width);
        double[] current = centres;
        int[] before = null;
        for (int i = 0; i < ITERATIONS; i++) {
            Neighbours nearest = nearest(points, width, current);
            int[] clusters = nearest.indices();
            double[] moved = means(points, width, current, nearest);
            double way = 0;
            for (int j = 0; j < moved.length; j++) {
                way += (moved[j] - current[j]) * (moved[j] - current[j]);
            }
            current = moved;
            if (Arrays.equals(clusters, before)) {
                return new KMeans(current, clusters);
            }
            if (way <= tolerance) {
                break;
            }
            before = clusters;
        }
        return new KMeans(current, nearest(points, width, current).indices());
    }

    private static Neighbours nearest(double[] points, int width, double[] centres) {
        return NearestNeighbours.among(centres, width).of(points, 1);
    }

    private static double meanVariance(double[] points, int width) {
        int rows = points.length / width;
        double[] means = new double[width];
        for (int i = 0; i < points.length; i++) {
            means[i % width] += points[i] / rows;
        }
        double squares = 0;
        for (int i = 0; i < points.length; i++) {
            double difference = points[i] - means[i % width];
            squares += difference * difference;
        }
        return squares / points.length;
    }

    /**
     * Returns the mean of every cluster. A cluster without points takes one of those farthest from
     * their centres.
     */
    private static double[] means(
            double[] points, int width, double[] centres, Neighbours nearest) {
        int[] clusters = nearest.indices();
        int[] sizes = new int[centres.length / width];
        double[] sums = new double[centres.length];
        for (int i = 0; i < clusters.length; i++) {
            sizes[clusters[i]]++;
            add(points, i, width, sums, clusters[i], 1);
        }
        relocate(points, width, nearest, sizes, sums);
        for (int j = 0; j < sums.length; j++) {
            // only where rows are equal can a cluster still be without: its centre stays
            sums[j] = sizes[j / width] > 0 ? sums[j] / sizes[j / width] : centres[j];
        }
        return sums;
    }

    private static void relocate(
            double[] points, int width, Neighbours nearest, int[] sizes, double[] sums) {
        int[] empty = IntStream.range(0, sizes.length).filter(c -> sizes[c] == 0).toArray();
        if (empty.length == 0) {
            return;
        }
        int[] farthest = IntStream.range(0, nearest.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -nearest.distance(i, 0)))
                .limit(empty.length)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int e = 0; e < farthest.length; e++) {
            int from = nearest.indices()[farthest[e]];
            add(points, farthest[e], width, sums, from, -1);
            add(points, farthest[e], width, sums, empty[e], 1);
            sizes[from]--;
            sizes[empty[e]]++;
        }
    }

    private static void add(
            double[] points, int point, int width, double[] sums, int cluster, int sign) {
        for (int j = 0; j < width; j++) {
            sums[cluster * width + j] += sign * points[point * width + j];
        }
    }
}
