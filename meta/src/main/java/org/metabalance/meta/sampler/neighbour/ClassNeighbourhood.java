package org.metabalance.meta.sampler.neighbour;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * The rows of one class, among themselves and among the rows of all classes: what the relatives of
 * SMOTE ask before they make a row. Distances are those of {@link MixedSpace}, the penalty of a
 * category taken over the class, as SMOTE-NC has it. Rows are those of the data set.
 */
public final class ClassNeighbourhood {
    private final EncodedTable train;
    private final int label;
    private final int[] own;

    /** Describes class {@code label}, which must have at least two rows. */
    public ClassNeighbourhood(EncodedTable train, int label) {
        this.train = train;
        this.label = label;
        this.own = train.indicesOf(label);
    }

    /** Returns the rows of the class, ascending. */
    public int[] own() {
        return own;
    }

    private NearestNeighbours among(int[] rows) {
        return NearestNeighbours.among(
                MixedSpace.coordinates(train, rows, own), train.width());
    }

    private NearestNeighbours amongAll() {
        return among(IntStream.range(0, train.rows()).toArray());
    }

    /**
     * Returns how many of the {@code m} nearest rows are of another class, for each of
     * {@code selected}; with few rows, of all others.
     */
    public Strangers strangers(int[] selected, int m) {
        int most = Math.min(m, train.rows() - 1);
        Neighbours neighbours = amongAll().ofRows(selected, most);
        int[] counts = new int[selected.length];
        for (int i = 0; i < neighbours.indices().length; i++) {
            counts[i / most] += train.label(neighbours.indices()[i]) == label ? 0 : 1;
        }
        return new Strangers(selected, counts, most);
    }

    /**
     * Returns {@code selected} rows of the class with their {@code k} nearest rows of the class, or
     * all others if there are fewer. These also vote.
     */
    public Pairs within(int[] selected, int k) {
        int[] ends = nearestOwn(selected, k);
        return new Pairs(selected, ends, ends);
    }

    /**
     * Returns {@code selected} rows of the class with their {@code k} nearest rows of any class. On
     * categories the {@code k} nearest of the class vote: the new row belongs to it.
     */
    public Pairs toAny(int[] selected, int k) {
        int[] ends = amongAll().ofRows(selected, Math.min(k, train.rows() - 1)).indices();
        boolean mixed = train.groups().stream().anyMatch(ColumnGroup::categorical);
        return new Pairs(selected, ends, mixed ? nearestOwn(selected, k) : ends);
    }

    private int[] nearestOwn(int[] selected, int k) {
        int[] positions = Arrays.stream(selected)
                .map(row -> Arrays.binarySearch(own, row))
                .toArray();
        Neighbours neighbours = among(own).ofRows(positions, Math.min(k, own.length - 1));
        return Arrays.stream(neighbours.indices()).map(position -> own[position]).toArray();
    }
}
