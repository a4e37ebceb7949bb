package org.metabalance.meta.data.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;

/**
 * Graphs of tables: a row is a node, and two are joined where one column differs by less than a distance. So
 * Haberman's survival and the Pima diabetes data were made graphs of (Mohammadizadeh et al., arXiv 2406.17073:
 * lymph nodes by less than 2, glucose by less than 4); that column is then no feature.
 */
public final class TableGraphs {
    /** Most edges of such a graph: beyond, everything is joined with everything. */
    private static final int MOST_EDGES = 20_000_000;

    private TableGraphs() {}

    /**
     * The edges of some rows, numbered from 0.
     *
     * @param from the smaller end of each
     * @param to the larger end
     */
    public record Edges(int[] from, int[] to) {}

    /**
     * Returns the pairs of rows that differ by less than {@code distance}; a row without a value has none.
     *
     * @param rows of the table; node i is row {@code rows[i]}
     * @throws DataException if the column holds no numbers, the distance is not positive, no two rows are
     *     that near or nearly all are
     */
    public static Edges edges(Table table, String column, double distance, int[] rows) {
        if (!(table.column(column) instanceof Column.Numeric numbers)) {
            throw new DataException(
                    "column '%s': edges need numbers, got texts; choose another column"
                            .formatted(column));
        }
        if (!(distance > 0 && Double.isFinite(distance))) {
            throw new DataException(
                    "column '%s': the distance of an edge must be above 0, got %s"
                            .formatted(column, distance));
        }
        double[] values = Arrays.stream(rows).mapToDouble(r -> numbers.value(r)).toArray();
        int[] order = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i]))
                .boxed().sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue).toArray();
        IntStream.Builder from = IntStream.builder();
        IntStream.Builder to = IntStream.builder();
        long count = 0;
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length
                    && values[order[j]] - values[order[i]] < distance; j++) {
                if (++count > MOST_EDGES) {
                    throw new DataException(
                            "column '%s': a distance of %s makes more than %,d edges; choose a smaller one"
                                    .formatted(column, distance, MOST_EDGES));
                }
                from.add(Math.min(order[i], order[j]));
                to.add(Math.max(order[i], order[j]));
            }
        }
        if (count == 0) {
            throw new DataException(
                    "column '%s': no two rows differ by less than %s; choose a larger distance"
                            .formatted(column, distance));
        }
        return new Edges(from.build().toArray(), to.build().toArray());
    }

    /** Returns the graph of encoded rows, of which the column of the edges is none, and its edges. */
    public static Graph of(EncodedTable rows, Edges edges) {
        return new Graph(
                NdArray.of(rows.features(), rows.rows(), rows.width()), edges.from(), edges.to());
    }
}
