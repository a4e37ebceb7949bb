package org.metabalance.meta.sampler.neighbour;

/**
 * The nearest points of each of several points, nearest first.
 *
 * @param indices {@code [rows, k]} indices of the nearest points, row-major; not copied
 * @param distances {@code [rows, k]} their Euclidean distances, row-major; not copied
 * @param k the number of neighbours of each point
 */
public record Neighbours(int[] indices, double[] distances, int k) {
    /** Returns the number of points whose neighbours these are. */
    public int rows() {
        return indices.length / k;
    }

    /** Returns the index of the neighbour of {@code row} at {@code rank}, 0 being the nearest. */
    public int index(int row, int rank) {
        return indices[row * k + rank];
    }

    /** Returns the distance of the neighbour of {@code row} at {@code rank}, 0 being the nearest. */
    public double distance(int row, int rank) {
        return distances[row * k + rank];
    }
}
