package org.metabalance.meta.method.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * Columns of a row replaced by those of other rows, each by that of another one: SCARF, Bahri et al., ICLR 2022,
 * arXiv 2106.15147. So a value is always one that the column has in training, and the features of a column -
 * categories, and whether its value is missing - stay together.
 *
 * @param train where values come from
 * @param columns how many columns there are
 * @param columnOf the column of every feature
 * @param share of the columns that are replaced, on average
 */
record ColumnCorruption(EncodedTable train, int columns, double[] columnOf, double share) {
    /** SCARF's share at strength 1. */
    private static final double MOST = .6;

    static ColumnCorruption of(EncodedTable train, double strength) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        double[] columnOf = new double[train.width()];
        for (ColumnGroup group : train.groups()) {
            int column = numbers.computeIfAbsent(group.name(), _ -> numbers.size());
            Arrays.fill(columnOf, group.from(), group.from() + group.width(), column);
        }
        return new ColumnCorruption(train, numbers.size(), columnOf, MOST * strength);
    }

    /** Records rows [n, width] with other columns in every run, and others for every call. */
    Tensor of(Tensor x) {
        Tape tape = x.tape();
        int n = x.dim(0);
        Tensor column = tape.constant(columnOf);
        // a uniform number times the rows may be rounded up to their number
        Tensor donors = tape.uniform(n, columns).mul(train.rows()).floor()
                .minimum(train.rows() - 1);
        Tensor others = train.on(tape).x().gatherElements(0, donors.gather(1, column));
        Tensor replaced = tape.uniform(n, columns).lt(share).gather(1, column);
        return Tensor.where(replaced, others, x);
    }
}
