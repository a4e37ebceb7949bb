package org.metabalance.app.scores;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The positive rows with the lowest scores: what a model misses first, with what the table says of them. */
final class MissedRows {
    /** Rows that are kept of a run, at most. */
    private static final int MOST = 10;

    /** Columns of a row that are kept, at most. */
    private static final int COLUMNS = 30;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MissedRows() {}

    /**
     * Returns them, the lowest score first; of equal ones the first row.
     *
     * @param part the numbers of the rows scored, among those of {@code target}
     * @param probabilities {@code [rows, 2]}
     */
    static ArrayNode of(Table table, Target target, int[] part, double[][] probabilities) {
        Table features = target.features(table);
        List<Column> columns = features.columns();
        ArrayNode rows = JSON.createArrayNode();
        IntStream.range(0, part.length).filter(i -> target.labels()[part[i]] == 1).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> probabilities[i][1]))
                .limit(MOST).forEach(i -> {
                    ObjectNode row = rows.addObject();
                    row.put("row", features.rowNumber(part[i]));
                    row.put("score", (float) probabilities[i][1]);
                    ObjectNode values = row.putObject("values");
                    columns.stream().limit(COLUMNS).forEach(column -> values.put(
                            column.name(), column.isMissing(part[i]) ? null
                                    : column.text(part[i])));
                });
        return rows;
    }
}
