package org.metabalance.meta.sampler.clean;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Neighbours;

/**
 * Removes rows in Tomek links (Tomek, "Two modifications of CNN", IEEE Transactions on Systems, Man
 * and Cybernetics 6, 1976): pairs of rows of different classes each of which is the other's nearest
 * row. One of them is noise, or both lie at the boundary.
 *
 * <p>As in imbalanced-learn, except that a class never loses all its rows. Deterministic. With
 * categorical columns distances are those of SMOTE-NC, the penalty taken over all rows.
 *
 * @param classes from which classes rows of a link are removed; default {@link Cleaning#NOT_MINORITY}
 */
public record TomekLinks(Cleaning classes) implements TableRowSampler {
    /** The rows of links that do not belong to the smallest class are removed. */
    public TomekLinks() {
        this(Cleaning.NOT_MINORITY);
    }

    @Override
    public String name() {
        return "tomek-links";
    }

    @Override
    public int[] rows(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.classCounts();
        boolean[] linked = new boolean[train.rows()];
        if (train.rows() > 1) {
            boolean[] cleaned = classes.cleaned(counts);
            Neighbours nearest = NearestNeighbours
                    .among(Cleaning.coordinates(train), train.width())
                    .ofEach(1);
            for (int row = 0; row < linked.length; row++) {
                int other = nearest.index(row, 0);
                linked[row] = cleaned[train.label(row)]
                        && train.label(other) != train.label(row)
                        && nearest.index(other, 0) == row;
            }
        }
        return Cleaning.left(train.labels(), counts, linked);
    }
}
