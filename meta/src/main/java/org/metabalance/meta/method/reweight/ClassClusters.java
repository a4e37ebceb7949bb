package org.metabalance.meta.method.reweight;

import java.util.Arrays;

/**
 * Clusters of classes by how many examples they have: k-means in one dimension, where the best clustering is
 * found exactly - clusters are intervals - and no random seeds are needed as in the authors' code. Clusters are
 * numbered from the smallest classes up; classes of one size are in one cluster.
 */
final class ClassClusters {
    private ClassClusters() {}

    /**
     * Returns the cluster of every class, 0 to k - 1.
     *
     * @param counts how many examples each class has
     * @param most k, at least 1; fewer clusters if there are fewer sizes
     */
    static int[] of(int[] counts, int most) {
        int[] sizes = Arrays.stream(counts).sorted().distinct().toArray();
        int n = sizes.length;
        double[] weight = new double[n];
        for (int count : counts) {
            weight[Arrays.binarySearch(sizes, count)]++;
        }
        int k = Math.min(most, n);
        double[] least = new double[n + 1];
        Arrays.fill(least, 1, n + 1, Double.POSITIVE_INFINITY);
        // from[c][i]: where the last of c + 1 clusters of the first i sizes begins
        int[][] from = new int[k][n + 1];
        for (int c = 0; c < k; c++) {
            double[] next = new double[n + 1];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            for (int end = c + 1; end <= n; end++) {
                for (int start = c; start < end; start++) {
                    double sum = least[start] + squares(sizes, weight, start, end);
                    if (sum < next[end]) {
                        next[end] = sum;
                        from[c][end] = start;
                    }
                }
            }
            least = next;
        }
        int[] cluster = new int[n];
        int end = n;
        for (int c = k - 1; c >= 0; c--) {
            Arrays.fill(cluster, from[c][end], end, c);
            end = from[c][end];
        }
        return Arrays.stream(counts).map(count -> cluster[Arrays.binarySearch(sizes, count)])
                .toArray();
    }

    /** The sum of squared distances from the mean of sizes {@code start} to {@code end} - 1. */
    private static double squares(int[] sizes, double[] weight, int start, int end) {
        double sum = 0;
        double total = 0;
        for (int i = start; i < end; i++) {
            sum += weight[i] * sizes[i];
            total += weight[i];
        }
        double mean = sum / total;
        double squares = 0;
        for (int i = start; i < end; i++) {
            squares += weight[i] * (sizes[i] - mean) * (sizes[i] - mean);
        }
        return squares;
    }
}
