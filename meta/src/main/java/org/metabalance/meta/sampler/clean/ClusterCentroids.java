package org.metabalance.meta.sampler.clean;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.neighbour.KMeans;
import org.metabalance.meta.sampler.neighbour.MixedSpace;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Votes;

/**
 * Every larger class replaced by the centres of k-means clusters of it ({@link KMeans}), as many as
 * the smallest class has rows.
 *
 * <p>As in imbalanced-learn with scikit-learn's present default of one k-means run (ten before its
 * version 1.4). With categorical columns distances are those of SMOTE-NC, the penalty taken over all
 * rows; a centre's category is the one most frequent in the cluster, ties drawn at random. A cluster
 * without rows, which only rows equal to others give, takes the category of the row nearest to it.
 *
 * @param voting what stands for a cluster; default {@link Voting#SOFT}
 * @param ratio the size of the smallest class over that of the others afterwards, above 0 and at most
 *     1; default 1. A class that has fewer rows than this asks for keeps them all, as they are.
 */
public record ClusterCentroids(Voting voting, double ratio) implements TableSampler {
    /** What stands for a cluster. */
    public enum Voting {
        /** Its centre, a new row. */
        SOFT,
        /** The row nearest to its centre. */
        HARD
    }

    /** Checks the ratio. */
    public ClusterCentroids {
        ClassTargets.requireRatio("cluster-centroids", ratio);
    }

    /** Centres, down to the size of the smallest class. */
    public ClusterCentroids() {
        this(Voting.SOFT, 1);
    }

    @Override
    public String name() {
        return "cluster-centroids";
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.classCounts();
        int[] targets = ClassTargets.lowered(counts, ratio);
        int[] kept = IntStream.range(0, train.rows())
                .filter(row -> targets[train.label(row)] == counts[train.label(row)])
                .toArray();
        EncodedTable result = train.select(kept);
        int[] all = IntStream.range(0, train.rows()).toArray();
        for (int c = 0; c < targets.length; c++) {
            if (targets[c] < counts[c]) {
                int[] own = train.indicesOf(c);
                double[] points = MixedSpace.coordinates(train, own, all);
                KMeans clusters = KMeans.of(points, train.width(), targets[c], rng.stream(c));
                result = result.concat(rows(train, own, points, clusters, rng.stream(c).stream(2)));
            }
        }
        return result;
    }

    /** Returns the rows that stand for the clusters of {@code own}. */
    EncodedTable rows(EncodedTable train, int[] own, double[] points, KMeans clusters, Rng ties) {
        int[] nearest = NearestNeighbours.among(points, train.width())
                .of(clusters.centres(), 1)
                .indices();
        return switch (voting) {
            case HARD -> train.select(Arrays.stream(nearest).map(i -> own[i]).toArray());
            case SOFT -> centres(train, own, clusters, nearest, ties);
        };
    }

    private static EncodedTable centres(
            EncodedTable train, int[] own, KMeans clusters, int[] nearest, Rng ties) {
        int width = train.width();
        float[] features = new float[clusters.centres().length];
        int[] labels = new int[nearest.length];
        int[][] members = members(own, clusters, nearest);
        for (int cluster = 0; cluster < labels.length; cluster++) {
            labels[cluster] = train.label(own[0]);
            for (int g = 0; g < train.groups().size(); g++) {
                ColumnGroup group = train.groups().get(g);
                if (group.categorical()) {
                    Votes.write(
                            train,
                            group,
                            members[cluster],
                            ties.stream(cluster),
                            g,
                            features,
                            cluster * width);
                } else {
                    int at = cluster * width + group.from();
                    features[at] = (float) clusters.centres()[at];
                }
            }
        }
        return train.with(features, labels);
    }

    private static int[][] members(int[] own, KMeans clusters, int[] nearest) {
        int[][] members = new int[nearest.length][];
        for (int cluster = 0; cluster < members.length; cluster++) {
            int c = cluster;
            int[] rows = IntStream.range(0, own.length)
                    .filter(i -> clusters.clusters()[i] == c)
                    .map(i -> own[i])
                    .toArray();
            members[cluster] = rows.length > 0 ? rows : new int[] {own[nearest[cluster]]};
        }
        return members;
    }
}
