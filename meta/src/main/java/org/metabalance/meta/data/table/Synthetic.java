package org.metabalance.meta.data.table;

import org.metabalance.engine.Rng;

/** Small problems with two features and two classes, made at random: majority 0, minority 1. */
public final class Synthetic {
    private static final double BLOB_DEVIATION = Math.sqrt(.05);

    private Synthetic() {}

    /**
     * Returns circles: half of the majority on a ring of radius 1, the other half in a blob N(0, .05 I)
     * at the centre; the minority on a ring of radius .8 between them.
     *
     * @param majority rows of class 0, which come first
     * @param minority rows of class 1
     * @param noise the standard deviation of what is added to each coordinate of the rings; .05 to .2
     */
    public static EncodedTable circles(int majority, int minority, double noise, Rng rng) {
        return rows(majority, minority, rng, (label, i, draw, xy) -> {
            if (label == 0 && i % 2 == 1) {
                xy[0] = BLOB_DEVIATION * draw.normal(1);
                xy[1] = BLOB_DEVIATION * draw.normal(2);
            } else {
                double angle = 2 * Math.PI * draw.uniform(0);
                double radius = label == 0 ? 1 : .8;
                xy[0] = radius * StrictMath.cos(angle) + noise * draw.normal(1);
                xy[1] = radius * StrictMath.sin(angle) + noise * draw.normal(2);
            }
        });
    }

    /**
     * Returns two half moons that interlock, as scikit-learn's make_moons.
     *
     * @param majority rows of class 0, on the upper moon, which come first
     * @param minority rows of class 1
     * @param noise the standard deviation of what is added to each coordinate
     */
    public static EncodedTable moons(int majority, int minority, double noise, Rng rng) {
        return rows(majority, minority, rng, (label, i, draw, xy) -> {
            double angle = Math.PI * draw.uniform(0);
            xy[0] = (label == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle))
                    + noise * draw.normal(1);
            xy[1] = (label == 0 ? StrictMath.sin(angle) : .5 - StrictMath.sin(angle))
                    + noise * draw.normal(2);
        });
    }

    /**
     * Returns a mixture of Gaussians: the majority around (-1, -1), (1, 1) and (0, 0), the minority
     * around (-1, 1) and (1, -1).
     *
     * @param majority rows of class 0, which come first
     * @param minority rows of class 1
     * @param deviation the standard deviation of every component; at .5 they overlap
     */
    public static EncodedTable mixture(int majority, int minority, double deviation, Rng rng) {
        double[][][] centres = {{{-1, -1}, {1, 1}, {0, 0}}, {{-1, 1}, {1, -1}}};
        return rows(majority, minority, rng, (label, i, draw, xy) -> {
            double[] centre = centres[label][i % centres[label].length];
            xy[0] = centre[0] + deviation * draw.normal(1);
            xy[1] = centre[1] + deviation * draw.normal(2);
        });
    }

    private interface Point {
        void of(int label, int i, Rng draw, double[] xy);
    }

    private static EncodedTable rows(int majority, int minority, Rng rng, Point point) {
        if (majority < 1 || minority < 0) {
            throw new IllegalArgumentException(
                    "synthetic rows: need some of the majority and no negative number, got %d and %d"
                            .formatted(majority, minority));
        }
        int rows = majority + minority;
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        double[] xy = new double[2];
        for (int row = 0; row < rows; row++) {
            labels[row] = row < majority ? 0 : 1;
            int i = row < majority ? row : row - majority;
            point.of(labels[row], i, rng.stream(labels[row]).stream(i), xy);
            features[2 * row] = (float) xy[0];
            features[2 * row + 1] = (float) xy[1];
        }
        return EncodedTable.numeric(features, labels, 2);
    }
}
